#!/bin/bash
# What somebody who owns an account here tries, to get credentials that are
# not his: by the environment, by pids, by names, by sudo's options.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh

host_ready
host_pam sudo
host_pam su
host_conf <<EOF
[defaults]
NETWORK
[profile login]
credential_source = UserKey
mfa = local
[profile derived]
credential_source = LoginSession
mfa = none
role_arn = arn:aws:iam::$ACCOUNT:role/Reader
[rule]
service = sshd, su
profile = login
[rule]
service = sudo
target = root
profile = derived
[rule]
service = sudo
deny = yes
message = not to that one
EOF
echo 'Defaults !lecture, !mail_badpass
ALL ALL=(ALL:ALL) NOPASSWD: ALL' >/etc/sudoers
chmod 440 /etc/sudoers

OPEN=$WORK/open
mkdir -m 1777 $OPEN

# as USER COMMAND...: outside of any login.
as()
{
	local user=$1
	shift
	setpriv --reuid $user --regid $user --init-groups \
		env -i PATH="$PATH" HOME=/home/$user "$@" 2>&1
}

# log_in USER SEED: a login that lasts; its session in ID, its ssh in SSH, the
# monitor that leads it in LEADER.  What is written to $WORK/todo.USER is run
# in it, its output goes to $WORK/done.USER.
log_in()
{
	local fifo=$WORK/todo.$1
	rm -f $fifo $WORK/done.$1
	mkfifo -m 666 $fifo
	ssh_code $(code_now $2) $1 "echo id=\$PAM_STS_SESSION; exec 3<>$fifo
		while IFS= read -r line <&3; do eval \"\$line\" 2>&1; echo =\$?=
		done" >$WORK/done.$1 2>/dev/null &
	SSH=$!
	host_wait grep -q id= $WORK/done.$1
	ID=$(sed -n 's/^id=//p' $WORK/done.$1)
	LEADER=$(pgrep -f "^sshd: $1 \[priv\]")
}

# inside USER COMMAND: in his login.
inside()
{
	local before
	before=$(grep -c '^=[0-9]*=$' $WORK/done.$1)
	printf '%s\n' "$2" >$WORK/todo.$1
	host_wait sh -c "[ \$(grep -c '^=[0-9]*=\$' $WORK/done.$1) -gt $before ]"
	tail -n +2 $WORK/done.$1 | tail -5
}

GIVEN='sudo sh -c "pam-sts credentials | grep -c ASIA"'

host_user
alice=$U
log_in $U $SEED
alice_id=$ID alice_leader=$LEADER alice_ssh=$SSH
host_user
bob=$U
log_in $U $SEED
bob_id=$ID
like 'in a login: derived' "$(inside $alice "$GIVEN")" $'1\n=0='

# --- the session's name is a claim -----------------------------------------
for claim in 0123456789abcdef $bob_id "../records/$bob_id" "$bob_id$bob_id" ''; do
	log_clear
	out=$(inside $alice "PAM_STS_SESSION=$claim sudo id")
	like "a session named \"${claim/$bob_id/OTHER}\": refused" "$out" '=1='
	ok 'as no login session' logged 'step=open: no login session'
done
log_clear
out=$(as $alice PAM_STS_SESSION=$alice_id sudo id)
is 'his own, from outside of it: refused' $? 1
ok 'as no login session' logged 'step=open: no login session'
out=$(as $bob PAM_STS_SESSION=$alice_id sudo id)
is 'somebody else'\''s, from outside: refused' $? 1

# Whom one becomes inside a login is not the one who logged in.
printf '%s\n' 'auth sufficient pam_permit.so' 'account required pam_permit.so' \
	'session required pam_permit.so' >/etc/pam.d/su-l
log_clear
out=$(inside $alice "su - $bob -c 'PAM_STS_SESSION=$alice_id sudo id'")
like 'another user inside his login: refused' "$out" '=1='
ok 'as no login session' logged "user=$bob.*step=open: no login session"

# --- a ticket's name is a claim --------------------------------------------
# A real one, whose session never came.
cat >/etc/pam.d/su <<'EOF'
auth required pam_sts.so
account required pam_deny.so
session required pam_sts.so
EOF
host_user
as $bob setsid -w sh -c "echo $(code_now $SEED) | su $U -c true" >/dev/null 2>&1
ticket=$(basename "$(tickets_left | head -1)")
like 'there is a ticket' "$ticket" '^[0-9a-f]{32}$'
host_pam su
as $bob PAM_STS_TICKET=$ticket sudo PAM_STS_TICKET=$ticket id >/dev/null
ok 'sudo with its name in the environment: not taken' \
	test -e $TICKETS/$ticket
sshd_stop
host_sshd 'KbdInteractiveAuthentication yes' 'PermitUserEnvironment yes' \
	'AcceptEnv PAM_STS_*' 'AuthenticationMethods keyboard-interactive:pam'
host_user
printf '%s\n' $(code_now $SEED) >$WORK/answer
out=$(SSH_ASKPASS=$WORK/ask SSH_ASKPASS_REQUIRE=force PAM_STS_TICKET=$ticket \
	PAM_STS_SESSION=$alice_id $HOST_SSH -o SendEnv='PAM_STS_*' \
	$U@127.0.0.1 'echo session=$PAM_STS_SESSION' </dev/null 2>&1)
