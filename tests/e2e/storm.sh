#!/bin/bash
# Sessions of every host, several at once, in each of which something is killed
# at random; and sweeps in between.  Nothing is left of any, and a session
# that nobody touches stays as it is.
#
# Usage: tests/e2e/storm.sh [ROUNDS [SEED]]: of a seed that was printed, each
# round draws the same again.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh
. "$(dirname "$0")"/life.sh

ROUNDS=${1:-200}
STORM_SEED=${2:-$RANDOM}
AT_ONCE=4
HOSTS=(ssh su sudo runuser login)
VICTIMS=(leader shell keeper both opening)

host_up
host_world
host_certificates
host_emulator
life_ready
life_hosts
host_profile none
mkdir $WORK/storm

# A process and what it started.
family()
{
	local pid
	echo $1
	for pid in $(pgrep -P $1); do
		family $pid
	done
}

# sshd's processes for a user; all of a slot's.
servers()
{
	pgrep -f "^sshd: $1(@| \[)"
}

no_kin()
{
	kill -9 $(family $1) $(servers $2) $(pgrep -U $3) 2>/dev/null
	[ -z "$(pgrep -U $3)$(servers $2)" ] && not kill -0 $1
}

user_is_over()
{
	[ ! -e $SESSIONS/$1 ]
}

# The host, or a helper it has started, or what stands between: before there
# is a session, or just when there is one; not what only wraps the host.
kill_opening()
{
	local all
	sleep 0.$(printf %03d $(($1 % 120)))
	all=($(ps -o pid=,comm= -p "$(family $HOST_PID | paste -sd,)" |
		awk '$2 !~ /^(bash|script|inner)$/ { print $1 }') $(servers $3))
	[ ${#all[@]} -eq 0 ] || kill -9 ${all[$2 % ${#all[@]}]} 2>/dev/null
}

# kill_session VICTIM NAME: when it is open.
kill_session()
{
	local leader keeper
	leader=$(leader_of $ID) keeper=$(keeper_of $ID)
	case $1 in
	leader) kill -9 $leader ;;
	shell) kill -9 $SHELL_PID ;;
	keeper) kill -9 $keeper; life_end $2 ;;
	both) kill -9 $keeper $leader
		host_wait not kill -0 $keeper
		host_wait not kill -0 $leader ;;
	esac
}

# storm_round ROUND NAME USER UID: complains of what is left.
storm_round()
{
	RANDOM=$((STORM_SEED * 1000 + $1))
	local host=${HOSTS[RANDOM % ${#HOSTS[@]}]} delay=$RANDOM which=$RANDOM
	local victim=${VICTIMS[RANDOM % ${#VICTIMS[@]}]}
	echo "$host $victim" >>$WORK/storm/done
	life_start $2 $host $3
	ID=none
	if [ $victim = opening ]; then
		kill_opening $delay $which $3
	else
		host_wait test -e $LIFE/$2.id || cat $LIFE/$2.host
		life_of $2
		[ $ID = none ] || kill_session $victim $2
	fi
	# Without a keeper the rest is for the close, and then for a sweep.
	case $victim in
	leader|shell) gone $ID || echo "left by $host, $victim killed" ;;
	keeper) host_wait test ! -e $DIR || echo "left by the close of $host" ;;
	esac
	host_wait no_kin $HOST_PID $3 $4 || pgrep -a -U $4
	case $victim in
	keeper|both|opening) pam-sts sweep >/dev/null || echo 'cannot sweep' ;;
	esac
	gone $ID || echo "left by $host, $victim killed, after a sweep"
	host_wait user_is_over $4 || find $SESSIONS/$4
}

storm_slot()
{
	local round
	for ((round = $1; round < ROUNDS; round += AT_ONCE)); do
		storm_round $round slot$1 $2 $3 2>&1 | sed "s/^/round $round: /"
	done >$WORK/storm/bad$1
}

witness_state()
{
	stat -c '%i %s %n' $WITNESS_DIR $WITNESS_DIR/* $RECORDS/$WITNESS_ID \
		$KEEPERS/$WITNESS_ID
	keeper_of $WITNESS_ID
}

host_user
life_begin witness ssh $U
WITNESS_ID=$ID WITNESS_DIR=$DIR
WITNESS=$(witness_state)
echo "# $ROUNDS rounds of seed $STORM_SEED"
slots= began=$SECONDS
for ((slot = 0; slot < AT_ONCE; slot++)); do
	host_user
	storm_slot $slot $U $UID_OF &
	slots="$slots $!"
done
wait $slots
echo "# $((SECONDS - began)) s:" \
	$(sort $WORK/storm/done | uniq -c | awk '{ print $2 "/" $3 "=" $1 }')
is 'every round came to its end' "$(wc -l <$WORK/storm/done)" $ROUNDS
is 'nothing was left of any' "$(cat $WORK/storm/bad*)" ''
is 'who took no part has what he had' "$(witness_state)" "$WITNESS"
life_end witness
ok 'at the end nothing is left at all' all_gone
tap_done
