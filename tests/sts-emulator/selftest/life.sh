# The lives of credentials: their pace, their end, and what is revoked.

told() {	# told PATH BODY: a control's answer in $status and $body
	body=$(curl -sS --max-time 10 --data-binary "$2" \
	    -w '\n%{http_code}' "$url/_emulator/$1")
	split
}

# lived NAME SECONDS ACTION...: what is issued ends so many seconds after its
# call. One second more is granted the host, whose clocks differ by a tick.
lived() {
	local name=$1 life=$2 before end r=1
	shift 2
	before=$(($(date +%s) + offset - 1))
	"$@"
	end=$(member Expiration)
	[ -n "$end" ] && end=$(($(date -d "$end" +%s) - life)) &&
	    [ "$end" -ge "$before" ] &&
	    [ "$end" -le $(($(date +%s) + offset)) ] && r=0
	report $r "$name"
}

over() {	# over NAME: the credentials of $id sign nothing any more
	sts GetCallerIdentity
	expect "$1: no identity" 403 '<Code>ExpiredToken<' 'is expired'
	assume a/b/open
	expect "$1: no role" 403 '<Code>ExpiredToken<'
}

test_pace() {
	local bad session chained
	clock -800
	as USER16
	lived 'pace is that of the host at first' 900 \
	    sts GetSessionToken DurationSeconds=900
	told pace 4
	expect 'pace can be set' 200 ok
	for bad in 0 -1 x '' '5 6' 1.5; do
		told pace "$bad"
		expect "pace of '$bad' is refused" 400 'bad value'
	done
	lived 'a role lives a fourth' 225 assume a/b/open DurationSeconds=900
	lived 'and when nothing is asked for' 900 assume a/b/open
	sts GetSessionToken DurationSeconds=899
	expect 'duration too short at any pace' 400 ValidationError
	assume a/b/open DurationSeconds=3601
	expect 'duration too long at any pace' 400 MaxSessionDuration
	sts GetSessionToken SerialNumber="$serial" TokenCode="$(code)" \
	    DurationSeconds=3600
	expect 'codes know no pace' 200 '<AccessKeyId>ASIA'
	lived 'a session lives a fourth' 900 \
	    sts GetSessionToken DurationSeconds=3600
	as_answer
	session="$id $secret $token"
	sts GetCallerIdentity
	expect 'at a pace: session before its end' 200 user/USER16
	assume a/b/open DurationSeconds=3601
	expect 'chain is an hour at any pace' 400 'role chaining'
	told pace 1
	lived 'pace of the host again' 3600 assume a/b/open
	as_answer
	chained="$id $secret $token"
	clock 800
	read -r id secret token <<<"$session"
	over 'what was issued at a pace keeps its end'
	read -r id secret token <<<"$chained"
	sts GetCallerIdentity
	expect 'chained role outlives its session' 200 assumed-role/open
	clock 0
}

test_revoke() {
	local name bad session chained
	as USER17
	sts GetSessionToken
	as_answer
	session="$id $secret $token"
	assume a/b/open
	as_answer
	chained="$id $secret $token"
	read -r id secret token <<<"$session"
	while IFS=: read -r name bad; do
		told revoke "$bad"
		expect "$name revokes nothing" 400 'bad value'
	done <<-EOF
	no name:
	unknown key:ASIAEXAMPLEEXAMPLE01
	long-term key:AKIAUSER17
	part of a key:${id%?}
	more than a key:${id}A
	two names:$id all
	EOF
	sts GetCallerIdentity
	expect 'nothing was revoked' 200 user/USER17
	told revoke "$id"
	expect 'one key can be revoked' 200 ok
	over 'revoked key'
	read -r id secret token <<<"$chained"
	sts GetCallerIdentity
	expect 'role assumed with it is not' 200 assumed-role/open
	told revoke all
	expect 'all can be revoked' 200 ok
	over 'revoked with all'
	as USER17
	sts GetSessionToken
	expect 'long-term key is not among all' 200 '<AccessKeyId>ASIA'
	as_answer
	sts GetCallerIdentity
	expect 'what is issued later is good' 200 user/USER17
}

# The pace of an emulator from its start.
test_pace_option() {
	start --pace 10
	as USER18
	lived 'pace is an option' 90 sts GetSessionToken DurationSeconds=900
}
