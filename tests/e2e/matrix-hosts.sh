# How each application is used: a function drive_HOST for each line "host" of
# matrix.tsv, which prints what the user sees and returns the status.
# matrix-cell.sh brings this in.

PROBE=$WORK/matrix-probe.sh
MINE=AWS_SHARED_CREDENTIALS_FILE=$WORK/mine
CODE_ALONE='AuthenticationMethods keyboard-interactive:pam'
KEY_AND_CODE='AuthenticationMethods publickey,keyboard-interactive:pam'
KEY_ALONE='AuthenticationMethods publickey'

# tty TYPED COMMAND...: root on a terminal, with the code for who asks for one.
tty()
{
	TERM=dumb LC_ALL=C expect -f $WORK/matrix-tty.exp "$CODE" "$@"
}

# as USER [VARIABLE=VALUE]... TYPED COMMAND...: him on a terminal.
as()
{
	local user=$1 variables=()
	shift
	while [[ $1 == *=* ]]; do
		variables+=("$1")
		shift
	done
	setpriv --reuid $user --regid $user --init-groups env -i PATH="$PATH" \
		HOME=/home/$user TERM=dumb LC_ALL=C "${variables[@]}" \
		expect -f $WORK/matrix-tty.exp "$CODE" "$@"
}

# sshd_with LINES... -- COMMAND...: a new sshd that lasts for the command.
sshd_with()
{
	local lines=() r
	while [ "$1" != -- ]; do
		lines+=("$1")
		shift
	done
	shift
	host_sshd "${lines[@]}" 'KbdInteractiveAuthentication yes' \
		"AuthorizedKeysFile $WORK/id.pub" >/dev/null
	"$@"
	r=$?
	sshd_stop >/dev/null 2>&1
	return $r
}

drive_sshd-code()
{
	sshd_with "$CODE_ALONE" -- tty '' $HOST_SSH alice@127.0.0.1 $PROBE
}

drive_sshd-key-code()
{
	sshd_with "$KEY_AND_CODE" -- \
		tty '' $HOST_SSH -i $WORK/id alice@127.0.0.1 $PROBE
}

drive_sshd-key()
{
	sshd_with "$KEY_ALONE" -- \
		tty '' $HOST_SSH -i $WORK/id alice@127.0.0.1 $PROBE
}

# The second session over a connection; no first one, no second one.
mux()
{
	local ssh="$HOST_SSH -S $WORK/mux" r
	tty '' $ssh -o ControlMaster=yes -o ControlPersist=yes \
		alice@127.0.0.1 true && tty '' $ssh alice@127.0.0.1 $PROBE
	r=$?
	$ssh -O exit alice@127.0.0.1 >/dev/null 2>&1
	return $r
}

drive_ssh-mux()
{
	sshd_with "$CODE_ALONE" -- mux
}

drive_sudo() { as alice '' sudo $PROBE; }
drive_sudo-i() { as alice $PROBE sudo -i; }
drive_sudo-s() { as alice $PROBE sudo -s; }
drive_sudo-u() { as alice '' sudo -u bob $PROBE; }
drive_sudo-v() { as alice '' sudo -v; }
drive_sudo-l() { as alice '' sudo -l; }
drive_sudo-n() { as alice '' sudo -n $PROBE; }
drive_sudo-warm() { as alice '' sudo $PROBE; }
drive_sudo-sudo() { as alice '' sudo sudo $PROBE; }

# alice has credentials of her login already, and -E keeps their pointer.
drive_sudo-E()
{
	as alice $MINE '' sudo -E $PROBE
}

# What doc/HOSTS.md advises against that.
drive_sudo-delete()
{
	mount --bind $WORK/sudoers-delete /etc/sudoers
	drive_sudo-E
}

drive_sudo-nopasswd()
{
	mount --bind $WORK/sudoers-nopasswd /etc/sudoers
	as alice '' sudo $PROBE
}

# sudo leaves before the command has run; the terminal stays.
drive_sudo-b()
{
	as alice '' sh -c "sudo -b $PROBE &&
		while [ ! -e $FACTS ]; do sleep 0.05; done"
}

drive_sudoedit()
{
	echo 'a line' >$WORK/text
	as alice $MINE SUDO_EDITOR=$PROBE '' sudoedit $WORK/text
}

drive_su() { as bob $PROBE su alice; }
drive_su-l() { as bob $PROBE su - alice; }
drive_su-c() { as bob '' su alice -c $PROBE; }
drive_su-root() { tty '' su alice -c $PROBE; }
drive_runuser() { tty '' runuser alice -c $PROBE; }
drive_login() { tty $PROBE login alice; }

no_job()
{
	! pgrep -P $cron
}

# A job that is due when cron starts; no other job is.
drive_cron()
{
	local cron
	mkdir -p $WORK/cron.d
	echo "@reboot alice $PROBE" >$WORK/cron.d/job
	mount --bind $WORK/cron.d /etc/cron.d
	mount --bind /dev/null /etc/crontab
	rm -f /run/crond.reboot
	cron -f &
	cron=$!
	host_wait logged "CRON.*(CMD|PAM)"
	host_wait no_job
	kill $cron
	wait $cron
	[ -e $FACTS ]
}

# polkit has a rule that says yes, so nobody is asked for anything.
drive_pkexec()
{
	mkdir -p /run/dbus
	dbus-daemon --system --nopidfile --fork
	/usr/lib/polkit-1/polkitd --no-debug >/dev/null 2>&1 &
	host_wait dbus-send --system --print-reply \
		--dest=org.freedesktop.DBus /org/freedesktop/DBus \
		org.freedesktop.DBus.GetNameOwner \
		string:org.freedesktop.PolicyKit1
	as alice '' pkexec $PROBE
}

# The program without which a cell cannot be tried.
program_of()
{
	case $1 in
	sshd-*|ssh-*) echo sshd ;;
	sudo*) echo sudo ;;
	su-*) echo su ;;
	*) echo $1 ;;
	esac
}
