# Sessions that live for a while: how each host begins one, whom to kill, and
# what there is of it.  Tests about ends and orders bring this in.

RECORDS=/run/pam_sts/records
KEEPERS=/run/pam_sts/keepers
LIFE=$WORK/life

# What a session runs: it says which session it is, then does what it is
# told, line by line, until it is told to exit.
life_ready()
{
	mkdir -m 1777 $LIFE
	cat >$WORK/inner <<-EOF
	#!/bin/bash
	exec 3<>$LIFE/\$1.todo
	echo "id=\$PAM_STS_SESSION shell=\$\$ dir=\${AWS_CONFIG_FILE%/*}" \
		>$LIFE/\$1.id.new
	mv $LIFE/\$1.id.new $LIFE/\$1.id
	while IFS= read -r line <&3; do
		eval "\$line" 2>&1
		echo "=\$?="
	done >$LIFE/\$1.out
	EOF
	chmod 755 $WORK/inner
	# login runs a shell, and nothing but a shell.
	printf '%s\n' 'unset HISTFILE' \
		"[ -z \"\${LIFE-}\" ] || exec $WORK/inner \$LIFE" >/etc/profile
}

# life_permit SERVICE...: hosts that let the test in without a question.
life_permit()
{
	local service
	for service; do
		host_pam $service
		sed -i '1i auth sufficient pam_permit.so' /etc/pam.d/$service
	done
}

life_hosts()
{
	life_permit sshd su sudo runuser login
	echo 'Defaults !lecture
	ALL ALL=(ALL:ALL) NOPASSWD: ALL' >/etc/sudoers
	chmod 440 /etc/sudoers
	ssh-keygen -q -t ed25519 -N '' -f $WORK/id
	host_sshd 'AuthenticationMethods publickey' \
		"AuthorizedKeysFile $WORK/id.pub"
}

# begin_HOST NAME USER: a session that runs inner; it lasts as long as that.
begin_ssh() { $HOST_SSH -i $WORK/id $2@127.0.0.1 $WORK/inner $1; }
begin_su() { su $2 -c "$WORK/inner $1"; }
begin_runuser() { runuser $2 -c "$WORK/inner $1"; }
begin_sudo()
{
	setpriv --reuid $2 --regid $2 --init-groups sudo -n -u $2 $WORK/inner $1
}
begin_login()
{
	LIFE=$1 script -qfc "/usr/bin/login -p -f $2" /dev/null
}

# life_start NAME HOST USER: have one begin; the host's process in HOST_PID.
life_start()
{
	rm -f $LIFE/$1.*
	mkfifo -m 666 $LIFE/$1.todo
	(begin_$2 $1 $3) </dev/null >$LIFE/$1.host 2>&1 &
	HOST_PID=$!
	disown $HOST_PID
}

# life_begin NAME HOST USER: and wait until it has; its ID, SHELL_PID and DIR.
life_begin()
{
	life_start "$@"
	host_wait test -e $LIFE/$1.id || cat $LIFE/$1.host >&2
	life_of $1
}

life_of()
{
	ID=none SHELL_PID= DIR=none
	[ ! -e $LIFE/$1.id ] || read -r ID SHELL_PID DIR < \
		<(sed 's/[a-z]*=//g' $LIFE/$1.id)
}

# inside NAME COMMAND: in the session; what it prints, and at last =STATUS=.
inside()
{
	local lines before
	before=$(grep -c '^=[0-9]*=$' $LIFE/$1.out)
	lines=$(wc -l <$LIFE/$1.out)
	printf '%s\n' "$2" 1<>$LIFE/$1.todo
	host_wait answered $1 $before
	tail -n +$((lines + 1)) $LIFE/$1.out
}

answered()
{
	[ $(grep -c '^=[0-9]*=$' $LIFE/$1.out) -gt $2 ]
}

# life_end NAME: as its user ends it.  A pipe that nobody reads, because there
# is no session, holds nobody up.
life_end()
{
	echo exit 1<>$LIFE/$1.todo
}

# session_fact ID FILTER: of the session, as root sees it.
session_fact()
{
	pam-sts sessions --json |
		jq -r --arg id "$1" ".[] | select(.session == \$id) | $2"
}

leader_of()
{
	session_fact $1 .leader
}

# Its workers have its name, but another parent than init.
keeper_of()
{
	pgrep -P 1 -f "pam-sts-keeper $1\$"
}

# What there is of a session, of all sessions.
life_left()
{
	find $SESSIONS -name "$1" 2>/dev/null
	find $RECORDS $KEEPERS -name "$1*" 2>/dev/null
	keeper_of $1
}

all_left()
{
	find $SESSIONS -mindepth 1 2>/dev/null
	find $RECORDS $KEEPERS $TICKETS -type f,s 2>/dev/null
	pgrep -af pam-sts-
}

life_is_over()
{
	[ -z "$(life_left $1)" ]
}

all_is_over()
{
	[ -z "$(all_left)" ]
}

# gone NAME: the session is over; else what is left of it.
gone()
{
	host_wait life_is_over $1 || { life_left $1; return 1; }
}

all_gone()
{
	host_wait all_is_over || { all_left; return 1; }
}

# files_end DIR COMMAND...: how many milliseconds after the command its
# credentials are there; bounded as host_wait is, by far.
files_end()
{
	local dir=$1 began=${EPOCHREALTIME/[.,]/} now
	shift
	"$@" >/dev/null 2>&1
	for ((;;)); do
		now=${EPOCHREALTIME/[.,]/}
		[ -e $dir/keys ] || [ -e $dir/credentials ] || break
		[ $((now - began)) -lt 10000000 ] || return 1
	done
	echo $(((now - began) / 1000))
}
