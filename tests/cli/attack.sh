# Attacks, limits, full disks, many at once; part of cli.sh.

right='find out who changed it, then set it right'
remove='find out who put it there, and remove it'
uid=$(id -u alice)

# victim: what a symbolic link would have us overwrite.
victim()
{
	fresh
	rm -rf $W/victim
	mkdir -m 700 $W/victim
	echo precious >$W/victim/file
}

# unharmed NAME: it still says what it said, and is still all there is.
unharmed()
{
	is "$1: the link's target is unharmed" \
		"$(ls -A $W/victim):$(cat $W/victim/file)" file:precious
}

victim
rmdir $S
ln -s $W/victim $S
run enrol alice
said "the state directory is a link" 1 "$S: Not a directory: $remove"
run list
said "list there" 1 "$S: Not a directory: $remove"
unharmed "state directory"
rm $S

victim
ln -s $W/victim $ALICE
run enrol alice
said "the user's directory is a link" 1 "$ALICE: Not a directory: $remove"
run revoke alice
said "revoke there" 1 "$ALICE: Not a directory: $remove"
unharmed "user's directory"

for f in secret key counter; do
	victim
	mkdir -m 700 $ALICE
	ln -s $W/victim/file $ALICE/$f
	run enrol alice
	said "$f is a link: enrol" 1 \
		"$ALICE/$f: Too many levels of symbolic links: $remove"
	run key set alice <$W/stanza
	said "$f is a link: key set" 1 \
		"$ALICE/$f: Too many levels of symbolic links: $remove"
	run revoke alice
	is "$f is a link: revoke removes the link" "$status:$out" \
		"0:alice: removed $f"
	unharmed "$f"
done

for f in secret key counter; do
	victim
	mkdir -m 700 $ALICE
	ln -s $W/victim/file $ALICE/.$f.new
	run enrol alice
	is "a link in the way of a temporary $f" "$status" 0
	run key set alice <$W/stanza
	is "and of key set" "$status" 0
	unharmed "temporary $f"
	run revoke alice
	is "nothing is left of it" "$status:$(state)" 0:
done

fresh
$W/pam-sts enrol alice >/dev/null
chown alice $ALICE/secret
run key set alice <$W/stanza
said "a file of somebody else's" 1 "$ALICE/secret: must be owned by root, is owned by uid $uid: $right"
chown root $ALICE/secret
chmod 640 $ALICE/secret
run key set alice <$W/stanza
said "a file that others can read" 1 "$ALICE/secret: must be accessible by root alone, has mode 0640: $right"
chmod 600 $ALICE/secret
mkdir $ALICE/key
run key set alice <$W/stanza
said "a directory where a file should be" 1 "$ALICE/key: must be a regular file, is a directory: $right"
rmdir $ALICE/key
mkfifo -m 600 $ALICE/key
run key show alice
said "a fifo does not hang it" 1 "$ALICE/key: must be a regular file, is a device, pipe or socket: $right"
rm $ALICE/key
touch $ALICE/notes
run revoke alice
is "revoke keeps what is not its own, and says so" "$status:$out:$err" \
	"1:alice: removed secret, counter:pam-sts: $ALICE holds more than pam-sts put there: look what it is, and remove it"
fresh
mkdir -m 770 $ALICE
run enrol alice
said "a directory that others can enter" 1 "$ALICE: must be accessible by root alone, has mode 0770: $right"
chmod 700 $ALICE
chown alice $ALICE
run key set alice <$W/stanza
said "a directory of the user's own" 1 "$ALICE: must be owned by root, is owned by uid $uid: $right"
fresh
chmod 777 $S
run enrol alice
said "a state directory that all can write" 1 "$S: must be writable by root alone, has mode 0777: $right"
chmod 700 $S
chown alice $S
run list
said "a state directory of somebody else's" 1 "$S: must be owned by root, is owned by uid $uid: $right"

rm -rf $S
(umask 0; exec $W/pam-sts enrol alice) >/dev/null
(umask 0; stanza | $W/pam-sts key set alice) >/dev/null
is "umask 0 opens nothing" "$(stat -c %a $S $ALICE $ALICE/* | tr '\n' ' ')" \
	"700 700 600 600 600 "
rm -rf $S
setpriv --regid others --clear-groups sh -c "umask 0777; $W/pam-sts enrol alice" \
	>/dev/null
is "umask 777 and another group hide nothing" \
	"$(stat -c '%a %G' $S $ALICE $ALICE/* | tr '\n' ' ')" \
	"700 root 700 root 600 root 600 root "

fresh
(ulimit -f 0; exec $W/pam-sts enrol alice) 2>&1 >/dev/null | cat >$W/piped
is "ulimit -f 0: refused" "$(cat $W/piped):$(state)" \
	"pam-sts: $ALICE/counter: File too large: raise ulimit -f and try again:"
(ulimit -c unlimited 2>/dev/null; ulimit -n 6; exec $W/pam-sts enrol alice) \
	>/dev/null 2>$W/err
is "few descriptors are enough, or a clear error" \
	"$(cat $W/err)" ""
