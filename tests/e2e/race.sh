#!/bin/bash
# Many logins at once with one code: exactly one gets in, in every mode that
# has a code; and many logins with codes of their own: all get in.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh

PARALLEL=64

host_ready 'MaxAuthTries 1'

# Each client has its own answer file, so that none waits for another.
race_ask()
{
	mkdir -p $WORK/race
	rm -f $WORK/race/*
	printf '#!/bin/sh\necho "$CODE"\n' >$WORK/race/ask
	chmod 755 $WORK/race $WORK/race/ask
}

race_client()
{
	CODE=$1 SSH_ASKPASS=$WORK/race/ask SSH_ASKPASS_REQUIRE=force \
		$HOST_SSH -o PreferredAuthentications=keyboard-interactive \
		$2@127.0.0.1 'pam-sts credentials >/dev/null && echo in' \
		</dev/null >$WORK/race/$3 2>/dev/null
}

winners()
{
	cat $WORK/race/[0-9]* | grep -c '^in$'
}

for mfa in local sts both; do
	host_profile $mfa
	host_user
	race_ask
	code=$(code_now $SEED)
	clients=
	for i in $(seq $PARALLEL); do
		race_client $code $U $i &
		clients="$clients $!"
	done
	wait $clients
	is "$mfa: one code, $PARALLEL logins, one gets in" "$(winners)" 1
	[ $mfa = local ] ||
		is "$mfa: STS saw the code once" \
			"$(emulator_log | grep -c "\"token_code\": *\"$code\"")" 1
	is "$mfa: nothing is left" "$(sessions_left)$(tickets_left)" ''
done

host_profile both
names=() codes=()
for i in $(seq 20); do
	host_user
	names+=($U) seeds+=($SEED)
done
race_ask
clients=
for i in $(seq 0 19); do
	race_client "$(code_now ${seeds[i]})" ${names[i]} $i &
	clients="$clients $!"
done
wait $clients
is '20 users with a code each: all get in' "$(winners)" 20
is 'and nothing is left' "$(sessions_left)$(tickets_left)" ''
tap_done
