# pam-sts key; part of cli.sh.

fresh
# key TEXT: set alice's key to this.
key()
{
	run key set alice < <(printf '%b' "$1")
}

run key show alice
said "show before set" 1 \
	'no key is kept for alice: give one with pam-sts key set alice'
ok "show makes no directory" test ! -e $ALICE
stanza >$W/stanza
run key set alice <$W/stanza
is "set" "$status:$out:$err" "0:alice: key $ID stored:"
is "what is in key" "$(cat $ALICE/key)" "user = alice
aws_access_key_id = $ID
aws_secret_access_key = $SECRET"
uid=$(id -u alice)
like "modes, owners, and a counter" "$(state)" "^$uid 700 root:root [0-9]+
$uid/counter 600 root:root 512
$uid/key 600 root:root 119$"
run key show alice
is "show prints the id only" "$status:$out:$err" "0:$ID:"

key "# a comment\r\n\r\naws_secret_access_key=$SECRET\r\n  aws_access_key_id  =  ceph_user_0001 \n"
said "a short id" 1 'bad aws_access_key_id: expected 16 to 128 bytes of A-Za-z0-9_'
key "# a comment\r\n\r\naws_secret_access_key=$SECRET\r\n  aws_access_key_id  =  0555b35654ad1656d804  "
is "another order, comments, CRLF, an id of Ceph" "$status:$out" \
	"0:alice: key 0555b35654ad1656d804 stored"
run key show alice
is "set replaces" "$out" 0555b35654ad1656d804

refuses()
{
	key "$2"
	said "$1" 1 "$3"
	ok "$1: the secret is not shown" \
		not grep -q "${SECRET:0:12}" $W/out $W/err
}

two="aws_access_key_id = $ID\naws_secret_access_key = $SECRET\n"
only='expected aws_access_key_id and aws_secret_access_key'
refuses "an unknown key" "${two}region = eu-west-1\n" \
	"line 3: unknown key \"region\": $only"
refuses "a session token" "${two}aws_session_token = abc\n" \
	"line 3: aws_session_token belongs to temporary credentials: give the user's long-term key"
refuses "a temporary key" "${two/AKIA/ASIA}" \
	"a key id in ASIA belongs to temporary credentials: give the user's long-term key"
refuses "one key twice" "$two$two" \
	"line 3: aws_access_key_id stands twice: give one key"
refuses "two sections" "[a]\n${two}[b]\n" \
	"line 4: a second section: give one key"
refuses "no id" "aws_secret_access_key = $SECRET\n" \
	"there is no aws_access_key_id: give both lines of the key"
refuses "no secret" "aws_access_key_id = $ID\n" \
	"there is no aws_secret_access_key: give both lines of the key"
refuses "nothing at all" '' \
	"there is no aws_access_key_id: give both lines of the key"
refuses "a secret without its name" "aws_access_key_id = $ID\n$SECRET\n" \
	"line 2: expected key = value: expected a piece of a credentials file"
refuses "a secret in the place of a name" "$SECRET=\n" \
	"line 1: unknown key \"\": $only"
refuses "a byte that no secret has" "${two/$SECRET/$SECRET\"}" \
	"bad aws_secret_access_key: expected 16 to 256 bytes of A-Za-z0-9+/="
refuses "an escape" "aws_access_key_id = \033]0;x\n" \
	"line 1: control character in line: expected a piece of a credentials file"
refuses "a NUL" "$two\\0" \
	"line 3: control character in line: expected a piece of a credentials file"
refuses "a form feed" "\f$two" \
	"a form feed: expected a piece of a credentials file"
refuses "the shell's way" "export AWS_ACCESS_KEY_ID=$ID\n" \
	"line 1: unknown key \"\": $only"
refuses "no end of it" "$(printf '#%.0s' {1..4097})" \
	"too much on standard input: $only"
run key show alice
is "refusals change nothing" "$out" 0555b35654ad1656d804

run key remove alice
is "remove" "$status:$out" "0:alice: removed key"
run key remove alice
is "remove again" "$status:$out" "0:alice: nothing to remove"
ok "the counter stays: it knows which codes were used" \
	test -s $ALICE/counter
run revoke alice

# The secret comes in by standard input, so it is in no argument and no
# environment; the process cannot be dumped either.
mkfifo $W/pipe
$W/pam-sts key set alice <$W/pipe >/dev/null &
pid=$!
exec 5>$W/pipe
stanza >&5
for i in $(seq 500); do
	[ "$(readlink /proc/$pid/exe)" = $W/pam-sts ] &&
		grep -q '^Max core file size  *0  *0 ' /proc/$pid/limits && break
done
ok "a run with a secret leaves no core" \
	grep -q '^Max core file size  *0  *0 ' /proc/$pid/limits
ok "no secret where ps looks" not grep -qa "$SECRET" /proc/$pid/cmdline \
	/proc/$pid/environ
exec 5>&-
wait $pid
is "and it was stored" "$?:$(grep -c "$SECRET" $ALICE/key)" 0:1
run revoke alice
