#!/bin/bash
# The other doors: su and login, on a terminal and without one.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh

host_up
host_world
host_certificates
host_emulator
host_profile both
for service in su su-l login; do
	host_pam $service
done
useradd -m -s /bin/bash caller
cp tests/e2e/*.exp $WORK/

# as_caller COMMAND...: an ordinary user, with a terminal of his own.
as_caller()
{
	setpriv --reuid caller --regid caller --init-groups \
		env -i PATH="$PATH" HOME=/home/caller TERM=dumb "$@"
}

# su_code CODE ARGUMENT...: su on a terminal, with that answer.
su_code()
{
	local code=$1
	shift
	as_caller expect -f $WORK/su.exp "$code" "$@"
}

host_user
log_clear
out=$(su_code $(code_now $SEED) $U -c \
	'stat -c "%U %a" $AWS_SHARED_CREDENTIALS_FILE; id -un')
is 'su: exit status' $? 0
like 'su: the target owns his file' "$out" "$U 600"
is 'su: nothing is left' "$(sessions_left)$(tickets_left)" ''
ok 'su: logged' logged 'pam_sts\(su:session\): .*step=open: ok'

host_user
like 'su -: the same' "$(su_code $(code_now $SEED) - $U -c \
	'head -2 $AWS_SHARED_CREDENTIALS_FILE')" 'aws_access_key_id = ASIA'
is 'su -: nothing is left' "$(sessions_left)$(tickets_left)" ''

host_user
like 'su: the status of the command comes through' \
	"$(su_code $(code_now $SEED) $U -c 'exit 7'; echo =$?)" '=7'
like 'su: a wrong code' "$(su_code 000000 $U -c 'echo in'; echo =$?)" \
	'The code was not accepted. Wait for the next one and try again.'

# What the caller brings must not matter, or must fail closed.
host_user
code=$(code_now $SEED)
like 'su with umask 0: the file is 0600' \
	"$(umask 0; su_code $code $U -c 'stat -c "%a" $AWS_SHARED_CREDENTIALS_FILE')" \
	'600'
host_user
code=$(code_now $SEED)
out=$(ulimit -f 0; su_code $code $U -c 'echo in'; echo =$?)
like 'su with ulimit -f 0: refused, not killed' "$out" '=1$'
ok 'and logged' logged 'set-up error: .*File too large'
is 'nothing is left' "$(sessions_left)$(tickets_left)" ''

# A caller who hangs in the middle holds nothing that others need.
host_user
host_pam sshd
host_sshd 'KbdInteractiveAuthentication yes' \
	'AuthenticationMethods keyboard-interactive:pam'
mkfifo $WORK/stuck
(exec 3<>$WORK/stuck; head -c 65500 /dev/zero >&3; echo 000000 |
	as_caller su $U -c true 2>&3) >$WORK/out 2>&1 &
stuck=$!
host_wait logged "step=verify: wrong code"
ssh_code $(code_now $SEED) $U true >$WORK/out 2>&1
is 'a caller who hangs in su keeps nobody else out' $? 0
kill $stuck 2>/dev/null
pkill -KILL -P $stuck
sshd_stop

# What was good at one door is not good at the next, whoever verified it.
for modes in 'sts local' 'local sts' 'both sts' 'sts both'; do
	set -- $modes
	host_conf <<-EOF
	[defaults]
	NETWORK
	credential_source = UserKey
	mfa_serial = arn:aws:iam::$ACCOUNT:mfa/%u
	[profile one]
	mfa = $1
	[profile two]
	mfa = $2
	[rule]
	service = su
	profile = one
	[rule]
	service = su-l
	profile = two
	EOF
	host_user
	code=$(code_now $SEED)
	su_code $code $U -c true >$WORK/out 2>&1
	is "$1, then $2: the first gets in" $? 0
	log_clear
	ok "$1, then $2: the same code does not" not su_code $code - $U -c true
	ok "$1, then $2: as used" logged 'step=verify: code used before'
done
host_profile both

# root's su authenticates nobody: no code, no credentials, no error.
sed -i '1i auth sufficient pam_rootok.so' /etc/pam.d/su
is 'su by root: in, without credentials' \
	"$(su $U -c 'echo "in:${AWS_SHARED_CREDENTIALS_FILE-}"' 2>&1)" 'in:'

# --- login -----------------------------------------------------------------
host_user
like 'login: credentials' "$(expect -f $WORK/login.exp $U $(code_now $SEED) \
	'head -2 $AWS_SHARED_CREDENTIALS_FILE')" 'aws_access_key_id = ASIA'
is 'login: nothing is left' "$(sessions_left)$(tickets_left)" ''
ok 'login: logged' logged 'pam_sts\(login:session\): .*step=open: ok'
tap_done
