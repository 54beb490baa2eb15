# Verdicts in TAP, signed calls by curl, and the emulator's controls.
# shellcheck disable=SC2034

report() {	# report STATUS NAME
	count=$((count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $count - $2"
		return
	fi
	failed=$((failed + 1))
	echo "not ok $count - $2"
	printf '%s\n' "# status $status, body:" "${body:0:600}" |
	    sed '2,$s/^/# /'
}

expect() {	# expect NAME STATUS TEXT...; judges $status and $body
	local name=$1 want=$2 text r=0
	shift 2
	[ "$status" = "$want" ] || r=1
	for text; do
		[[ $body == *"$text"* ]] || r=1
	done
	report $r "$name"
}

as() {		# as USER: sign with that user's long-term key from now on
	id=AKIA$1
	secret=secret/of+$1
	token=
	serial=arn:aws:iam::$account:mfa/$1
}

as_answer() {	# sign with the credentials in $body from now on
	id=$(member AccessKeyId)
	secret=$(member SecretAccessKey)
	token=$(member SessionToken)
}

member() {	# the first XML element of that name in $body
	sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" <<<"$body" | head -n 1
}

split() {	# last line of $body is the status
	status=${body##*$'\n'}
	body=${body%$'\n'*}
}

sts() {		# sts ACTION [NAME=VALUE]...; sets $status and $body
	local args=(-d "Action=$1" -d Version=2011-06-15) pair
	shift
	for pair; do
		args+=(--data-urlencode "$pair")
	done
	[ -z "$token" ] || args+=(-H "X-Amz-Security-Token: $token")
	body=$(curl -sS --max-time 10 --aws-sigv4 aws:amz:eu-central-1:sts \
	    --user "$id:$secret" -w '\n%{http_code}' \
	    -H 'Content-Type: application/x-www-form-urlencoded' \
	    "${extra[@]}" "${args[@]}" "$url/" 2>/dev/null | tr -d '\0')
	split
}
extra=()

assume() {	# assume ROLE [NAME=VALUE]...
	local r=$role/$1
	shift
	sts AssumeRole "RoleArn=$r" RoleSessionName=tester "$@"
}

control() {	# control PATH BODY
	curl -sS --max-time 10 --data-binary "$2" "$url/_emulator/$1" \
	    >/dev/null
}

fault() {	# the one fault from now on; none when empty
	control fault ''
	[ -z "$1" ] || control fault "$1"
}

offset=0
clock() {	# set the emulator's clock
	offset=$1
	control clock "$offset"
}

# Begin a window of attempts, so that none ends in the middle of a test.
clock_align() {
	local now
	now=$(date +%s)
	clock $(((180 - now % 180) % 180 + 31))
}

code() {	# the emulator's current code, or that of N steps from it
	oathtool -b --totp \
	    --now="@$(($(date +%s) + offset + 30 * ${1:-0}))" "$seed"
}