ok 'ssh with its name sent: not taken' test -e $TICKETS/$ticket
ok 'and the session is his own' not grep -q "$alice_id" <<<"$out"
rm -f $TICKETS/*

# --- names -----------------------------------------------------------------
echo 'root2:x:0:0::/root:/bin/sh' >>/etc/passwd
log_clear
like 'another name for uid 0 is another target' \
	"$(inside $alice 'sudo -u root2 id')" '=1='
ok 'denied by the rule' logged 'target=root2 step=policy: denied by'
like 'the uid #0 is root' "$(inside $alice 'sudo -u#0 id -u')" $'0\n=0='
for target in '#-1' '#4294967295' '-u' '--user=root' ''; do
	like "sudo -u \"$target\": refused" \
		"$(inside $alice "sudo -u '$target' id")" '=1='
done
for name in -x --help '*' 'a b'; do
	printf '%s:x:3999:3999::/tmp:/bin/sh\n' "$name" >>/etc/passwd
	out=$(as $bob setsid -w su -c id -- "$name" <<<123456)
	is "a user \"$name\" without a secret: refused" $? 1
	sed -i '$d' /etc/passwd
done
is 'nothing of it is left' "$(tickets_left)" ''

# --- who sits before the prompt --------------------------------------------
# at_prompt COMMAND: what is done while su waits for the code of U.
at_prompt()
{
	local code
	code=$(code_now $SEED)
	mkfifo -m 666 $WORK/late.code
	as $bob setsid -w su -c 'id; cat $AWS_SHARED_CREDENTIALS_FILE' $U \
		<$WORK/late.code >$WORK/out &
	exec 7>$WORK/late.code
	host_wait grep -q 'One-time code' $WORK/out
	"$@" >/dev/null
	echo $code >&7
	exec 7>&-
	wait $!
	local status=$?
	rm $WORK/late.code
	return $status
}

host_user
log_clear
ok 'revoked while he is asked: refused' not at_prompt pam-sts revoke $U
ok 'as not enrolled' logged "user=$U .*step=verify: not enrolled: key or session removed"
host_user
cp /etc/pam_sts/pam_sts.conf $WORK/conf
log_clear
ok 'denied while he is asked: refused' not at_prompt \
	sed -i "0,/^\[rule\]/s//[rule]\nuser = $U\ndeny = yes\n[rule]/" \
	/etc/pam_sts/pam_sts.conf
ok 'by the rule' logged "user=$U step=policy: denied by"
host_user
ok 'other profiles while he is asked: refused' not at_prompt \
	sed -i 's/^profile = login$/profile = again/; s/^\[profile login\]/[profile again]/' \
	/etc/pam_sts/pam_sts.conf
ok 'and why' logged 'step=open: other rules hold than when the code was asked'
cp $WORK/conf /etc/pam_sts/pam_sts.conf
is 'nothing of it is left' "$(sessions_left | grep -c $UID_OF)$(tickets_left)" 0

# --- who is deleted between code and session --------------------------------
host_user
printf '#!/bin/sh\nuserdel %s\n' $U >$WORK/delete
chmod 755 $WORK/delete
cat >/etc/pam.d/su <<EOF
auth required pam_sts.so
account required pam_exec.so $WORK/delete
session required pam_sts.so
EOF
log_clear
out=$(as $bob setsid -w su -c id $U <<<$(code_now $SEED))
ok 'a user deleted after his code: refused' test $? -ne 0
ok 'no session of his' not test -e $SESSIONS/$UID_OF
rm -f $TICKETS/*
host_pam su

# --- the dead --------------------------------------------------------------
# A process of the login that stays behind.
late="while [ ! -e $OPEN/go ]; do sleep 0.1; done;
	sudo id >$OPEN/late 2>&1; echo =\$?= >>$OPEN/late"
echo "$late" >$OPEN/late.sh
inside $bob "setsid sh $OPEN/late.sh >/dev/null 2>&1 &" >/dev/null
pkill -P $SSH
host_wait test ! -e $SESSIONS/$(id -u $bob)/$bob_id
log_clear
touch $OPEN/go
host_wait grep -q = $OPEN/late
like 'after the logout: refused' "$(cat $OPEN/late)" '=1='
ok 'as no login session' logged 'step=open: no login session'

# The leader killed, and before it the keeper, so that the record stays; and
# the leader's pid used again.
pkill -9 -f "^[^ ]*/pam-sts-keeper $alice_id\$"
kill -9 $alice_leader
host_wait test ! -e /proc/$alice_leader
ok 'the record of a killed leader is still there' \
	test -e /run/pam_sts/records/$alice_id
log_clear
like 'the shell that lives on: refused' "$(inside $alice "$GIVEN")" '=[1-9]='
ok 'as no login session' logged 'step=open: no login session'
# Its number is free when nobody is left in its session.
pkill -9 -f "^sshd: $alice@"
host_wait not pgrep -s $alice_leader
reused=
for try in 1 2 3 4 5; do
	echo $((alice_leader - 1)) >/proc/sys/kernel/ns_last_pid 2>/dev/null ||
		break
	(exec setpriv --reuid $alice --regid $alice --init-groups env -i \
		PATH="$PATH" PAM_STS_SESSION=$alice_id sh -c \
		"echo \$\$ >$OPEN/pid; sudo id; echo =\$?=") >$WORK/out 2>&1 &
	wait $!
	[ "$(cat $OPEN/pid)" != $alice_leader ] || { reused=yes; break; }
done
if [ -n "$reused" ]; then
	like 'a new process with the leader'\''s pid: refused' \
		"$(cat $WORK/out)" '=1='
else
	skip 'a new process with the leader'\''s pid' \
		'pids cannot be chosen in this namespace'
fi
tap_done
