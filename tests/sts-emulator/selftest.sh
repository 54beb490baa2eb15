#!/bin/bash
# Tests of the STS emulator itself, in TAP.
# usage: selftest.sh /path/to/sts-emulator
# Signs with three hands: the AWS CLI, curl, and openssl below. No test
# waits for a new one-time code: each takes another user and device. All
# keys are made up.
set -u

emulator=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
aws=/usr/bin/aws
seed=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP
account=111122223333
role=arn:aws:iam::$account:role
xml='xmlns="https://sts.amazonaws.com/doc/2011-06-15/"'
unable='failed, unable to validate MFA code.  Please verify your MFA serial'
invalid='failed with invalid MFA one time pass code. <'
count=0
failed=0
pids=()

work=$(mktemp -d)
cleanup() {
	if [ ${#pids[@]} -gt 0 ]; then
		kill "${pids[@]}" 2>/dev/null
		wait "${pids[@]}"
	fi
	rm -rf "$work"
}
trap cleanup EXIT
export HOME=$work AWS_DEFAULT_REGION=eu-central-1 AWS_PAGER=
export AWS_EC2_METADATA_DISABLED=true AWS_MAX_ATTEMPTS=1
unset AWS_PROFILE AWS_SESSION_TOKEN AWS_CONFIG_FILE
unset AWS_SHARED_CREDENTIALS_FILE AWS_ENDPOINT_URL AWS_CA_BUNDLE
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY all_proxy ALL_PROXY

for part in client world signer signature params login life faults; do
	# shellcheck source=/dev/null
	. "$here/selftest/$part.sh"
done

start() {	# start ARGUMENT...; sets $url and $pid
	rm -f "$work/ready"
	mkfifo "$work/ready"
	"$emulator" --world "$work/world.json" "$@" >"$work/ready" &
	pid=$!
	pids+=("$pid")
	local word port
	read -r word port <"$work/ready"
	[ "$word" = listening ] || exit 1
	url=http://127.0.0.1:$port
}

test_clock() {
	clock 1000
	as USER01
	sts GetCallerIdentity
	expect 'signature of the past' 403 SignatureDoesNotMatch \
	    'Signature expired: ' 'is now earlier than' '- 15 min.)'
	clock -1000
	sts GetCallerIdentity
	expect 'signature of the future' 403 SignatureDoesNotMatch \
	    'Signature not yet current: ' 'is still later than' '+ 15 min.)'
	clock -800
	sts GetSessionToken DurationSeconds=900
	as_answer
	sts GetCallerIdentity
	expect 'session before its end' 200 user/USER01
	clock 800
	sts GetCallerIdentity
	expect 'session after its end' 403 '<Code>ExpiredToken<'
	told clock ''
	expect 'clock without a number is refused' 400 'bad value'
	clock 0
}

test_log() {
	local issued
	as USER11
	assume a/b/open
	issued="\"issued_key_id\":\"$(member AccessKeyId)\",\
\"expiration\":\"$(member Expiration)\""
	body=$(curl -sS "$url/_emulator/log" | tail -n 1)
	status=$?
	expect 'log tells what was issued' 0 '"action":"AssumeRole"' \
	    '"access_key_id":"AKIAUSER11"' '"outcome":"Success"' \
	    '"status":200' ":user/USER11\"" "$issued"
	sts GetSessionToken SerialNumber="$serial" TokenCode="000000"
	body=$(curl -sS "$url/_emulator/log" | tail -n 1)
	status=$?
	expect 'log tells who tried what' 0 '"action":"GetSessionToken"' \
	    '"access_key_id":"AKIAUSER11"' '"token_code":"000000"' \
	    "\"mfa_serial\":\"$serial\"" '"outcome":"AccessDenied"' \
	    '"status":403' '"issued_key_id":null,"expiration":null' \
	    "\"caller\":\"arn:aws:iam::$account:user/USER11\"" \
	    '"params":{"Action":'
	[ "$body" = "$(tail -n 1 "$work/log")" ]
	report $? 'log file holds the same'
	curl -sS -X DELETE "$url/_emulator/log" >/dev/null
	body=$(curl -sS "$url/_emulator/log")
	[ -z "$body" ]; report $? 'log can be emptied'
}

test_concurrency() {
	as USER01
	fault delay=200
	body=$(curl -sS -Z --parallel-immediate --parallel-max 64 \
	    --max-time 20 --aws-sigv4 aws:amz:eu-central-1:sts \
	    --user "$id:$secret" "$url/?$whoami&n=[1-64]" 2>/dev/null |
	    grep -c '<Arn>')
	status=$?
	expect '64 callers at once' 0 64
	fault ''
	local c n
	as USER12
	c=$(code)
	for n in $(seq 8); do
		( sts GetSessionToken SerialNumber="$serial" TokenCode="$c"
		    echo "$status" >"$work/race.$n" ) &
		race[n]=$!
	done
	wait "${race[@]}"
	body=$(sort "$work"/race.* | uniq -c | tr -s ' \n' ' ')
	expect 'one code serves one of eight racers' "$status" '1 200 7 403'
}

aws_run() {
	body=$(AWS_ACCESS_KEY_ID=$id AWS_SECRET_ACCESS_KEY=$secret \
	    AWS_SESSION_TOKEN=$token "$aws" --endpoint-url "$url" \
	    --output text sts "$@" 2>&1)
	status=$?
}

test_cli() {
	local policy='{"Version":"2012-10-17","Statement":[]}'
	as USER13
	aws_run get-caller-identity
	expect 'AWS CLI: get-caller-identity' 0 user/USER13
	aws_run get-session-token --serial-number "$serial" \
	    --token-code "$(code)" --query 'join(`,`,
	    [Credentials.AccessKeyId,Credentials.SecretAccessKey,
	    Credentials.SessionToken])'
	expect 'AWS CLI: get-session-token' 0 ASIA
	IFS=, read -r id secret token <<<"$body"
	aws_run assume-role --role-arn "$role/mfa" --role-session-name a@b
	expect 'AWS CLI: assume-role with that session' 0 assumed-role/mfa/a@b
	aws_run assume-role --role-arn "$role/a/b/open" \
	    --role-session-name a=b,c --tags 'Key=A b,Value=c+d/e' \
	    --transitive-tag-keys 'A b' --policy "$policy" \
	    --source-identity me
	expect 'AWS CLI: assume-role with tags and policy' 0 \
	    assumed-role/open/a=b,c
	as USER13
	aws_run get-session-token --serial-number "$serial" \
	    --token-code 000000
	expect 'AWS CLI: wrong code' 254 '(AccessDenied)' 'invalid MFA'
}

test_tls() {
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=sts.test \
	    -addext subjectAltName=IP:127.0.0.1 -keyout "$work/key.pem" \
	    -out "$work/cert.pem" 2>/dev/null
	start --tls-cert "$work/cert.pem" --tls-key "$work/key.pem"
	url=${url/http:/https:}
	export AWS_CA_BUNDLE=$work/cert.pem
	as USER14
	aws_run get-caller-identity
	expect 'AWS CLI over TLS' 0 user/USER14
	unset AWS_CA_BUNDLE
	extra=(--cacert "$work/cert.pem")
	sts GetCallerIdentity
	expect 'curl over TLS' 200 user/USER14
	extra=()
}

test_rgw() {
	start --dialect rgw --fault deny=,1
	as USER15
	sts GetCallerIdentity
	expect 'gateway error has the form of S3' 403 '<?xml' \
	    '?><Error><Code>AccessDenied</Code><Message></Message><RequestId>'
	extra=(-H 'Accept: application/json')
	assume a/b/open
	expect 'gateway ignores Accept' 200 \
	    '<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>' \
	    '</AccessKeyId><Expiration>' '<AssumeRoleId>AROAOPEN:tester<'
	extra=()
}

test_example() {
	start --world "$here/world-example.json"
	as USER01
	id=AKIAEXAMPLEALICE0001
	secret=alice+secret/access+key/for+the+tests+01
	sts GetCallerIdentity
	expect 'the example world is sound' 200 user/alice
}

test_end() {
	fault delay=60000
	curl -sS "$url/" >/dev/null 2>&1 &
	local client=$!
	while [ -z "$(curl -sS "$url/_emulator/log")" ]; do
		continue
	done
	kill "$pid"
	unset 'pids[-1]'
	wait "$pid"
	report $? 'SIGTERM ends it cleanly, delays notwithstanding'
	wait "$client"
}

test_options() {
	local r=0 a
	for a in '--world /nonexistent' '--port 1' '--tls-cert x' \
	    '--fault nonsense'; do
		# shellcheck disable=SC2086
		"$emulator" $a 2>/dev/null && r=1
	done
	report $r 'bad options are refused'
	echo '{"account": "1", "usres": []}' >"$work/bad.json"
	"$emulator" --world "$work/bad.json" 2>/dev/null
	[ $? -eq 1 ]; report $? 'misspelled world is refused'
	"$emulator" --world "$here/world-example.json" --port 1 \
	    --fault delay=x,0 2>/dev/null
	[ $? -eq 2 ]; report $? 'fault for no times is refused'
	"$emulator" --world "$here/world-example.json" --pace 0 \
	    --tls-cert /nonexistent --tls-key /nonexistent 2>/dev/null
	[ $? -eq 2 ]; report $? 'pace of nothing is refused'
}

status=0
body=
world_json >"$work/world.json"
start --log "$work/log"
test_signature
test_keys
test_protocol
test_params
test_clock
test_pace
test_revoke
clock_align
test_mfa
test_roles
test_chain
test_faults
test_log
test_concurrency
test_cli
offset=0
test_pace_option
test_tls
test_rgw
test_example
test_end
test_options
echo "1..$count"
[ "$failed" -eq 0 ]
