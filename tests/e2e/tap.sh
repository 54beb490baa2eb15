# TAP for shell tests: source it, call ok/is/like/skip, end with tap_done.

tap_out=$(mktemp)
trap 'rm -f "$tap_out"' EXIT
tap_count=0
tap_failed=0

# ok NAME COMMAND...: passes when the command succeeds.
ok()
{
	local name=$1
	shift
	tap_count=$((tap_count + 1))
	if "$@" >"$tap_out" 2>&1; then
		echo "ok $tap_count - $name"
	else
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_count - $name"
		echo "#   failed: $*"
		sed 's/^/#   /' "$tap_out"
	fi
}

not()
{
	! "$@"
}

is_equal()
{
	[ "$1" = "$2" ] || { echo "got: $1"; echo "expected: $2"; return 1; }
}

matches()
{
	[[ $1 =~ $2 ]] || { echo "got: $1"; echo "expected: $2"; return 1; }
}

# is NAME GOT EXPECTED; like NAME GOT REGEX
is()
{
	ok "$1" is_equal "$2" "$3"
}

like()
{
	ok "$1" matches "$2" "$3"
}

skip()
{
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1 # SKIP $2"
}

tap_done()
{
	echo "1..$tap_count"
	[ "$tap_failed" -eq 0 ]
	exit
}
