#!/bin/bash
# Credentials that are renewed while their sessions live: a working day of
# eight hours in two minutes, for programs that know nothing of it; and what
# becomes of sessions whose credentials cannot be renewed.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh
. "$(dirname "$0")"/life.sh

# An hour of AWS's is 15 seconds, twelve hours are three minutes.
PACE=240
DAY=$((8 * 3600 / PACE))
# A second STS, which can be away without harm to the first one's sessions.
AWAY=8443
WORKING=$WORK/working
SDKS='aws boto3'
. "$(dirname "$0")"/renewal-scenes.sh

host_up
host_world
host_certificates
host_certificate sts \
	DNS:sts.test,DNS:sts.eu-west-1.amazonaws.com,DNS:sts.amazonaws.com 2
echo '127.0.0.1 sts.amazonaws.com' >>/etc/hosts
CERT=$WORK/sts.pem CERT_KEY=$WORK/sts.key
host_emulator --port $AWAY --pace 60
host_emulator --pace $PACE
life_ready
host_pam sshd
host_pam sudo
echo 'ALL ALL=(ALL:ALL) NOPASSWD: ALL' >/etc/sudoers
chmod 440 /etc/sudoers
host_sshd 'KbdInteractiveAuthentication yes' \
	'AuthenticationMethods keyboard-interactive:pam'
cp -r tests/e2e/sdk $WORK/sdk
chmod -R a+rX $WORK/sdk
mkdir -m 1777 $WORKING
if [ -e $BUILD/npm/node_modules/.package-lock.json ]; then
	SDKS="$SDKS js3"
	mkdir $WORK/npm
	mount --bind $BUILD/npm $WORK/npm
else
	skip 'the SDK for JavaScript' 'npm could not install it'
fi
while read -r name profile; do
	host_user
	WHO[$name]=$U
done < <(scenes)
renewal_conf

# --- they all begin ----------------------------------------------------------
scene away coded
away_key=$(key_of away)
emulator_tell pace $PACE $AWAY
scene longer coded
emulator_tell fault drop $AWAY
scene work terminal
like 'a day of work begins' "$(inside work \
	"$WORK/sdk/steady.sh $WORKING $SDKS >/dev/null 2>&1 &")" '=0='
(sleep $DAY; touch $WORKING/stop) &
inside away "$WORK/sdk/steady.sh $WORKING keys >/dev/null 2>&1 &" >/dev/null
# STS comes back when it has been missed three times.
(PATIENCE=100 host_wait has_happened away 3 "$UNAVAILABLE"
	emulator_tell fault '' $AWAY) &
for name in told mute; do
	scene $name terminal
done
inside mute 'mesg n' >/dev/null
for name in filed asked short login plain; do
	scene $name coded
done
filed_key=$(key_of filed)
exec 4<"$(the filed credentials)"
mkdir -m 1777 $WORKING/filed
inside filed "$WORK/sdk/steady.sh $WORKING/filed boto3 >/dev/null 2>&1 &" \
	>/dev/null
life_begin derived within root
ID_OF[derived]=$ID WHO[derived]=root
# These are not to be renewed, and are told so now.
scene revoked terminal
base=$(calls "select(.mfa_serial == \"$MFA/${WHO[revoked]}\").issued_key_id")
emulator_tell revoke $base
scene left coded
pam-sts revoke ${WHO[left]} >/dev/null
scene keyless coded
pam-sts key remove ${WHO[keyless]} >/dev/null
scene unruled coded
renewal_conf unruled

# --- the form ----------------------------------------------------------------
WHOAMI='/usr/bin/aws sts get-caller-identity --query Arn --output text'
is 'renewed by itself: asked of a process' \
	"$(grep -c credential_process "$(the work config)") \
$(stat -c %s "$(the work credentials)")" '2 0'
is 'credential_file = static: in the file' \
	"$(grep -c credential_process "$(the filed config)") \
$(grep -c ASIA "$(the filed credentials)")" '0 2'
is 'credential_file = process, for what needs a code' \
	"$(grep -c credential_process "$(the asked config)") \
$(stat -c %s "$(the asked credentials)")" '2 0'
like 'which an SDK asks, too' "$(inside asked "$WHOAMI")" "user/${WHO[asked]}"

# --- STS is away for longer than the keys last --------------------------------
# are_gone NAME: all have expired, and the session is still there.
are_gone()
{
	happened $1 1 "$EXPIRED" && [ ! -e "$(the $1 credentials)" ] &&
		[ ! -e "$(the $1 keys)" ] && [ -e "$(the $1 info)" ]
}
ok 'STS is away until they expire: removed' are_gone longer

