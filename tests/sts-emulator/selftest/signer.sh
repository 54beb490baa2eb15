# Signature Version 4 by openssl, for requests no client would send.

mac() {		# mac HEXKEY TEXT
	printf '%s' "$2" | openssl dgst -sha256 -mac HMAC \
	    -macopt "hexkey:$1" | sed 's/.* //'
}

sha() {
	printf '%s' "$1" | openssl dgst -sha256 | sed 's/.* //'
}

# A hand-made request. Headers sent and headers signed are given apart, so
# that each may lack what the other has.
raw() {		# raw SIGNED SCOPE-REST BODY HEADER...
	local signed=$1 scope=$2 data=$3 now day name h key lines="" args=()
	now=$(date -u -d "@$(($(date +%s) + offset))" +%Y%m%dT%H%M%SZ)
	day=${now%T*}
	shift 3
	for h in "Host: sts.test" "X-Amz-Date: $now" "$@"; do
		args+=(-H "$h")
	done
	for name in ${signed//;/ }; do
		lines+=$name:
		lines+=$(printf '%s\n' "Host: sts.test" "X-Amz-Date: $now" \
		    "$@" | sed -n "s/^$name: *//Ip" | tr -s ' ' |
		    sed 's/ *$//' | paste -sd,)$'\n'
	done
	key=$(printf 'AWS4%s' "$secret" | od -An -tx1 -v | tr -d ' \n')
	key=$(mac "$key" "$day")
	for h in ${scope//\// }; do
		key=$(mac "$key" "$h")
	done
	h=$(sha "POST"$'\n/\n\n'"$lines"$'\n'"$signed"$'\n'"$(sha "$data")")
	h=$(mac "$key" "AWS4-HMAC-SHA256"$'\n'"$now"$'\n'"$day/$scope"$'\n'"$h")
	h="AWS4-HMAC-SHA256 Credential=$id/$day/$scope, \
SignedHeaders=$signed, Signature=$h"
	body=$(curl -sS --max-time 10 "${args[@]}" -H "Authorization: $h" \
	    -w '\n%{http_code}' --data-raw "${sent:-$data}" "$url/")
	split
}
