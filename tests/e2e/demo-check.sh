#!/bin/bash
# The demonstration shows what it promises.
. "$(dirname "$0")"/tap.sh

if [ "$(id -u)" -ne 0 ]; then
	skip 'demonstration' 'needs root for its namespaces'
	tap_done
fi
before=$(md5sum /etc/passwd /etc/pam.d/sshd 2>/dev/null)
out=$("$(dirname "$0")"/demo.sh 2>&1)
is 'the demonstration ends well' $? 0
like 'a prompt' "$out" 'One-time code: [0-9]{6}'
like 'the environment' "$out" 'AWS_SHARED_CREDENTIALS_FILE=/run/pam_sts'
like 'the assumed role' "$out" 'assumed-role/Operator/alice@bastion-7'
like 'the file and its mode' "$out" '-rw------- 1 alice alice'
like 'the file is gone' "$out" 'no file: the credentials are gone'
like 'a refusal' "$out" 'One-time code: 000000.*The code was not accepted'
like 'a killed login' "$out" 'kill -9 [0-9]+: the credentials were gone after'
like 'within a second' "$out" 'were gone after [0-9]{1,3} ms'
like 'the log says who removed them' "$out" \
	'pam-sts-keeper.*user=alice .* its leader is gone; credentials removed'
is 'the host is as before' \
	"$(md5sum /etc/passwd /etc/pam.d/sshd 2>/dev/null)" "$before"
tap_done
