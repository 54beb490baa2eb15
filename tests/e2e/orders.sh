#!/bin/bash
# What a session's user, and root, can have done to it: renewed, added to,
# ended, shown; and what nobody can.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh
. "$(dirname "$0")"/life.sh

host_ready
host_pam su
life_ready
life_permit runuser
cp "$BUILD"/tests/e2e/orderer $WORK/
host_conf <<EOF
[defaults]
NETWORK
credential_source = UserKey
mfa = sts
mfa_serial = arn:aws:iam::$ACCOUNT:mfa/%u
[profile login]
[profile reader]
role_arn = arn:aws:iam::$ACCOUNT:role/Reader
[profile operator]
role_arn = arn:aws:iam::$ACCOUNT:role/Operator
external_id = bastion-7
[profile none]
mfa = none
[rule]
service = sshd
profile = login
assume = reader
[rule]
service = su
profile = reader
assume = operator
[rule]
profile = none
EOF
useradd -m caller

# code N: of the user SEED is of; the Nth that was not used yet.
code()
{
	code_now $SEED --now "$((30 * $1)) seconds"
}

begin_code() { ssh_code $CODE $2 $WORK/inner $1; }
begin_sucode()
{
	setpriv --reuid caller --regid caller --init-groups \
		setsid -w su $2 -c "$WORK/inner $1" <<<$CODE
}

# with_code N NAME HOST: a session of this user's, by his Nth code.
with_code()
{
	CODE=$(code $1)
	life_begin $2 $3 $U
}

# outside COMMAND...: as this user, but in no session.
outside()
{
	setpriv --reuid $U --regid $U --init-groups env -i PATH="$PATH" "$@" \
		2>&1 </dev/null
	echo =$?=
}

key_of()
{
	session_fact $1 '[.credentials[] | select(.profile)][0].access_key_id'
}

calls_since()
{
	emulator_log | tail -n +$(($1 + 1)) | jq -r "$2"
}

identity="AWS_CA_BUNDLE=$WORK/ca.pem $AWS --endpoint-url https://sts.test"
identity+=' --output text sts get-caller-identity --query Arn'

# --- renew -------------------------------------------------------------------
host_user
with_code 0 one code
one=$ID one_dir=$DIR one_key=$(key_of $ID)
log_clear
before=$(emulator_log | wc -l)
again=$(code 1)
out=$(inside one "echo $again | script -qec 'pam-sts renew' /dev/null")
like 'renew: it asks on the terminal' "$out" 'One-time code: '
like 'renew: done' "$out" 'renewed\..*=0=$'
is 'renew: STS was sent the code once' \
	"$(calls_since $before '"\(.action) \(.token_code)"')" \
	"GetSessionToken $again"
ok 'renew: another key' not is_equal "$(key_of $one)" $one_key
first_key=$one_key
one_key=$(key_of $one)
like 'renew: in the same file' "$(cat $one_dir/credentials)" $one_key
is 'renew: without the old one' "$(grep -rc $first_key $one_dir/credentials)" 0
is 'renew: which is the user'\''s, as before' \
	"$(stat -c '%U %a' $one_dir/credentials) $(ls $one_dir | wc -l)" \
	"$U 600 4"
is 'renew: and works' "$(inside one "$identity" | head -1)" \
	"arn:aws:iam::$ACCOUNT:user/$U"
ok 'renew: logged' logged \
	"user=$U .*session=$one step=renew: ok: key=$one_key"
with_code 2 two code
two=$ID two_dir=$DIR
before=$(cat $two_dir/credentials)
like 'renew with the code of a login: refused' \
	"$(inside one "echo $CODE | pam-sts renew")" 'used already.*=1='
for bad in 12345 abcdef ''; do
	like "renew with the code '$bad': not sent" \
		"$(inside one "echo '$bad' | pam-sts renew")" \
		'nothing was sent.*=1='
done
like 'renew with a wrong code: refused' \
	"$(inside one 'echo 000000 | pam-sts renew')" 'not accepted.*=1='
is 'after all of them it has what it had' "$(key_of $one)" $one_key
like 'also in the file' "$(cat $one_dir/credentials)" $one_key
is 'the other session was not touched' "$(cat $two_dir/credentials)" "$before"

# --- somebody else -----------------------------------------------------------
forged=PAM_STS_SESSION=$one
for order in renew logout; do
	like "$order from another login of the same user: refused" \
		"$(inside two "$forged pam-sts $order </dev/null")" \
		'not a process of that session.*=1='
	like "$order from no login: refused" \
		"$(outside $forged pam-sts $order)" \
		'not a process of that session.*=1='
done
host_user
with_code 0 bob code
like 'another user: refused' \
	"$(inside bob "$forged pam-sts logout")" \
	"session $one has ended, or is another user's.*=1="
like 'by the kernel' \
	"$(inside bob "$WORK/orderer burst $KEEPERS/$one 1")" ^0
is 'the session goes on' "$(key_of $one)" $one_key

# --- too much of it ----------------------------------------------------------
private()
{
	awk '/^Private/ { kb += $2 } END { print kb }' /proc/$1/smaps_rollup
}

