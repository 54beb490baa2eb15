#!/bin/bash
# Several calls for one login: what one code gives, chains of roles, and what
# is said when a link breaks.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh

host_ready
ROLE=arn:aws:iam::$ACCOUNT:role
OBTAIN=$(find /usr -name pam-sts-obtain -type f)
DRIVER=$(realpath $BUILD)/tests/bench/obtain-driver

# chain_conf MFA PROFILES [LINE...]: profiles that begin with the user's key,
# the list of those that a login gets, and lines for [defaults]; more sections
# from standard input.
chain_conf()
{
	host_conf <<-EOF
	[defaults]
	NETWORK
	mfa = $1
	$(printf '%s\n' "${@:3}")
	mfa_serial = arn:aws:iam::$ACCOUNT:mfa/%u
	credential_source = UserKey
	duration_seconds = 43200
	[profile login]
	[profile reader]
	role_arn = $ROLE/Reader
	[profile operator]
	role_arn = $ROLE/Operator
	external_id = bastion-7
	[profile first]
	role_arn = $ROLE/Link1
	[profile link1]
	role_arn = $ROLE/Link1
	source_profile = login
	tags = team=%u
	[profile link2]
	role_arn = $ROLE/Link2
	source_profile = link1
	external_id = link-2
	[profile link3]
	role_arn = $ROLE/Link3
	source_profile = link2
	policy = {"Version":"2012-10-17","Statement":[]}
	[profile link4]
	role_arn = $ROLE/Link4
	source_profile = link3
	[profile link5]
	role_arn = $ROLE/Link5
	source_profile = link4
	[profile closed]
	role_arn = $ROLE/Closed
	source_profile = link1
	[profile behind]
	role_arn = $ROLE/Link1
	source_profile = closed
	$(cat)
	[rule]
	profile = $2
	EOF
}

# in_with [COMMAND]: a new user logs in with a code, CODE; what he sees is in
# $WORK/out, STS's log of it in $WORK/calls.
in_with()
{
	local before
	host_user
	CODE=$(code_now $SEED)
	log_clear
	before=$(emulator_log | wc -l)
	ssh_code $CODE $U "${@:-true}" >$WORK/out 2>&1
	status=$?
	emulator_log | tail -n +$((before + 1)) >$WORK/calls
	return $status
}

# calls FILTER: of each call, in their order.
calls()
{
	jq -r "$1" $WORK/calls | xargs
}

# call N FILTER: of one call.
call()
{
	sed -n "$1p" $WORK/calls | jq -r "$2"
}

same()
{
	[ "$(calls "$1" | tr ' ' '\n' | sort -u | wc -l)" = 1 ]
}

# --- several profiles from one code ------------------------------------------
chain_conf both 'operator, reader' </dev/null
in_with 'cat $(dirname $AWS_CONFIG_FILE)/*; for p in "" operator reader; do
	echo "gives=$(pam-sts credentials $p)"; done'
is 'two roles from one code: in' $? 0
is 'a session, then the roles' "$(calls .action)" \
	'GetSessionToken AssumeRole AssumeRole'
is 'STS saw the code once' "$(grep -c "\"$CODE\"" $WORK/calls)" 1
is 'in the first call' "$(call 1 .token_code)" $CODE
ok 'all on one connection' same .connection
is 'the roles are assumed with the session' \
	"$(call 2 .access_key_id)" "$(call 3 .access_key_id)"
like 'which is no long-term key' "$(call 2 .access_key_id)" '^ASIA'
is 'the session that nobody asked for lasts as AWS likes' \
	"$(call 1 .params.DurationSeconds)" null
is 'the roles are cut to an hour' \
	"$(call 2 .params.DurationSeconds) $(call 3 .params.DurationSeconds)" \
	'3600 3600'
is 'the user gets both' "$(grep -E '^\[(def|prof)' $WORK/out | xargs)" \
	'[default] [profile operator] [profile reader]'
is 'with keys of their own, the first as default' \
	"$(grep -o 'gives=.*"ASIA[A-Z0-9]*"' $WORK/out | sort | uniq -c |
		awk '{ print $1 }' | sort | xargs)" '1 2'