# --- refused for good ----------------------------------------------------------
# given_up NAME REASON: once, and the keys went when they expired.
given_up()
{
	ok "$1: logged" happened $1 1 "step=renew: $2"
	ok "$1: the keys are removed when they expire" are_gone $1
	is "$1: not tried again" "$(times $1 "$FAILED")" 1
	like "$1: status says so" "$(inside $1 'pam-sts status')" \
		'credentials have expired.*=1='
	like "$1: so is an SDK told" "$(inside $1 'pam-sts credentials')" \
		'have expired: run pam-sts renew'
}
given_up revoked 'denied by AWS: ExpiredToken'
given_up unruled '.*other rules hold than at login'
given_up left 'not enrolled'
given_up keyless 'no login session'
is 'who is not to be renewed is not' \
	"$(times revoked "$RENEWED")$(times unruled "$RENEWED")$(times left \
		"$RENEWED")" 000

# --- the notice ----------------------------------------------------------------
seen()
{
	grep -c "$NOTICE" $LIFE/$1.host
}
ok 'what is not renewed by itself expires' are_gone told
is 'its user was told on his terminal, once' "$(seen told)" 1
like 'which is his, and may be written to' \
	"$(inside told 'stat -c "%U %a" $(tty)')" "^${WHO[told]} 62[02]"
ok 'with mesg n' are_gone mute
is 'he is not told' "$(seen mute)" 0
is 'who is refused a renewal is told, too' "$(seen revoked)" 1

# --- a file ---------------------------------------------------------------------
ok 'static: renewed' happened filed 2 "$RENEWED"
like 'the next program works' "$(inside filed "$WHOAMI")" assumed-role/Reader
ok 'with another key' another_key filed $filed_key
is 'who had the old file open has all of it' \
	"$(cat <&4 | grep -cE "^aws_access_key_id = $filed_key\$|^x_secur")" 4
like 'it is another file' "$(stat -L -c '%i' /proc/self/fd/4) \
$(stat -c '%i' "$(the filed credentials)")" '^([0-9]+) '
exec 4<&-
touch $WORKING/filed/stop
ok 'a program that runs on' host_wait test -e $WORKING/filed/over.boto3
like 'has read it once' "$(sort $WORKING/filed/boto3 | uniq | xargs)" \
	'^failed: .*\(ExpiredToken\).* ok$'

ok 'no code for STS: the key itself renews' happened plain 1 "$RENEWED"

# --- sudo from a login ------------------------------------------------------------
ok 'sudo: renewed from the login' happened derived 1 "$RENEWED"
life_end login
ok 'the login ends' gone ${ID_OF[login]}
given_up derived 'no login session'

# --- the base expires, and a code renews it ----------------------------------------
given_up short 'no login session: the credentials of this session have expired'
before=$(times short "$RENEWED")
like 'pam-sts renew, with a code' "$(inside short \
	"echo $(code_now $(user_seed ${WHO[short]}) --now '30 seconds') | \
pam-sts renew")" '=0='
ok 'it is renewed by itself again' happened short $((before + 2)) "$RENEWED"

# --- STS was away --------------------------------------------------------------------
ok 'STS is back: renewed' happened away 1 "$RENEWED"
ok 'with another key' another_key away $away_key
ok 'after three tries at least' has_happened away 3 "$UNAVAILABLE"
ok 'who had lost his has new ones' happened longer 1 "$RENEWED"
like 'to be used' "$(inside longer 'pam-sts credentials')" ASIA

# --- eight hours ----------------------------------------------------------------------
PATIENCE=$((DAY * 2)) ok 'the day is over' host_wait test -e $WORKING/over.aws
for sdk in $SDKS; do
	is "$sdk: nothing failed" "$(sort $WORKING/$sdk | uniq | xargs)" ok
	case $sdk in
	aws) agent=aws-cli ;;
	boto3) agent=Boto3 ;;
	js3) agent=aws-sdk-js ;;
	esac
	keys=$(calls "select(.action == \"GetCallerIdentity\" and
		(.user_agent | startswith(\"$agent\")) and
		(.caller // \"\" | contains(\"${WHO[work]}@\"))).access_key_id")
	echo "# $sdk: $(wc -l <<<"$keys") calls"
	ok "$sdk: the key has changed five times at least" \
		test $(uniq <<<"$keys" | wc -l) -gt 5
done
is 'no renewal failed' "$(times work "$FAILED")" 0
is 'the user gave one code' \
	"$(calls "select(.mfa_serial == \"$MFA/${WHO[work]}\").action" | wc -l)" 1
is 'and was not told of anything' "$(seen work)" 0
is 'STS away for a while: there were keys all the time' \
	"$(sort $WORKING/keys | uniq | xargs)" ok
is 'a refused renewal was tried once' \
	"$(calls "select(.access_key_id == \"$base\" and .status != 200).action")" \
	AssumeRole
is 'what needs a code was not renewed' "$(times asked step=renew)" 0
for name in "${!ID_OF[@]}"; do
	[ $name = login ] || life_end $name
done
ok 'nothing is left' all_gone
tap_done
