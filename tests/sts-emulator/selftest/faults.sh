# Every fault, and that it ends.

curl_rc() {	# curl's own verdict on one call of GetCallerIdentity
	as USER01
	body=$(curl -sS --max-time 10 --aws-sigv4 aws:amz:eu-central-1:sts \
	    --user "$id:$secret" "$url/?$whoami" 2>&1)
	status=$?
}

test_faults() {
	local f
	as USER09
	control fault drop=,1
	sts GetSessionToken SerialNumber="$serial" TokenCode="$(code)"
	expect 'drop leaves no answer' 000
	sts GetSessionToken SerialNumber="$serial" TokenCode="$(code)"
	expect 'but the code is used up' 403 "$invalid"
	as USER10
	fault drop-early=,1
	sts GetSessionToken SerialNumber="$serial" TokenCode="$(code)"
	expect 'drop-early leaves no answer' 000
	sts GetSessionToken SerialNumber="$serial" TokenCode="$(code)"
	expect 'and the code is good yet' 200
	as USER01
	fault throttle
	sts GetSessionToken
	expect throttle 400 '<Code>Throttling<' 'Rate exceeded'
	fault error500
	sts GetSessionToken
	expect error500 500 '<Type>Receiver<' InternalFailure
	fault error503
	sts GetSessionToken
	expect error503 503 ServiceUnavailable
	fault deny
	sts GetSessionToken
	expect deny 403 AccessDenied
	fault html
	sts GetSessionToken
	expect html 502 '<html>'
	fault empty
	sts GetSessionToken
	expect empty 200
	[ -z "$body" ]; report $? 'empty is empty'
	fault newline-token
	sts GetSessionToken
	expect newline-token 200 $'\n[x]\ncredential_process = touch'
	fault bracket-token
	sts GetSessionToken
	expect bracket-token 200 '<SessionToken>[default]<'
	fault missing-token
	sts GetSessionToken
	expect missing-token 200 '<SecretAccessKey>'
	[[ $body != *SessionToken\>* ]]; report $? 'no token is no token'
	fault past-expiration
	sts GetSessionToken
	[ "$(date -d "$(member Expiration)" +%s)" -lt "$(date +%s)" ]
	report $? past-expiration
	fault far-expiration
	sts GetSessionToken
	expect far-expiration 200 '<Expiration>9999-12-31T23:59:59Z<'
	extra=(-H 'Accept: application/json')
	sts GetSessionToken
	expect 'far-expiration in JSON' 200 '"Expiration":2.53402300799E11'
	extra=()
	fault wrongtypes
	sts GetSessionToken
	expect wrongtypes 200 '"AccessKeyId":1,'
	fault entitybomb
	sts GetSessionToken
	expect entitybomb 200 '<!ENTITY e9 "&e8;&e8;'
	fault delay=50
	sts GetSessionToken
	expect delay 200
	fault trickle=1
	curl_rc
	expect trickle 0 user/USER01
	for f in truncate:18 drop:52 reset:56; do
		fault "${f%:*}"
		curl_rc
		expect "curl's verdict on ${f%:*}" "${f#*:}"
	done
	fault redirect=https://elsewhere.test/
	body=$(curl -sS -w '\n%{http_code}' -o /dev/null -D - "$url/")
	split
	expect redirect 302 'Location: https://elsewhere.test/'
	fault huge
	body=$(curl -sS -o /dev/null -w '%{size_download}' "$url/")
	[ "$body" -gt 10000000 ]; report $? 'huge is huge'
	fault deepxml
	body=$(curl -sS -o /dev/null -w '%{size_download}' "$url/")
	[ "$body" -eq 700000 ]; report $? 'deepxml is deep'
	fault garble
	body=$(curl -sS -o /dev/null -w '%{size_download}' "$url/")
	[ "$body" -eq 512 ]; report $? 'garble is rubbish'
	fault idle-close=20
	body=$(exec 3<>"/dev/tcp/127.0.0.1/${url##*:}" &&
	    printf 'GET / HTTP/1.1\r\nHost: x\r\n\r\n' >&3 &&
	    timeout 10 cat <&3 && echo closed)
	status=$?
	expect 'idle-close ends a kept connection' 0 'MissingAction' closed
	fault ''
	sts GetSessionToken
	expect 'faults are cleared' 200
	body=$(curl -sS -w '\n%{http_code}' -d nonsense \
	    "$url/_emulator/fault")
	split
	expect 'unknown fault is refused' 400
}