is 'the session stays in the host' \
	"$(grep -c "$(call 2 .access_key_id)" $WORK/out)" 0

chain_conf both 'operator, reader' </dev/null
host_user
is 'the CLI finds the second by its name' \
	"$(ssh_aws $U $(code_now $SEED) --profile reader \
		sts get-caller-identity --query Arn |
		sed 's/\.[0-9a-f]\{16\}$/.ID/')" \
	"arn:aws:sts::$ACCOUNT:assumed-role/Reader/$U@bastion-7.ID"

chain_conf both 'reader, login' </dev/null
in_with
is 'a session among the profiles: it carries the code' \
	"$? $(calls .action)" '0 GetSessionToken AssumeRole'
is 'for as long as it asks' "$(call 1 .params.DurationSeconds)" 43200

chain_conf local 'first, login' </dev/null
in_with
is 'no code for STS: each with the key' "$? $(calls .action)" \
	'0 AssumeRole GetSessionToken'
is 'which is the user'\''s own' "$(calls .access_key_id)" \
	"$(user_key_id $U) $(user_key_id $U)"
is 'so that the role may last as long as he is let' \
	"$(call 1 .params.DurationSeconds)" 43200

# --- chains ------------------------------------------------------------------
chain_conf both 'link5' </dev/null
in_with 'cat $(dirname $AWS_SHARED_CREDENTIALS_FILE)/info'
is 'five links: in' $? 0
is 'six calls' "$(wc -l <$WORK/calls)" 6
ok 'all on one connection' same .connection
like 'the session is of the last role' "$(cat $WORK/out)" \
	"assumed-role/Link5/$U@bastion-7"
is 'each is called by the one before' \
	"$(calls '.caller | sub("/[^/]*$"; "") | sub(".*/"; "")' |
		sed 's/^\S* \S* //')" 'Link1 Link2 Link3 Link4'
is 'the external id goes to its link alone' \
	"$(calls '.params.ExternalId')" 'null null link-2 null null null'
is 'so do the tags' "$(calls '.params."Tags.member.1.Value"')" \
	"null $U null null null null"
is 'so does the policy' "$(calls '.params.Policy != null')" \
	'false false false true false false'
is 'no link asks for more than an hour' \
	"$(calls .params.DurationSeconds)" '43200 3600 3600 3600 3600 3600'
is 'the source identity stays the user'\''s' \
	"$(calls .params.SourceIdentity)" "null $U $U $U $U $U"

chain_conf both 'link2, link3, link1' </dev/null
in_with 'grep "^\[" $AWS_CONFIG_FILE'
is 'links that are shared are called once' "$? $(wc -l <$WORK/calls)" '0 4'
is 'and each profile is there, in the order of the list' \
	"$(xargs <$WORK/out)" \
	'[default] [profile link2] [profile link3] [profile link1]'

# --- a link that breaks ------------------------------------------------------
chain_conf both 'link2, closed' </dev/null
in_with
is 'one of two is refused: no login' $? 255
ok 'the log says which call, of which profile' logged \
	'step=obtain: denied by AWS: call 4 of 4, profile closed: AccessDenied'
like 'so is the user' "$(cat $WORK/out)" \
	'AWS refuses you the credentials of "closed".'
is 'nothing is left of the other' "$(sessions_left)$(tickets_left)" ''

chain_conf both 'behind' </dev/null
in_with
is 'a link on the way is refused: no login' $? 255
ok 'the log names the link' logged \
	'call 3 of 4, profile closed: AccessDenied .HTTP 403.: User'
is 'nothing is called behind it' "$(wc -l <$WORK/calls)" 3

chain_conf sts 'link1' </dev/null
host_user
log_clear
ssh_code 000000 $U true >$WORK/out 2>&1
is 'a wrong code for a chain: refused' $? 255
ok 'as a wrong code, by the call that carried it' logged \
	'step=obtain: wrong code: call 1 of 2, profile login: AccessDenied'

