# pam-sts drop and sweep, with a stand-in for pam-sts-keeper; part of cli.sh.

KEEPER=/usr/libexec/pam_sts/pam-sts-keeper

# sweeps COMMAND: what the sweep does, besides noting how it was called.
sweeps()
{
	printf '#!/bin/sh\necho "$# $*" >>%s\necho swept\n%s\n' \
		$W/swept "$1" >$KEEPER
	chmod 755 $KEEPER
}

# live ID UID USER TARGET: a session with a record and files.
live()
{
	header 5 | sed "s/^session=.*/session=$1/; s/^uid=.*/uid=$2/
		s/^user=.*/user=$3/; s/^target=.*/target=$4/" | record $1
	cp $RECORDS/$1 $RECORDS/$1.next
	mkdir -p $RUN/$2/$1
	touch $RUN/$2/$1/credentials
}

# Three sessions: alice's, hers as root, bob's.
three()
{
	rm -rf /run/pam_sts $W/swept
	mkdir -p -m 755 /run/pam_sts
	live $SESSION $A alice alice
	live $ROOTS 0 alice root
	live $BOB $B bob bob
}

# left: the sessions of which there is anything, and what the sweep was asked.
left()
{
	find $RECORDS $RUN -mindepth 1 -name '*[0-9a-f]*' -type f \
		-o -name '????????????????' |
		grep -oE '[0-9a-f]{16}' | sort -u | xargs
	cat $W/swept 2>/dev/null
}
ROOTS=1111111111111111

