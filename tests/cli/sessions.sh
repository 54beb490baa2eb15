# pam-sts sessions: what root's records tell; part of cli.sh.

RECORDS=/run/pam_sts/records
BOB=fedcba9876543210
A=$(id -u alice) B=$(id -u bob)
later=0

# header SECONDS [LINE...]: alice's login, so long ago.
header()
{
	local now
	now=$((later + $(cut -d. -f1 /proc/uptime)))
	cat <<-TEXT
	8 0
	user=alice
	target=alice
	service=sshd
	profiles=login,prod-admin
	session=$SESSION
	stamp=$((now - $1))
	obtained=$((now - 60))
	proof=totp
	uid=$A
	leader=4711
	start=99
	boot=01234567-89ab-cdef-0123-456789abcdef
	TEXT
	shift
	[ $# -eq 0 ] || printf '%s\n' "$@"
	echo
}

# given KEY-ID [LINE...]: what a call gave.
given()
{
	cat <<-TEXT
	6 0
	access key id=$1
	secret access key=secret/of+$1
	session token=$TOKEN$1
	expiration=2026-11-21T18:00:00Z
	more=0
	TEXT
	shift
	[ $# -eq 0 ] || printf '%s\n' "$@"
	echo
}

# record ID: the messages on standard input become it.
record()
{
	mkdir -p -m 700 $RECORDS
	rm -f $RECORDS/$1
	(umask 077; $W/stand_in record >$RECORDS/$1)
}

# no_secret NAME: neither the secrets nor the tokens were shown.
no_secret()
{
	ok "$1: no secret is shown" \
		not grep -e secret/of -e "$TOKEN" $W/out $W/err
}

rm -rf /run/pam_sts
run sessions
is "no records" "$status:$out:$err" "0::"
run sessions --json
is "no records, JSON" "$status:$(jq -c . $W/out)" "0:[]"
mkdir -p -m 755 /run/pam_sts
mkdir -m 700 $RECORDS
run sessions
is "no record" "$status:$out:$err" "0::"

{
	header 65 rhost=192.0.2.7 tty=pts/3 renewable=prod-admin \
		assumed=prod-admin linger=yes
	given ASIABASE000000000000
	given ASIALOGIN00000000000 profile=login
	given ASIAADMIN00000000000 profile=prod-admin region=eu-west-1 arn=$ROLE
} | record $SESSION
{
	header 65 | sed "s/^user=.*/user=bob/; s/^target=.*/target=root/
		s/^service=.*/service=sudo/; s/^session=.*/session=$BOB/
		s/^uid=.*/uid=0/; s/^profiles=.*/profiles=root-admin/
		/^\$/d"
	printf 'login session=%s\n\n' $SESSION
	given ASIAROOT000000000000 profile=root-admin
} | record $BOB
: >$RECORDS/.$SESSION.new
: >$RECORDS/$SESSION.next
: >$RECORDS/0123456789ABCDEF
mkfifo $W/ready
$W/stand_in keep $RECORDS/$SESSION >$W/ready &
keeper=$!
read -r kept <$W/ready
is "a keeper" "$kept" kept
run sessions
is "two sessions, one of them kept" "$status:$err:$(tr -s ' ' <$W/out)" \
	"0::SESSION USER TARGET SERVICE FROM LEADER AGE KEPT KEY EXPIRES PROFILES
$SESSION alice alice sshd 192.0.2.7 4711 1m yes ASIALOGIN00000000000 2026-11-21T18:00:00Z login,prod-admin
$BOB bob root sudo - 4711 1m no ASIAROOT000000000000 2026-11-21T18:00:00Z root-admin"
is "in columns" "$(awk '{ print index($0, $NF) }' $W/out | uniq | wc -l)" 1
no_secret "text"
run sessions --json
is "JSON" "$status:$err:$(jq -c '.[0] | [.session, .user, .target, .uid,
	.service, .rhost, .tty, .proof, .login_session, .leader, .kept,
	.linger, .profiles, .assumed]' $W/out)" \
	"0::[\"$SESSION\",\"alice\",\"alice\",$A,\"sshd\",\"192.0.2.7\",\"pts/3\",\"totp\",null,4711,true,true,[\"login\",\"prod-admin\"],[\"prod-admin\"]]"
is "JSON: the credentials" "$(jq -c '.[0].credentials[] | [.profile,
	.access_key_id, .arn, .region, .expires, .renewable]' $W/out)" \
	"[null,\"ASIABASE000000000000\",null,null,\"2026-11-21T18:00:00Z\",false]
[\"login\",\"ASIALOGIN00000000000\",null,null,\"2026-11-21T18:00:00Z\",false]
[\"prod-admin\",\"ASIAADMIN00000000000\",\"$ROLE\",\"eu-west-1\",\"2026-11-21T18:00:00Z\",true]"
is "JSON: the ages" "$(jq -c '.[0] | [.age >= 65 and .age < 600,
	.obtained_ago >= 60 and .obtained_ago < 600]' $W/out)" "[true,true]"
is "JSON: what is not there" "$(jq -c '.[1] | [.session, .rhost, .tty,
	.login_session, .kept, .linger, .assumed]' $W/out)" \
	"[\"$BOB\",null,null,\"$SESSION\",false,false,[]]"