chain_conf both 'operator, reader' </dev/null
emulator_tell fault deny
in_with
ok 'a session that nobody asked for has no name' logged \
	'denied by AWS: call 1 of 3, GetSessionToken: AccessDenied'
like 'also for the user' "$(cat $WORK/out)" 'AWS refuses these credentials'
emulator_tell fault ''

# --- from the login's own session ---------------------------------------------
host_pam sudo
echo 'ALL ALL=(ALL:ALL) NOPASSWD: ALL' >/etc/sudoers
host_conf <<-EOF
[defaults]
NETWORK
mfa_serial = arn:aws:iam::$ACCOUNT:mfa/%u
[profile login]
credential_source = UserKey
mfa = both
[profile derived]
credential_source = LoginSession
role_arn = $ROLE/Operator
external_id = bastion-7
duration_seconds = 3600
tags = proof=%m, for=%t
mfa = none
[profile onward]
source_profile = first
role_arn = $ROLE/Link2
external_id = link-2
mfa = none
[profile first]
credential_source = LoginSession
role_arn = $ROLE/Link1
[rule]
service = sshd
profile = login
[rule]
service = sudo
profile = derived, onward
EOF
in_with 'sudo -n sh -c "grep ^\\\[ \$AWS_CONFIG_FILE"'
is 'sudo: roles of the login session, without another code' \
	"$? $(xargs <$WORK/out)" '0 [default] [profile derived] [profile onward]'
is 'sudo: one call in the login, three in sudo' "$(calls .action)" \
	'GetSessionToken AssumeRole AssumeRole AssumeRole'
is 'sudo: both begin with the session that had the code' \
	"$(call 2 .access_key_id)" "$(call 3 .access_key_id)"
like 'sudo: which is that of the login' "$(call 2 .caller)" "user/$U\$"
is 'sudo: the role knows how he proved himself, and for whom' \
	"$(call 2 '.params | ."Tags.member.1.Value", ."Tags.member.2.Value"' |
		xargs)" 'totp root'

# --- one deadline --------------------------------------------------------------
chain_conf both 'link5' 'timeout = 3' </dev/null
emulator_tell fault delay=800
in_with
is 'the deadline is of all calls together' $? 255
ok 'and the log says how far it came' logged \
	'AWS unavailable: call [345] of 6, profile link[234]: timed out after 3 s'
emulator_tell fault ''

# --- before anybody is asked for a code ---------------------------------------
chain_conf both 'bad' <<-BAD
[profile bad]
role_arn = $ROLE/Link2
source_profile = link1
external_id = link-2
tags = too-long=$(printf '%%i%.0s' $(seq 17))
BAD
in_with
is 'a link that cannot be composed: refused' $? 255
ok 'and logged with the setting' logged \
	'set-up error: tags of profile bad: AWS accepts no such value'
is 'before the code is used' "$(wc -l <$WORK/calls)" 0

# --- what would be sent, shown to anybody -------------------------------------
chain_conf both 'operator, reader' </dev/null
explain()
{
	setpriv --reuid=nobody --regid=nogroup --clear-groups \
		$DRIVER --explain $OBTAIN /etc/pam_sts/pam_sts.conf /dev/null "$@"
}
before=$(emulator_log | wc -l)
explain operator,link2 $U >$WORK/out
is 'calls are shown to anybody' $? 0
is 'all of them, in order' \
	"$(sed -n 's/^request=Action=\([A-Za-z]*\)&.*/\1/p' $WORK/out | xargs)" \
	'GetSessionToken AssumeRole AssumeRole AssumeRole'
like 'with where they would go' "$(cat $WORK/out)" 'endpoint=sts\.test/'
like 'no code is in them' "$(cat $WORK/out)" 'TokenCode=000000'
is 'and nothing is sent' "$(emulator_log | wc -l)" "$before"
explain nobody $U >$WORK/out
is 'a profile that is not there: a set-up error' $? 7
like 'with its name' "$(cat $WORK/out)" 'profile names no profile: nobody'
emulator_stop
tap_done
