#!/bin/bash
# Sessions that have something in common: a connection, a user, a process that
# stays, one inside another; and such as outlive their login.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh
. "$(dirname "$0")"/life.sh

host_up
host_world
host_certificates
host_emulator
life_ready
life_hosts
host_profile none 'duration_seconds = 43200'
host_user

# --- one connection, several shells ------------------------------------------
MUX="$HOST_SSH -i $WORK/id -S $WORK/mux"
begin_mux() { $MUX $2@127.0.0.1 $WORK/inner $1; }
$MUX -o ControlMaster=yes -o ControlPersist=yes $U@127.0.0.1 true </dev/null
life_begin one mux $U
one=$ID
life_begin two mux $U
is 'a second shell over a connection: the same session' "$ID" $one
before=$(stat -c '%i %n' $DIR/*)
life_end two
ok 'its end is not the session'\''s' host_wait not kill -0 $SHELL_PID
is 'the first one has what it had' "$(stat -c '%i %n' $DIR/*)" "$before"
life_end one
life_of one
host_wait not kill -0 $SHELL_PID
is 'so has the connection, without a shell' "$(stat -c '%i %n' $DIR/*)" \
	"$before"
$MUX -O exit $U@127.0.0.1 2>/dev/null
ok 'it ends, and all is gone' gone $one

# --- a process that stays ----------------------------------------------------
STAYS='nohup setsid sleep 600 3>&- >/dev/null 2>&1 </dev/null & echo $!'
for host in ssh su login; do
	life_begin stays $host $U
	stays=$(inside stays "$STAYS" | head -1)
	life_end stays
	ok "$host: a process stays, the session does not" gone $ID
	ok 'it is still there' kill $stays
done

# --- one inside another ------------------------------------------------------
begin_nested()
{
	setpriv --reuid $2 --regid $2 --init-groups \
		sudo -n -u $2 sudo -n -u $2 $WORK/inner $1
}
records()
{
	ls $RECORDS | wc -l
}
life_begin nested nested $U
is 'sudo in sudo: two sessions' "$(records)" 2
life_end nested
ok 'exit ends both' all_gone
life_begin nested nested $U
outer=$(ls $RECORDS | grep -v $ID)
kill -9 $(leader_of $outer)
ok 'kill -9 of the outer sudo: its session is gone' gone $outer
is 'the inner one, that lives, is not' "$(ls $DIR)" \
	$'config\ncredentials\ninfo\nkeys'
life_end nested
ok 'until it ends, too' all_gone

# --- two logins of one user, and another user --------------------------------
life_begin one ssh $U
one=$ID one_dir=$DIR
before=$(stat -c '%i %n' $DIR/*)
life_begin two ssh $U
ok 'another login: another session' test $ID != $one -a $DIR != $one_dir
ok 'with other keys' not cmp -s $DIR/keys $one_dir/keys
kill -9 $(leader_of $ID)
ok 'killed, it is gone' gone $ID
kill -9 $SHELL_PID 2>/dev/null
is 'and the first as it was' "$(stat -c '%i %n' $one_dir/*)" "$before"
first=$U
host_user
begin_inside()
{
	printf '%s\n' "sudo -n su $2 -c '$WORK/inner $1'" 1<>$LIFE/one.todo
}
life_begin other inside $U
is 'su to another: what is his' \
	"$(session_fact $ID '.user, .target'; stat -c %U $DIR/* | uniq)" \
	$U$'\n'$U$'\n'$U
like 'the files of whom he comes from he cannot read' \
	"$(inside other "cat $one_dir/keys")" 'Permission denied'
life_end other
ok 'exit of su: his are gone' gone $ID
is "those of $first are as they were" "$(stat -c '%i %n' $one_dir/*)" "$before"
life_end one
ok 'at last these, too' all_gone

# --- until they expire -------------------------------------------------------
host_profile none 'duration_seconds = 43200' 'linger = until-expiry'
emulator_tell pace $((43200 / 15))
log_clear
life_begin logout ssh $U
logout=$ID logout_dir=$DIR
life_begin killed ssh $U
life_end logout
kill -9 $(leader_of $ID)
for id in $logout $ID; do
	ok 'linger: the session is over' host_wait logged \
		"session=$id step=keep: the session is over; its credentials"
done
like 'after logout the credentials are there' "$(cat $logout_dir/keys)" ASIA
like 'and after kill -9' "$(cat $DIR/keys)" ASIA
like 'nobody can renew them' "$(setpriv --reuid $U --regid $U --init-groups \
	env -i PATH="$PATH" PAM_STS_SESSION=$logout pam-sts renew \
	2>&1 </dev/null; echo =$?)" '=1$'
is 'nor derive from them' "$(session_fact $logout \
	'.credentials | map(.profile) | join(" ")')" test
is 'a sweep lets them be' "$(pam-sts sweep)" ''
kill -9 $SHELL_PID 2>/dev/null
until=$(date +%s -d $(session_fact $ID '.credentials[0].expires'))
sleep $((until > EPOCHSECONDS ? until - EPOCHSECONDS : 0))
ok 'at their expiry all is gone' all_gone
tap_done