# What has no record is removed, as the keeper and the sweep do.
sweeps "for d in $RUN/*/*; do
	[ -e $RECORDS/\${d##*/} ] || rm -r \$d
done"

three
run drop $SESSION
is "one session" "$status:$out:$err" "0:ended session $SESSION of alice:"
is "and no other; one sweep" "$(left)" "$ROOTS $BOB
1 --sweep"
three
run drop --user alice
is "all that a user began" "$status:$out:$err" \
	"0:ended session $SESSION of alice
ended session $ROOTS of alice as root:"
is "all of them, one sweep" "$(left)" "$BOB
1 --sweep"
three
run drop --user root
is "all that a user owns" "$status:$out:$err:$(left)" \
	"0:ended session $ROOTS of alice as root::$SESSION $BOB
1 --sweep"
three
run drop --all
is "all sessions" "$status:$out:$err:$(left)" \
	"0:ended session $SESSION of alice
ended session $ROOTS of alice as root
ended session $BOB of bob::
1 --sweep"

three
run drop 2222222222222222
said "no such session" 1 \
	"there is no session 2222222222222222: see pam-sts sessions"
run drop --user carol
is "a user without sessions" "$status:$out:$err" "0:there is no session to end:"
is "nothing was ended or swept" "$(left)" "$SESSION $ROOTS $BOB"
rm -rf /run/pam_sts
run drop --all
is "no records at all" "$status:$out:$err" "0:there is no session to end:"
for arguments in '' $SESSION' '$BOB --user '--all alice' alice '--user' \
	0123456789ABCDEF ../$SESSION '--user a b'; do
	run drop $arguments
	said "drop $arguments" 2 "drop: expected 16 hex digits, --user and a user, or --all: see pam-sts help drop"
done

three
: >$RECORDS/$SESSION
run drop $BOB
is "a damaged record is in nobody's way" "$status:$out:$err" \
	"0:ended session $BOB of bob:"
damage="pam-sts: $RECORDS/$SESSION is damaged: find out who changed it; pam-sts drop $SESSION removes it"
run drop --user alice
is "but may be this user's" "$status:$out:$err:$(left)" \
	"1:ended session $ROOTS of alice as root:$damage:$SESSION
1 --sweep
1 --sweep"
run drop $SESSION
is "by name it goes unread" "$status:$out:$err:$(left)" \
	"0:ended session $SESSION, whose record could not be read:$damage:
1 --sweep
1 --sweep
1 --sweep"
three
: >$RECORDS/$SESSION
run drop --all
is "as one of all, too" "$status:$out:$err:$(left)" \
	"0:ended session $SESSION, whose record could not be read
ended session $ROOTS of alice as root
ended session $BOB of bob:$damage:
1 --sweep"
three
chmod 640 $RECORDS/$SESSION
run drop $SESSION
is "and one that others can read" "$status:$out:$err:$(left)" \
	"0:ended session $SESSION, whose record could not be read:pam-sts: $RECORDS/$SESSION: must be accessible by root alone, has mode 0640: find out who changed it, then set it right:$ROOTS $BOB
1 --sweep"
three
rm $RECORDS/$SESSION
mkdir -m 700 $RECORDS/$SESSION
run drop $SESSION
is "what cannot be removed is not ended" "$status:$out:$err" \
	"1::pam-sts: $RECORDS/$SESSION: must be a regular file, is a directory: find out who changed it, then set it right
pam-sts: $RECORDS/$SESSION: Is a directory: try again"
rm -r $RECORDS/$SESSION

# --- what no session has yet ------------------------------------------------------
# grant FILE USER TARGET: a ticket, or one that is kept for sudo.
grant()
{
	mkdir -p -m 700 /run/pam_sts/${1%/*}
	(
		umask 077
		{
			header 5 | sed "s/^8 0/7 0/; s/^user=.*/user=$2/
				s/^target=.*/target=$3/; /^obtained=/d
				/^uid=/d; /^boot=/d"
			given ASIATICKET0000000000 profile=login
		} | $W/stand_in record >/run/pam_sts/$1
	)
}
TICKET=00112233445566778899aabbccddeeff
grants()
{
	three
	grant tickets/$TICKET alice root
	grant tickets/${TICKET//0/f} bob bob
	grant kept/$A.11.0 alice root
	grant kept/$A.11.$B alice bob
	grant kept/$B.12.0 bob root
	cut_short /run/pam_sts/tickets/.new
}
cut_short()
{
	head -c 40 /run/pam_sts/tickets/$TICKET >$1
	chmod 600 $1
}
# granted: what there is yet.
granted()
{
	(cd /run/pam_sts && find tickets kept -type f | LC_ALL=C sort | xargs)
}
grants
is "tickets, and what is kept" "$(granted | wc -w):$(
	stat -c %s /run/pam_sts/kept/$A.11.0 | grep -c ...)" 6:1
run drop --all
is "all of it goes with all sessions" "$status:$err:$(granted)" "0::"
grants
run drop --user alice
is "what a user obtained" "$status:$err:$(granted)" \
	"0::kept/$B.12.0 tickets/.new tickets/${TICKET//0/f}"
grants
run drop --user bob
is "or what is for him" "$status:$err:$(granted)" \
	"0::kept/$A.11.0 tickets/.new tickets/$TICKET"
grants
run drop $BOB
is "what is of a session's user" "$status:$out:$err:$(granted)" \
	"0:ended session $BOB of bob::kept/$A.11.0 tickets/.new tickets/$TICKET"
grants
run drop 2222222222222222
is "no session, nothing of its user" "$(granted | wc -w)" 6
grants
rm -r $RECORDS
run drop --user alice
is "also of who has no session" "$status:$out:$err:$(granted)" \
	"0:there is no session to end::kept/$B.12.0 tickets/.new tickets/${TICKET//0/f}"
grants
chown alice /run/pam_sts/kept
run drop --all
is "a directory that is not root's is in no session's way" \
	"$status:$(wc -l <$W/out):$err:$(granted)" \
	"1:3:pam-sts: /run/pam_sts/kept: must be owned by root, is owned by uid $A: find out who changed it, then set it right:kept/$A.11.0 kept/$A.11.$B kept/$B.12.0"
grants
mkdir /run/pam_sts/tickets/directory
chmod 640 /run/pam_sts/kept/$A.11.0
run drop --user alice
is "what cannot be read is told of" \
	"$status:$(LC_ALL=C sort <<<"$err"):$(granted)" \
	"1:pam-sts: /run/pam_sts/kept/$A.11.0: must be accessible by root alone, has mode 0640: find out who changed it, then set it right
pam-sts: /run/pam_sts/tickets/directory: must be a regular file, is a directory: find out who changed it, then set it right:kept/$A.11.0 kept/$B.12.0 tickets/.new tickets/${TICKET//0/f}"
rm -r /run/pam_sts

# A keeper that was renewing puts its new record in place when ours is gone.
sweeps "mv $W/renewed $RECORDS/$SESSION
(while [ -e $RECORDS/$SESSION ]; do sleep 0.02; done
rm -r $RUN/$A/$SESSION) >/dev/null &"
three
cp $RECORDS/$SESSION $W/renewed
run drop $SESSION
is "a record that comes back goes again" "$status:$out:$err:$(left)" \
	"0:ended session $SESSION of alice::$ROOTS $BOB
1 --sweep"

sweeps "rm -r $RUN/0/$ROOTS"
three
run drop --user alice
is "files that stay are named" "$status:$out:$err" \
	"1:ended session $ROOTS of alice as root:pam-sts: $RUN/$A/$SESSION is still there: remove it by hand"
sweeps "rm -r $RUN/$B/$BOB; exit 1"
run drop $BOB
is "a sweep that fails" "$status:$out:$err" \
	"1:ended session $BOB of bob:pam-sts: the sweep failed: run pam-sts sweep"

sweeps 'exit 3'
rm $W/swept
run sweep
is "sweep: the keeper's words and end" "$status:$out:$err:$(cat $W/swept)" \
	"3:swept::1 --sweep"
run sweep now
said "sweep takes nothing" 2 'sweep: expected nothing: see pam-sts help sweep'
rm $KEEPER
run sweep
said "nobody to sweep" 1 "$KEEPER cannot be started: No such file or directory: is it installed?"
three
rm -r $RUN/$B
run drop $BOB
is "drop without a sweep" "$status:$out:$err" \
	"1:ended session $BOB of bob:pam-sts: $KEEPER cannot be started: No such file or directory: is it installed?
pam-sts: the sweep failed: run pam-sts sweep"
for c in drop sessions sweep; do
	setpriv --reuid alice --clear-groups $W/pam-sts $c 2>$W/err
	is "$c needs root" "$?:$(cat $W/err)" \
		"1:pam-sts: $c must be run as root: use sudo"
done
rm -rf /run/pam_sts
