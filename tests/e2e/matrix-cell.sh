#!/bin/bash
# One cell of the matrix: a host of its own below matrix.sh's, the outcome
# arranged, the application used, and all that followed compared with the
# table.
#
# Usage, by matrix.sh, in new namespaces: matrix-cell.sh HOST OUTCOME
# Prints "as expected", or what was not, or "SKIP REASON".
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/matrix-table.sh

HOST=$1 OUTCOME=$2
FACTS=$WORK/facts/facts
SEEN=$WORK/seen
. "$(dirname "$0")"/matrix-hosts.sh
. "$(dirname "$0")"/matrix-expect.sh

# Nothing of a cell is seen by another: files, log, network, processes.
cell_host()
{
	mount -t tmpfs -o mode=755 tmpfs /run
	cp -a $WORK/template /run/cell
	mount --bind /run/cell $WORK
	mount --bind $WORK/state /var/lib/pam_sts
	mount --bind $WORK/conf /etc/pam_sts
	mkdir /run/sshd
	ip link set lo up
	"$BUILD"/tests/e2e/logsink /run/devlog $LOG >$WORK/logsink.out &
	host_wait grep -q ready $WORK/logsink.out
	mount --bind /run/devlog /dev/log
	host_emulator
}

closed="role_arn = arn:aws:iam::$ACCOUNT:role/Closed"

# only_rule LINE...: instead of the one that gives everybody a profile.
only_rule()
{
	host_profile both
	sed -i '/^\[rule\]/,$d' /etc/pam_sts/pam_sts.conf
	printf '%s\n' '[rule]' "$@" >>/etc/pam_sts/pam_sts.conf
}

outcome_ok() { host_profile both; }
outcome_wrong() { host_profile both; CODE=000000; }
outcome_replay() { host_profile both; }
outcome_unenrolled() { host_profile both; rm -r /var/lib/pam_sts/*; }
outcome_norule() { only_rule 'service = another' 'profile = test'; }
outcome_deny() { only_rule 'deny = yes'; }
outcome_exempt() { only_rule 'exempt = yes'; }
outcome_denied() { host_profile both "$closed"; }
outcome_away() { host_profile both; emulator_stop; }
outcome_denied-allow() { host_profile both "$closed" 'on_failure = allow'; }
outcome_away-allow() { host_profile both 'on_failure = allow'; emulator_stop; }

no_session()
{
	[ -z "$(sessions_left)" ]
}

# A code that was used, and a sudo that remembers, need a first time.
first_time()
{
	outcome_ok
	drive_$HOST >$SEEN 2>&1
	host_wait no_session
	rm -f $FACTS $TICKETS/*
	log_clear
	[ $HOST = sudo-warm ] || rm -rf /run/sudo
}

program=$(program_of $HOST)
if ! command -v $program >/dev/null; then
	echo "SKIP $program is not there"
	exit
fi
cell_host
CODE=$(code_now $(user_seed alice))
case $HOST-$OUTCOME in
sudo-warm-*|*-replay) first_time ;;
esac
outcome_$OUTCOME >/dev/null 2>&1
drive_$HOST >$SEEN 2>$WORK/errors
status=$?
word=$(table_cell $HOST $OUTCOME)
report=$(expect_cell $word $status 2>&1)
if [ -z "$report" ]; then
	echo 'as expected'
else
	printf 'this is not "%s":\n%s\n' $word "$report"
	echo "status $status; what was seen, found, logged:"
	cat $SEEN $WORK/errors $FACTS $LOG 2>/dev/null
fi