keeper=$(keeper_of $ID)
like 'an order is served' \
	"$(inside bob "echo $(code 1) | pam-sts renew")" 'renewed.*=0='
kb=$(private $keeper)
out=$(inside bob "$WORK/orderer burst $KEEPERS/$ID 1000" | head -1)
like "of 1000 orders at once the kernel takes few: $out" "$out" \
	'^[1-9][0-9]{0,2}$'
like 'garbage of any size is heard' \
	"$(inside bob "$WORK/orderer garbage $KEEPERS/$ID 20 7")" '^=0='
like 'after all of them, another order is served' \
	"$(inside bob "echo $(code 2) | pam-sts renew")" 'renewed.*=0='
is 'by the same keeper' "$(keeper_of $ID)" $keeper
ok "which has not grown: $kb kB, $(private $keeper) kB" \
	test $(private $keeper) -le $((kb + 32))
inside bob "$WORK/orderer silence $KEEPERS/$ID 20 >$LIFE/silent & true" \
	>/dev/null
host_wait grep -q silent $LIFE/silent
kill -9 $(leader_of $ID)
ok 'twenty who say nothing, and the leader dies: all is gone' gone $ID
pkill -9 -U $UID_OF

# --- assume ------------------------------------------------------------------
host_user
with_code 0 one code
log_clear
before=$(emulator_log | wc -l)
like 'assume of what the rule lets' "$(inside one 'pam-sts assume reader')" =0=
is 'without another code, from what the login'\''s gave' \
	"$(calls_since $before '"\(.action) \(.token_code)"')" 'AssumeRole null'
like 'it works under its name' \
	"$(inside one "AWS_PROFILE=reader $identity")" 'assumed-role/Reader/'
like 'and beside it what there was' "$(inside one "$identity")" "user/$U"
is 'root sees which it is' "$(session_fact $ID '.assumed | join(" ")')" reader
ok 'it is logged' logged "profile=reader session=$ID step=assume: ok"
like 'a second time: as the first' "$(inside one 'pam-sts assume reader')" =0=
for other in operator nothing; do
	like "assume of $other, which the rule does not let: refused" \
		"$(inside one "pam-sts assume $other")" \
		'The rules of this host.*=1='
done
is 'the session has what it had' \
	"$(session_fact $ID '.profiles | join(" ")')" 'login reader'
life_end one
host_user
with_code 0 su sucode
before=$(emulator_log | wc -l)
again=$(code 1)
like 'assume of what takes a code' \
	"$(inside su "echo $again | pam-sts assume operator")" =0=
is 'STS was sent it once, and gave both' \
	"$(calls_since $before '"\(.action) \(.token_code)"' | xargs)" \
	"GetSessionToken $again AssumeRole null AssumeRole null"
for role in Reader Operator; do
	like "$role works under its name" \
		"$(inside su "AWS_PROFILE=${role,} $identity")" \
		"assumed-role/$role/"
done
life_end su

# --- shown, and ended by its user --------------------------------------------
host_user
with_code 0 one code
key=$(key_of $ID)
like 'whoami' "$(inside one 'pam-sts whoami')" "user/$U"
without='export HOME=/; unset AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE'
like 'env, and no file' \
	"$(inside one "(eval \"\$(pam-sts env)\"; $without; $identity)")" \
	"user/$U"
is 'credentials' "$(inside one 'pam-sts credentials' | head -1 |
	jq -r .AccessKeyId)" $key
like 'status' "$(inside one 'pam-sts status')" "access_key_id: $key"
like 'status for the prompt' "$(inside one 'pam-sts status --prompt')" \
	'^login 1[12]h'
took=$(files_end $DIR inside one 'pam-sts logout')
is 'logout: the files are gone' $? 0
echo "# logout: $took ms"
ok 'so is the rest, and the keeper' gone $ID
for order in status renew; do
	like "the shell goes on, and $order tells" \
		"$(inside one "pam-sts $order </dev/null")" \
		"session $ID has ended.*=1="
done
ok 'it is logged' logged "user=$U session=$ID step=drop: by its user"
life_end one

# --- root --------------------------------------------------------------------
host_user
first=$U
life_begin a runuser $U
a=$ID
life_begin b runuser $U
b=$ID
host_user
life_begin c runuser $U
c=$ID
out=$(pam-sts sessions)
for id in $two $a $b $c; do
	like 'sessions: each has its line' "$out" "$id u[0-9]+ .* yes +ASIA"
done
is 'drop ID' "$(pam-sts drop $a)" "ended session $a of $first"
is 'at once' "$(find $SESSIONS $RECORDS -name $a)" ''
ok 'with its keeper' gone $a
is 'drop --user' "$(pam-sts drop --user $first)" "ended session $b of $first"
ok 'it is gone' gone $b
is 'nobody else is touched' \
	"$(session_fact $c .kept) $(session_fact $two .kept)" 'true true'
like 'the shell goes on' "$(inside a 'pam-sts status')" "$a has ended.*=1="
ok 'drop --all' pam-sts drop --all
ok 'all is gone' all_gone
like 'no session: nothing to do' "$(pam-sts drop --all)" 'no session to end'
like 'drop of one that is not there' "$(pam-sts drop $a 2>&1)" "no session $a"
tap_done