no_secret "JSON"
kill $keeper
wait $keeper 2>/dev/null
run sessions --json
is "a keeper that was killed" "$(jq -c '.[].kept' $W/out | xargs)" \
	"false false"

header -1000 | record $SESSION
run sessions
is "without credentials, and of a clock that is ahead" \
	"$status:$err:$(sed -n 2p $W/out | tr -s ' ')" \
	"0::$SESSION alice alice sshd - 4711 0s no - - login,prod-admin"
run sessions --json
is "without credentials, JSON" "$(jq -c '.[0] | [.age, .credentials]' $W/out)" \
	"[0,[]]"
{
	header 5
	given ASIABASE000000000000
	for i in 1 2 3 4 5 6 7 8; do
		given ASIAADMIN0000000000$i profile=other-$i
	done
} | record $SESSION
run sessions
is "the most that there can be, but nothing of the first profile" \
	"$status:$err:$(sed -n 2p $W/out | tr -s ' ' | cut -d' ' -f1,9-)" \
	"0::$SESSION - - login,prod-admin"
header 90 | sed 's/^user=.*/user=al\xc3\xa9/' | record $SESSION
run sessions
is "a name that a terminal must not see" \
	"$(sed -n 2p $W/out | tr -s ' ' | cut -d' ' -f2,7)" 'al\xc3\xa9 1m'

# A host that has been up for days.
if unshare --time --boottime 200000 true; then
	later=200000
	while read -r seconds age; do
		header $seconds | record $SESSION
		is "an age of $age" "$(unshare --time --boottime $later \
			$W/pam-sts sessions | awk '/alice/ { print $7 }')" $age
	done <<-AGES
		61 1m
		3545 59m
		3601 1h00m
		43500 12h05m
		86401 1d00h
		183700 2d03h
	AGES
	later=0
else
	skip "ages" "there are no time namespaces"
fi

# damaged NAME: alice's record now is; bob's is shown all the same.
damaged()
{
	run sessions
	is "damaged: $1" "$status:$err:$(sed 1d $W/out | cut -d' ' -f1)" \
		"1:pam-sts: $RECORDS/$SESSION is damaged: find out who changed it; pam-sts drop $SESSION removes it:$BOB"
	no_secret "damaged: $1"
}
: >$RECORDS/$SESSION
damaged "empty"
{ header 5; given ASIALOGIN00000000000 profile=login; } | record $SESSION
truncate -s -1 $RECORDS/$SESSION
damaged "cut short"
{ header 5; given ASIALOGIN00000000000 profile=login; } | record $SESSION
echo >>$RECORDS/$SESSION
damaged "too long"
header 5 | sed "s/^session=.*/session=$BOB/" | record $SESSION
damaged "another session's"
header 5 | sed "s/^uid=.*/uid=4294967295/" | record $SESSION
damaged "nobody's"
header 5 | sed "s/^stamp=.*/stamp=99999999999999999999/" | record $SESSION
damaged "of no time"
{ header 5; header 5; } | record $SESSION
damaged "two headers"
{ header 5; printf '6 5\n\n'; } | record $SESSION
damaged "a refusal"
{ header 5; for i in 0 1 2 3 4 5 6 7 8 9; do
	given ASIALOGIN0000000000$i; done; } | record $SESSION
damaged "too many credentials"
given ASIALOGIN00000000000 | record $SESSION
damaged "no header"
run sessions --json
is "damaged: JSON is sound" "$status:$(jq -c '.[].session' $W/out)" \
	"1:\"$BOB\""

header 5 | record $SESSION
chmod 640 $RECORDS/$SESSION
run sessions
is "a record that others can read" "$status:$err" "1:pam-sts: $RECORDS/$SESSION: must be accessible by root alone, has mode 0640: find out who changed it, then set it right"
rm $RECORDS/$SESSION
mkfifo -m 600 $RECORDS/$SESSION
run sessions
is "a fifo does not hang it" "$status:$err" "1:pam-sts: $RECORDS/$SESSION: must be a regular file, is a device, pipe or socket: find out who changed it, then set it right"
rm $RECORDS/$SESSION
ln -s $BOB $RECORDS/$SESSION
run sessions
is "a link is not followed" "$status:$err" \
	"1:pam-sts: $RECORDS/$SESSION: Too many levels of symbolic links: try again"
chown alice $RECORDS
run sessions
said "records of somebody else's" 1 \
	"$RECORDS: must be owned by root, is owned by uid $A: find out who changed it, then set it right"
run sessions alice
said "sessions takes no user" 2 \
	'sessions: expected nothing or --json: see pam-sts help sessions'
rm -rf /run/pam_sts $W/ready
