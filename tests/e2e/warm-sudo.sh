#!/bin/bash
# sudo while its timestamp is warm: nobody is asked, and what a code obtained
# before is given again, or not, as reuse_seconds says.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh

host_up
host_world
host_certificates
host_emulator
host_pam sudo
useradd -m other
echo 'Defaults !lecture, timestamp_type=global
ALL ALL=(ALL:ALL) ALL' >/etc/sudoers
chmod 440 /etc/sudoers

# reuse LINE...: one profile with these lines for root, one for other.
reuse()
{
	host_conf <<-EOF
	[defaults]
	NETWORK
	credential_source = UserKey
	mfa = local
	[profile one]
	$(printf '%s\n' "$@")
	[profile two]
	[rule]
	target = root
	profile = one
	[rule]
	profile = two
	EOF
}

# in_session COMMANDS: as the user, in a login session of its own; CODE is a
# code in them, KEY a command that prints the access key it is given.
in_session()
{
	KEY='sh -c "pam-sts credentials 2>/dev/null | grep -o ASIA[A-Z0-9]*; echo session=\$PAM_STS_SESSION none=\$PAM_STS_NONE"'
	setpriv --reuid $U --regid $U --init-groups env -i PATH="$PATH" \
		CODE=$(code_now $SEED) KEY="$KEY" \
		setsid -w sh -c "$1" 2>&1
}

keys()
{
	grep -o 'ASIA[A-Z0-9]*' <<<"$1" | sort -u | wc -l
}

reuse 'reuse_seconds = 300'
host_user
log_clear
out=$(in_session 'eval "echo $CODE | sudo -S $KEY"; eval "sudo -n $KEY"')
is 'warm: given again' "$(grep -c ASIA <<<"$out")" 2
is 'the same' $(keys "$out") 1
is 'in a session of its own' \
	"$(grep -o 'session=[0-9a-f]\{16\}' <<<"$out" | sort -u | wc -l)" 2
ok 'and logged so' logged 'target=root profile=one session=[0-9a-f]{16} step=open-again: ok'
log_settle
is 'STS was asked once' "$(grep -c 'step=obtain: ok' $LOG)" 1
out=$(in_session 'eval "sudo -n $KEY"')
like 'another login session: none' "$out" 'none=no code was given for this session'
like 'no key' "$(keys "$out")" 0
out=$(in_session 'eval "sudo -n -u other $KEY"')
like 'another target: none' "$out" 'none=no code was given for this session'
is 'what is kept is root'\''s' \
	"$(stat -c '%U %a' /run/pam_sts/kept /run/pam_sts/kept/* | xargs)" \
	'root 700 root 600'

host_user
out=$(in_session 'echo $CODE | sudo -S -v; eval "sudo -n $KEY"')
is 'sudo -v obtains, the next sudo has it' $(keys "$out") 1
rm -f $TICKETS/*

host_user
out=$(in_session "eval \"echo \$CODE | sudo -S \$KEY\"
	while [ ! -e $WORK/revoked ]; do sleep 0.1; done
	eval \"sudo -n \$KEY\"" & sleep 2
	pam-sts revoke $U >/dev/null
	touch $WORK/revoked; wait)
is 'who is revoked gets nothing again' "$(grep -c ASIA <<<"$out")" 1

reuse 'reuse_seconds = 1'
host_user
log_clear
out=$(in_session 'eval "echo $CODE | sudo -S $KEY"; sleep 2; eval "sudo -n $KEY"')
is 'too long ago: not again' "$(grep -c ASIA <<<"$out")" 1
like 'and why' "$out" 'none=the code was given too long ago'
ok 'logged' logged 'step=open: no credentials: the code was given too long ago'
is 'it is gone' "$(ls /run/pam_sts/kept | grep -c "^$UID_OF\.")" 0

reuse 'reuse_seconds = 300'
host_user
out=$(in_session "eval \"echo \$CODE | sudo -S \$KEY\"
	sleep 1; while [ ! -e $WORK/changed ]; do sleep 0.1; done
	eval \"sudo -n \$KEY\"" & sleep 2
	reuse 'reuse_seconds = 300' 'role_arn = arn:aws:iam::123456789012:role/Reader'
	sed -i 's/profile = one/profile = one, two/' /etc/pam_sts/pam_sts.conf
	touch $WORK/changed; wait)
like 'another list of profiles: not again' "$out" \
	'none=the code given here was for other credentials'

reuse
host_user
out=$(in_session 'eval "echo $CODE | sudo -S $KEY"; eval "sudo -n $KEY"')
is 'without reuse_seconds: once' "$(grep -c ASIA <<<"$out")" 1
is 'nothing is kept' "$(ls /run/pam_sts/kept | grep -c "^$UID_OF\.")" 0
is 'nothing is left' "$(sessions_left)$(tickets_left)" ''

# --- whom sudo's line does not tell ------------------------------------------
chmod 640 /etc/sudoers
echo 'Defaults runas_default=other' >>/etc/sudoers
chmod 440 /etc/sudoers
host_user
log_clear
out=$(in_session 'eval "echo $CODE | sudo -S $KEY"')
is 'another default than root: refused' "$(grep -c ASIA <<<"$out")" 0
ok 'and why' logged \
	'target=other step=open: not whom authenticate decided for .*: root'
is 'the ticket is gone' "$(tickets_left)" ''
host_pam sudo runas_default=other
host_user
out=$(in_session 'eval "echo $CODE | sudo -S $KEY"')
is 'the module was told: credentials' "$(grep -c ASIA <<<"$out")" 1
ok 'for him' logged 'target=other profile=two .*step=open: ok'
tap_done
