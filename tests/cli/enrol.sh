# pam-sts enrol and revoke; part of cli.sh.

uid=$(id -u alice)
everything="$uid 700 root:root [0-9]+
$uid/counter 600 root:root 512
$uid/secret 600 root:root 55"

run enrol alice
like "enrol prints URI and base32" "$status:$err:$out" \
	"^0::otpauth://totp/[^:]+:alice\?secret=([A-Z2-7]{32})&issuer=[^&]+&algorithm=SHA1&digits=6&period=30"$'\n'"([A-Z2-7]{32})$"
is "both with the same secret" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
base32=${out##*$'\n'}
like "modes and owners, and nothing else" "$(state)" "^$everything$"
is "the state directory is root's" "$(stat -c '%a %U' $S)" "700 root"
is "what is in secret" "$(cat $ALICE/secret)" "user = alice
secret = $base32"
ok "the counter is fresh" cmp -n 512 $ALICE/counter /dev/zero
like "oathtool reads it" "$(oathtool --totp -b "$base32")" '^[0-9]{6}$'
echo 'DOM\al ice:x:4444:4444::/:/bin/sh' >>/etc/passwd
host=$(unshare --uts sh -c "printf 'bad host' >/proc/sys/kernel/hostname
	exec $W/pam-sts enrol 'DOM\\al ice'")
like "names are percent-encoded" "$host" \
	'^otpauth://totp/bad%20host:DOM%5Cal%20ice\?.*&issuer=bad%20host&'
is "and kept as they are" "$(head -n1 $S/4444/secret)" 'user = DOM\al ice'
echo 'eve #1:x:4445:4445::/:/bin/sh' >>/etc/passwd
run enrol 'eve #1'
said "a name that would not read back" 1 '"eve #1" cannot be kept in a file of lines: give this user a plainer name'
ok "leaves nothing" test ! -e $S/4445
run revoke 4444
ok "two secrets differ" test "$base32" != "${host##*$'\n'}"

run enrol alice
said "enrolled already" 1 \
	'alice is enrolled already: run pam-sts revoke alice first'
is "and the secret stands" "$(sed -n 's/^secret = //p' $ALICE/secret)" \
	"$base32"
run revoke alice
is "revoke says what went" "$status:$out:$err" \
	"0:alice: removed secret, counter:"
ok "and the directory too" test ! -e $ALICE
run revoke alice
is "revoke again" "$status:$out" "0:alice: nothing to remove"
$W/pam-sts enrol bob >/dev/null
run revoke "$(id -u bob)"
is "revoke by uid" "$status:$out" \
	"0:uid $(id -u bob): removed secret, counter"

# given TEXT: enrol alice with this on standard input.
given()
{
	run enrol --secret-stdin alice < <(printf '%b' "$1")
}

given "$SEED\n"
is "a seed from standard input" "$status:$out:$err" \
	"0:alice: secret stored:"
is "is kept as it is" "$(sed -n 's/^secret = //p' $ALICE/secret)" $SEED
is "and is the seed of RFC 6238" \
	"$(oathtool --totp -d 8 -N '1970-01-01 00:00:59 UTC' -b $SEED)" 94287082
run revoke alice
given ' gezd gnbv gy3t qojq\r\ngezd gnbv gy3t qojq ==== \n\n'
is "blanks, lower case and padding" "$status:$(tail -n1 $ALICE/secret)" \
	"0:secret = $SEED"
given "$SEED\n"
said "a seed for one who has one" 1 \
	'alice is enrolled already: run pam-sts revoke alice first'
run revoke alice
fresh
given 'GEZDGNBVGY3TQOJ\n'
said "72 bits" 1 'the secret has 72 bits: expected 80 or more'
given ''
said "nothing" 1 'the secret has 0 bits: expected 80 or more'
no32='the secret is no base32, or has more than 64 bytes: copy it again'
given 'GEZDGNBVGY3TQOJ1\n'
said "a digit that base32 has not" 1 "$no32"
given 'GEZDGNBV=GY3TQOJQGEZDGNBV\n'
said "padding in the middle" 1 "$no32"
given 'GEZDGNBVGY3TQOJQA\n'
said "a length that base32 has not" 1 "$no32"
given 'GEZDGNBVGY3TQOJQ\0GEZDGNBVGY3TQOJQ\n'
said "a NUL" 1 "$no32"
given "$(printf 'A%.0s' {1..104})"
said "65 bytes" 1 "$no32"
given "$(printf 'A%.0s' {1..5000})"
said "no end of it" 1 \
	'too much on standard input: expected the secret in base32'
run enrol --secret-stdin alice <&-
said "no standard input" 1 'the secret has 0 bits: expected 80 or more'
is "refusals leave nothing" "$(state)" ""
given "$(printf 'A%.0s' {1..103})"
is "64 bytes" "$status" 0
run revoke alice

run enrol alice >/dev/null
$W/pam-sts revoke alice >/dev/null
$W/pam-sts enrol alice >/dev/full 2>$W/err
is "a secret that nobody sees is not kept" "$?:$(cat $W/err):$(state)" \
	"1:pam-sts: the secret cannot be printed: alice is not enrolled:"
$W/pam-sts enrol alice >&- 2>$W/err
is "nor with no standard output" "$?:$(cat $W/err):$(state)" \
	"1:pam-sts: the secret cannot be printed: alice is not enrolled:"
{ $W/pam-sts enrol alice 2>$W/err; echo $? >$W/status; } | true
ok "nor with a reader who left, or else all of it" \
	test "$(cat $W/status):$(state | wc -l)" = 1:0 -o \
	"$(cat $W/status):$(state | wc -l)" = 0:3
run revoke alice
rm -rf $S
run enrol alice
is "the state directory is made when it is missing" \
	"$status:$(stat -c %a $S)" "0:700"
fresh

# A new secret never makes a code of the old counter good again.
stanza | $W/pam-sts key set alice >/dev/null
printf '\1' | dd of=$ALICE/counter conv=notrunc status=none
run enrol alice
is "an existing counter is not reset" \
	"$status:$(od -An -N1 -tu1 $ALICE/counter | tr -d ' ')" 0:1
run revoke alice
is "revoke all" "$out" "alice: removed secret, key, counter"
