#!/bin/bash
# The demonstration: one whole login with a real sshd and a real ssh client,
# one that is refused, and one that is killed.  Everything happens in a private host that is gone
# at the end; STS is played by the emulator under the real endpoint's name.
. "$(dirname "$0")"/host.sh

title()
{
	printf '\n\033[1m--- %s\033[0m\n' "$*"
}

fail()
{
	echo "demo: $*" >&2
	cat $LOG >&2
	exit 1
}

host_up
host_world alice
host_certificates
host_emulator
host_account alice
host_enrol alice
host_pam sshd
host_sshd 'KbdInteractiveAuthentication yes' \
	'AuthenticationMethods keyboard-interactive:pam'
touch /home/alice/.hushlogin
cat >/etc/pam_sts/pam_sts.conf <<-EOF
[profile operator]
credential_source = UserKey
region = eu-west-1
mfa = both
mfa_serial = arn:aws:iam::$ACCOUNT:mfa/%u
role_arn = arn:aws:iam::$ACCOUNT:role/Operator
role_session_name = %u@%h
external_id = bastion-7

[rule]
service = sshd
profile = operator
EOF

title 'The configuration, /etc/pam_sts/pam_sts.conf'
cat /etc/pam_sts/pam_sts.conf
pam-sts check || fail 'the configuration is not accepted'

title 'A login: the code from the phone, then a shell as the assumed role'
code=$(code_now $SEED)
expect -f tests/e2e/demo.exp alice "$code" \
	"env | grep -E '^(AWS|PAM_STS)_'" \
	'aws --no-cli-pager sts get-caller-identity' \
	'ls -l $AWS_SHARED_CREDENTIALS_FILE' \
	'exit' || fail 'the login failed'

title 'After logout: what is left under /run/pam_sts'
host_wait test -z "$(sessions_left)"
find /run/pam_sts | sort
[ -z "$(sessions_left)$(tickets_left)" ] || fail 'credentials were left'
echo 'no file: the credentials are gone'

title 'A refusal: a wrong code'
expect -f tests/e2e/demo.exp alice 000000 && fail 'a wrong code was accepted'

title 'A login that is killed: kill -9 of its sshd, so that nobody closes it'
ssh_code "$(code_now $SEED --now '30 seconds')" alice 'echo in; sleep 1000' \
	>$WORK/killed 2>&1 &
host_wait grep -q in $WORK/killed || fail 'the second login failed'
pam-sts sessions
find /run/pam_sts | sort
files=$(dirname $SESSIONS/*/*/info)
leader=$(pam-sts sessions --json | jq '.[0].leader')
began=${EPOCHREALTIME/[.,]/}
kill -9 $leader
for ((;;)); do
	took=$(((${EPOCHREALTIME/[.,]/} - began) / 1000))
	[ -e $files ] || break
	[ $took -lt 1000 ] || fail 'the credentials outlived the login'
	sleep 0.01
done
echo "kill -9 $leader: the credentials were gone after $took ms"
host_wait grep -q 'step=keep: .*removed' $LOG || fail 'the keeper is silent'
find /run/pam_sts | sort

title 'What the log says'
log_settle
grep pam.sts $LOG | sed 's/^<[0-9]*>//'
