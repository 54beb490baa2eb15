#!/bin/bash
# How sessions end: whichever process goes first, and however, the credentials
# go with the session and nobody else's are harmed.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh
. "$(dirname "$0")"/life.sh

host_up
host_world
host_certificates
host_emulator
life_ready
life_hosts

# conf [LINE...]: AWS gives twelve hours, and at a pace of N an Nth of them.
conf()
{
	host_profile none 'duration_seconds = 43200' "$@"
}

# begin_at LIFE NAME HOST: a session whose credentials last so many seconds.
begin_at()
{
	emulator_tell pace $((43200 / $1))
	life_begin $2 $3 $U
	emulator_tell pace 1
}

witness_state()
{
	stat -c '%i %s %n' $WITNESS_DIR $WITNESS_DIR/* $RECORDS/$WITNESS_ID \
		$KEEPERS/$WITNESS_ID
	keeper_of $WITNESS_ID
}

witness_lives()
{
	is_equal "$(witness_state)" "$WITNESS"
}

# ends NAME HOST COMMAND: a session of that host, which that ends; of it the
# command sees LEADER, KEEPER and SHELL_PID.
ends()
{
	local took
	life_begin end $2 $U
	LEADER=$(leader_of $ID) KEEPER=$(keeper_of $ID)
	took=$(files_end $DIR eval "$3")
	is "$1: the files are gone" $? 0
	ok "$1: so is the rest" gone $ID
	ok "$1: another session is as it was" witness_lives
	echo "# $1: $took ms"
	kill -9 $SHELL_PID 2>/dev/null
}

conf
host_user
life_begin witness ssh $U
WITNESS_ID=$ID WITNESS_DIR=$DIR
WITNESS=$(witness_state)
host_user

# --- one by one --------------------------------------------------------------
for host in ssh su sudo runuser login; do
	ends "exit of $host" $host 'life_end end'
done
ends 'SIGHUP to login' login 'kill -HUP $LEADER'
ends "login's terminal goes" login 'kill -9 $HOST_PID $(pgrep -P $HOST_PID)'
ends "kill -9 of sshd's monitor" ssh 'kill -9 $LEADER'
ends "kill -9 of sshd's child" ssh 'pkill -9 -P $LEADER'
ends 'kill -9 of the client' ssh 'pkill -9 -P $HOST_PID; kill -9 $HOST_PID'
for host in su sudo runuser login; do
	ends "kill -9 of $host" $host 'kill -9 $LEADER'
done
for host in ssh su sudo runuser login; do
	ends "kill -9 of the shell in $host" $host 'kill -9 $SHELL_PID'
done
log_clear
ends 'kill of the keeper' ssh 'kill $KEEPER'
ok 'and it says so' logged 'step=keep: told to end; credentials removed'

begin_relayed()
{
	${HOST_SSH/-p 22/-p 2222} -o HostKeyAlias=127.0.0.1 -i $WORK/id \
		$2@127.0.0.1 $WORK/inner $1
}
"$BUILD"/tests/e2e/relay 2222 22 >$WORK/relay.out &
RELAY=$!
host_wait grep -q ready $WORK/relay.out
ends "the client's connection is reset" relayed 'kill -9 $RELAY'

# --- without a keeper --------------------------------------------------------
# kill_keeper [PID...]: with these, and wait until they are no more.
kill_keeper()
{
	local keeper pid
	keeper=$(keeper_of $ID)
	kill -9 $keeper $*
	for pid in $keeper $*; do
		host_wait not kill -0 $pid
	done
}

life_begin end ssh $U
before=$(stat -c '%i %n' $DIR/*)
kill_keeper
is 'kill -9 of the keeper: the files are there' "$(stat -c '%i %n' $DIR/*)" \
	"$before"
is 'a sweep leaves them to their session' \
	"$(pam-sts sweep; stat -c '%i %n' $DIR/*)" "$before"
life_end end
ok 'its close removes files and record' host_wait \
	test ! -e $DIR -a ! -e $RECORDS/$ID
is 'a sweep has nothing to tell' "$(pam-sts sweep)" ''
is 'nothing is left' "$(life_left $ID)" ''

for host in ssh su sudo runuser login; do
	life_begin end $host $U
	kill_keeper $(leader_of $ID)
	ok "kill -9 of keeper and $host: the files are left" test -e $DIR/keys
	is 'a sweep says why it removes them' "$(pam-sts sweep)" \
		"removed session $ID of $U: its leader has gone"
	is 'nothing is left' "$(life_left $ID)" ''
	kill -9 $SHELL_PID 2>/dev/null
done
ok 'the other session is as it was' witness_lives

# --- a power cut -------------------------------------------------------------
records_are()
{
	[ $(ls $RECORDS | wc -l) -ge $1 ]
}

for i in 1 2 3 4 5 6 7 8; do
	life_start cut$i su $U
	life_start cur$i ssh $U
done
for i in 1 2 3; do
	host_wait records_are $((i * 4))
	cp -a /run/pam_sts $WORK/cut$i
done
for i in 1 2 3 4 5 6 7 8; do
	host_wait test -e $LIFE/cut$i.id -a -e $LIFE/cur$i.id
	life_end cut$i
	life_end cur$i
done
life_end witness
ok 'after many logins: nothing is left' all_gone
for i in 1 2 3; do
	cp -a $WORK/cut$i/. /run/pam_sts
	# It was off for a while.
	find /run/pam_sts -type f -exec touch -d '10 minutes ago' {} +
	there=$(ls $RECORDS | wc -l)
	ok "power cut $i: $there sessions are there" test $there -ge $((i * 4))
	ok 'a sweep at boot' pam-sts sweep
	is 'leaves nothing' "$(all_left)" ''
done

# --- while it is renewed -----------------------------------------------------
for how in 'life_end end' 'kill -9 $(leader_of $ID)'; do
	begin_at 4 end ssh
	log_clear
	emulator_tell fault delay=8000
	host_wait pgrep -x pam-sts-obtain
	ok "renewal and ${how%% *}: it is under way" pgrep -x pam-sts-obtain
	eval "$how"
	ok 'all is gone' gone $ID
	ok 'and nobody is at work' host_wait not pgrep -x pam-sts-.*
	is 'nothing came of it' "$(all_left)" ''
	ok 'and nothing is logged of it' not logged 'step=renew: ok'
	emulator_tell fault ''
	kill -9 $SHELL_PID 2>/dev/null
done

begin_at 8 end ssh
key=$(session_fact $ID '.credentials[0].access_key_id')
emulator_tell fault delay=8000
host_wait pgrep -x pam-sts-obtain
pkill -9 -P $(keeper_of $ID)
emulator_tell fault ''
another_key()
{
	not is_equal "$(session_fact $ID '.credentials[0].access_key_id')" $key
}
ok 'kill -9 of the worker that renews: another one does' host_wait another_key
life_end end
ok 'and the session ends as any' gone $ID

# --- logout when they expire -------------------------------------------------
# at_expiry MS: so many milliseconds after it, or before.
cat >$WORK/at_expiry <<'END'
#!/bin/bash
until=$(date +%s%3N -d "$(sed -n '/^expires = /{s///p;q}' \
	${AWS_CONFIG_FILE%/*}/info)")
while [ $(date +%s%3N) -lt $((until + $1)) ]; do sleep 0.005; done
END
chmod 755 $WORK/at_expiry
log_clear
emulator_tell pace $((43200 / 6))
ids=
for i in 1 2 3 4 5 6 7 8; do
	life_begin expiry$i su $U
	ids="$ids $ID"
done
emulator_tell pace 1
emulator_tell fault deny
for i in 1 2 3 4 5 6 7 8; do
	echo "$WORK/at_expiry $((20 * (i - 4))); exit" 1<>$LIFE/expiry$i.todo
done
for id in $ids; do
	ok 'logout about the moment of expiry: all is gone' gone $id
done
ok 'and nobody complains' not logged 'may be left'
emulator_tell fault ''
tap_done
