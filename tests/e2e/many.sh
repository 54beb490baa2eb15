#!/bin/bash
# Very many sessions at once: each is kept, none is swept, and all of them end.
# What one costs is printed.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh
. "$(dirname "$0")"/life.sh

MANY=${1:-2000}
AT_ONCE=8

# Without TLS, that the figures are those of sessions.
host_up
host_world
"$BUILD"/tests/sts-emulator/sts-emulator --world $WORLD --port 8080 \
	>$WORK/emulator.out 2>&1 &
host_wait grep -q listening $WORK/emulator.out
NETWORK='endpoint_url = http://127.0.0.1:8080
region = eu-west-1'
host_pam crowd
host_profile none
host_user

# crowd_waits N WORD: however slow this machine is, while it gets on.
crowd_waits()
{
	local before=-1 now=0
	while ! grep -q "^$2" $WORK/crowd.out && [ $now -ne $before ]; do
		before=$now
		host_wait grep -q "^$2" $WORK/crowd.out 2>/dev/null
		now=$(find $RECORDS -type f | wc -l)
	done
	grep "^$2" $WORK/crowd.out
}

keepers()
{
	pgrep -cxf '.*/pam-sts-keeper [0-9a-f]{16}'
}

# Mean private kB of a keeper.
keeper_memory()
{
	cat $(pgrep -xf '.*/pam-sts-keeper [0-9a-f]{16}' |
		sed 's|.*|/proc/&/smaps_rollup|') |
		awk '/^Rss:/ { n++ } /^Private_(Clean|Dirty):/ { kb += $2 }
			END { printf "%d", kb / n }'
}

mkfifo $WORK/todo
"$BUILD"/tests/e2e/crowd crowd $U $MANY $AT_ONCE <$WORK/todo \
	>$WORK/crowd.out 2>&1 &
crowd=$!
exec 5>$WORK/todo
opened=$(crowd_waits $MANY opened)
like "$MANY sessions open" "$opened" "^opened $MANY failed 0 "
is 'each has a keeper' "$(keepers)" $MANY
is 'and a directory' "$(find $SESSIONS -name info | wc -l)" $MANY
is 'all of them are listed as kept' \
	"$(pam-sts sessions --json | jq 'map(select(.kept)) | length')" $MANY
echo "# opening, mean of the first and the last hundred, of $AT_ONCE at once:" \
	"$(sed 's/.*first \(.*\) last \(.*\)/\1 ms, \2 ms/' <<<"$opened")"
echo "# a keeper's private memory, mean: $(keeper_memory) kB"

is 'sweeping removes none' "$(pam-sts sweep 2>&1)" ''
is 'nor do keepers leave' "$(keepers)" $MANY

echo close >&5
closed=$(crowd_waits $MANY closed)
like 'all of them close' "$closed" "^closed $MANY failed 0 "
wait $crowd
ok 'nothing is left, and nobody' all_gone
echo "# closing: $(sed 's/.*first \(.*\) last \(.*\)/\1 ms, \2 ms/' \
	<<<"$closed")"
tap_done