run revoke alice

# full SIZE: a state directory on a file system with no room left.
full()
{
	mkdir -p $S
	mount -t tmpfs -o "mode=700,$1" tmpfs $S
}
full size=4k
stanza | $W/pam-sts key set bob >/dev/null 2>&1
rm -rf ${S:?}/*
dd if=/dev/zero of=$S/ballast bs=4k count=1 status=none
before=$(state)
run enrol alice
said "full disk: enrol" 1 \
	"$ALICE/counter: No space left on device: make room and try again"
run key set alice <$W/stanza
said "full disk: key set" 1 \
	"$ALICE/counter: No space left on device: make room and try again"
is "full disk: nothing half-written" "$(state)" "$before"
umount $S
full size=8k
$W/pam-sts enrol alice >/dev/null
before=$(state)
run key set alice <$W/stanza
said "full disk, enrolled: key set" 1 \
	"$ALICE/key: No space left on device: make room and try again"
is "full disk, enrolled: nothing half-written" "$(state)" "$before"
umount $S
full size=4k
run key set alice <$W/stanza
said "room for a counter only: key set" 1 \
	"$ALICE/key: No space left on device: make room and try again"
is "room for a counter only: nothing is left" "$(state)" ""
run enrol alice
said "room for a counter only: enrol" 1 \
	"$ALICE/secret: No space left on device: make room and try again"
is "room for a counter only: nothing is left of it" "$(state)" ""
umount $S
full size=12k
stanza | $W/pam-sts key set alice >/dev/null
dd if=/dev/zero of=$S/ballast bs=4k count=1 status=none
before=$(cat $ALICE/key)
run key set alice < <(stanza AKIAI44QH8DHBEXAMPLE)
is "full disk: the old key stands" "$status:$(cat $ALICE/key)" "1:$before"
is "full disk: no temporary file" "$(ls -A $ALICE | tr '\n' ' ')" \
	"counter key "
run revoke alice
is "full disk: revoke works" "$status:$out" "0:alice: removed key, counter"
umount $S
full nr_inodes=1
run enrol alice
said "no inode left" 1 \
	"$ALICE: No space left on device: make room and try again"
umount $S
full size=1m
mount -o remount,ro $S
run enrol alice
said "read-only file system" 1 \
	"$ALICE: Read-only file system: mount it read-write"
umount $S

fresh
for i in $(seq 20); do
	stanza AKIA000000000000$((1000 + i)) | $W/pam-sts key set alice &
done >$W/out 2>$W/err
wait
is "20 at once: all succeed" "$(sort -u $W/out | wc -l):$(cat $W/err)" 20:
like "20 at once: one whole key" "$(cat $ALICE/key)" "^user = alice
aws_access_key_id = AKIA0000000000001[0-9]{3}
aws_secret_access_key = $SECRET$"
is "20 at once: nothing else" "$(ls -A $ALICE | tr '\n' ' ')" "counter key "
run revoke alice
for i in $(seq 20); do
	$W/pam-sts enrol alice >$W/won.$i 2>>$W/err &
done
wait
is "20 enrol at once: one wins" "$(cat $W/won.* | grep -c otpauth):$(
	sort $W/err | uniq -c | tr -s ' ')" \
	"1: 19 pam-sts: alice is enrolled already: run pam-sts revoke alice first"
is "and his secret is the one kept" "$(cat $W/won.* | tail -n1)" \
	"$(sed -n 's/^secret = //p' $ALICE/secret)"
: >$W/err
for i in $(seq 20); do
	stanza | $W/pam-sts key set alice >>$W/out 2>>$W/err &
	$W/pam-sts revoke alice >>$W/out 2>>$W/err &
done
wait
is "set and revoke at once: no error" "$(cat $W/err)" ""
$W/pam-sts revoke alice >/dev/null
is "set and revoke at once: nothing left" "$(state)" ""

# A run waits for the one before it, played by a process that lives: a dead
# owner's lock does not show in /proc/locks of a container.
mkdir -m 700 $ALICE
mkfifo $W/go
flock $ALICE cat $W/go >/dev/null &
holder=$!
while flock -n $ALICE true; do sleep 0.02; done
$W/pam-sts key set alice <$W/stanza >$W/out &
for i in $(seq 500); do
	grep -q -- "-> FLOCK .* $! " /proc/locks && break
	sleep 0.02
done
ok "a second run waits" grep -q -- "-> FLOCK .* $! " /proc/locks
is "and has done nothing" "$(ls -A $ALICE)" ""
second=$!
echo >$W/go
wait $holder
wait $second
is "until its turn comes" "$?:$(ls $ALICE | tr '\n' ' ')" "0:counter key "
run revoke alice

# A run that was killed in the middle is in nobody's way.
mkdir -m 700 $ALICE
echo half >$ALICE/.secret.new
echo half >$ALICE/.key.new
run enrol alice
is "after a kill: enrol" "$status:$(ls $ALICE | tr '\n' ' ')" \
	"0:counter secret "
run revoke alice
is "after a kill: revoke" "$status:$(state)" "0:"
