#!/bin/bash
# One GetSessionToken by pam-sts-obtain, by curl --aws-sigv4 and by the AWS
# CLI: the same server, TLS, in turn.  Figures, no verdict.
# Usage: bench.sh [ROUNDS]
. "$(dirname "$0")"/../e2e/host.sh

ROUNDS=${1:-50}
host_up
host_world
host_certificates
host_emulator
host_user
host_profile none
LIBEXEC=$(dirname $(find /usr -name pam-sts-obtain -type f))
KEY=$(user_key_id $U):$(user_secret $U)

words()
{
	printf '%s\n' "${@:2}" >$WORK/"$1"
}

words pam-sts-obtain $(realpath $BUILD)/tests/bench/obtain-driver \
	$LIBEXEC/pam-sts-obtain /etc/pam_sts/pam_sts.conf \
	/var/lib/pam_sts/$UID_OF/key test $U
words curl /usr/bin/curl -sSf -q --capath /etc/ssl/certs --user $KEY \
	--aws-sigv4 aws:amz:eu-west-1:sts -H 'Accept: application/json' \
	-H 'Content-Type: application/x-www-form-urlencoded; charset=utf-8' \
	-d 'Action=GetSessionToken&Version=2011-06-15' https://sts.test/
words curl-ca-bundle /usr/bin/curl -sSf -q --user $KEY \
	--aws-sigv4 aws:amz:eu-west-1:sts -H 'Accept: application/json' \
	-H 'Content-Type: application/x-www-form-urlencoded; charset=utf-8' \
	-d 'Action=GetSessionToken&Version=2011-06-15' https://sts.test/
words aws-cli /usr/bin/env AWS_ACCESS_KEY_ID=$(user_key_id $U) \
	AWS_SECRET_ACCESS_KEY=$(user_secret $U) AWS_DEFAULT_REGION=eu-west-1 \
	AWS_CA_BUNDLE=$WORK/ca.pem $AWS sts get-session-token

echo "One GetSessionToken over TLS; ratios to pam-sts-obtain."
$BUILD/tests/bench/measure $ROUNDS $WORK/pam-sts-obtain $WORK/curl \
	$WORK/curl-ca-bundle $WORK/aws-cli
echo
echo "After the code: how long the user waits when the connection was made"
echo "while he typed (30 users, mfa = sts)."
host_profile sts
for u in $(seq -f u%02g 31 60); do
	printf '%s\n' "user = $u" "aws_access_key_id = $(user_key_id $u)" \
		"aws_secret_access_key = $(user_secret $u)" >$WORK/key
	{ sleep 0.2; code_now $(user_seed $u); } |
		"$(realpath $BUILD)"/tests/bench/obtain-driver \
			$LIBEXEC/pam-sts-obtain /etc/pam_sts/pam_sts.conf \
			$WORK/key test $u - 2>&1 >/dev/null
done | sed 's/.*answered_ms=\([0-9.]*\).*/\1/' | sort -n |
	awk '{ v[NR] = $1 } END { printf "median %.1f ms (p10 %.1f, p90 %.1f)\n",
		v[int(NR / 2)], v[int(NR / 10)], v[int(NR * 9 / 10)] }'
