# pam-sts whoami: who the credentials are, by a helper that is a script; part
# of cli.sh.

E=/etc/pam_sts
mkdir -p $E
cat >$E/pam_sts.conf <<'CONF'
[profile prod-admin]
credential_source = UserKey
mfa = none
region = eu-west-1
role_arn = arn:aws:iam::210987654321:role/ProdAdmin
timeout = 1
CONF
mkdir -m 777 $W/heard
helper=/usr/libexec/pam_sts/pam-sts-obtain
cp $helper $W/obtain
# helper_says [FILE]: a helper that keeps what it is and hears, answers with
# this file, and stays.
helper_says()
{
	rm -f $W/heard/*
	cat >$helper <<-SCRIPT
	#!/bin/sh
	dd bs=32768 count=1 of=$W/heard/asked
	{ id -u; echo \$#; env | grep -vE '^(PWD|OLDPWD|SHLVL|_)='; } >$W/heard/who
	cat /proc/\$\$/fd/3 >$W/heard/conf
	cat ${1:-/dev/null} >&0
	exec sleep 60
	SCRIPT
	chmod 755 $helper
}
# message KIND STATUS [TAG VALUE]...: as doc/PROTOCOL.md says, tags ascending.
message()
{
	local kind=$1 status=$2
	shift 2
	printf "STS1\\$(printf %o $kind)\\$(printf %o $status)\\0\\$(($# / 2))"
	while [ $# -gt 0 ]; do
		printf "\\$(printf %o $1)\\0\\0\\$(printf %o ${#2})%s" "$2"
		shift 2
	done
}
# As the shell writes them, of common/wire.h and common/field.h.
IDENTIFY=12 IDENTITY=13
PROFILE=1 KEY_ID=13 SECRET_KEY=14 SESSION_TOKEN=15 ARN=17 DETAIL=18
ACCOUNT=39 USER_ID=40

session 3600 1800
message $IDENTITY 0 $ARN $ROLE $ACCOUNT 210987654321 \
	$USER_ID AROAEXAMPLE:alice >$W/answer
helper_says $W/answer
inside whoami prod-admin
is "whoami" "$status:$err:$out" "0::arn: $ROLE
account: 210987654321
user id: AROAEXAMPLE:alice"
message $IDENTIFY 0 $PROFILE prod-admin $KEY_ID ASIAADMIN00000000000 \
	$SECRET_KEY secret/of+ASIAADMIN00000000000 \
	$SESSION_TOKEN ${TOKEN}prod-admin >$W/question
ok "the helper hears the keys" cmp $W/question $W/heard/asked
is "as the user, by no argument and no variable" "$(cat $W/heard/who)" \
	"$(id -u alice)
0"
is "with the configuration" "$(tail -n +2 $W/heard/conf)" \
	"$(cat $E/pam_sts.conf; echo)"
inside whoami --json prod-admin
is "whoami, JSON" "$status:$(jq -c . $W/out)" \
	"0:{\"profile\":\"prod-admin\",\"arn\":\"$ROLE\",\"account\":\"210987654321\",\"user_id\":\"AROAEXAMPLE:alice\"}"

# refused NAME TEXT: the last answer was taken so.
refused()
{
	helper_says $W/answer
	inside whoami prod-admin
	said "$1" 1 "$2"
}
message $IDENTITY 5 $DETAIL 'ExpiredToken: the token has expired' >$W/answer
refused "AWS says no" 'AWS does not say who you are: denied by AWS: ExpiredToken: the token has expired'
message $IDENTITY 6 >$W/answer
refused "AWS says nothing" 'AWS does not say who you are: AWS unavailable'
else="$helper answers something else: is it of this version?"
message 4 0 >$W/answer
refused "an answer of another kind" "$else"
message $IDENTITY 0 $ARN $ROLE >$W/answer
refused "half an answer" "$else"
message $IDENTITY 0 $ARN $ROLE $ACCOUNT 210987654321 \
	$USER_ID $'AROA\033[2J' >$W/answer
refused "an answer that a terminal must not see" "$else"
: >$W/answer
refused "no answer, and the deadline is over" \
	"$helper does not answer: is it installed?"

inside whoami
said "a profile that is configured no more" 1 \
	'the configuration has no profile login'
session -1 -1
inside whoami
said "whoami, expired" 1 \
	'the credentials of profile login have expired: run pam-sts renew'
as_alice PAM_STS_NONE=why -- whoami
said "whoami, none were given" 1 'no credentials were given: why'
session 60 60
chmod 600 $E/pam_sts.conf
inside whoami prod-admin
is "a configuration that users cannot read" "$status:$out:$err" \
	"1::$E/pam_sts.conf: Permission denied
pam-sts: whoami needs the configuration: you must be able to read it, and it must have no errors"
install -m 711 $W/obtain $helper
rm -r $E $RUN
