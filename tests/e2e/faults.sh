#!/bin/bash
# What goes wrong around a login: the disk, the helpers, the network, STS, the
# clocks.  Each: refused, one line in the log that says why, nothing left.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh

host_ready
# The helpers, where they can be taken away.
LIBEXEC=$(dirname $(find /usr -name pam-sts-obtain -type f))
cp -a $LIBEXEC $WORK/libexec
mount --bind $WORK/libexec $LIBEXEC

# refused NAME LOG-PATTERN: a new user with a right code does not get in.
refused()
{
	host_user
	log_clear
	ssh_code $(code_now $SEED) $U true >$WORK/out 2>&1
	is "$1: refused" $? 255
	ok "$1: and why" logged "$2"
	is "$1: nothing is left" "$(sessions_left)$(tickets_left)" ''
}

let_in()
{
	host_user
	ssh_code $(code_now $SEED) $U true >$WORK/out 2>&1
	is "$1" $? 0
}

# --- answers of STS ----------------------------------------------------------
host_profile both 'timeout = 3'
for fault in empty truncate garble html huge redirect deepxml entitybomb \
	wrongtypes newline-token bracket-token missing-token past-expiration \
	far-expiration drop drop-early reset throttle error500 error503 deny; do
	emulator_tell fault $fault
	calls=$(emulator_log | wc -l)
	refused "STS answers with $fault" \
		'step=obtain: (AWS unavailable|denied by AWS|set-up error): '
	[ $fault = drop-early ] || is "STS answers with $fault: it was called once" \
		$(($(emulator_log | wc -l) - calls)) 1
	emulator_tell fault ''
done

emulator_tell fault delay=10000
refused 'STS is slower than timeout' 'AWS unavailable: timed out after 3 s'
emulator_tell fault ''
emulator_tell fault delay=1000
let_in 'STS is slow, but not too slow: in'
emulator_tell fault ''
host_profile both 'timeout = 3' 'on_failure = allow'
emulator_tell fault delay=10000
let_in 'STS is too slow, on_failure = allow: in'
emulator_tell fault ''
host_profile sts 'timeout = 3' 'on_failure = allow'
emulator_tell fault delay=10000
refused 'the same with mfa = sts: nobody has proven the code' \
	'AWS unavailable: timed out'
emulator_tell fault ''

# --- the connection ----------------------------------------------------------
host_profile both 'timeout = 5'
emulator_tell fault idle-close=200
host_user
cat >$WORK/slow-ask <<-EOF
#!/bin/sh
sleep 1
cat $WORK/answer
EOF
chmod 755 $WORK/slow-ask
code_now $SEED >$WORK/answer
SSH_ASKPASS=$WORK/slow-ask SSH_ASKPASS_REQUIRE=force $HOST_SSH \
	$U@127.0.0.1 true </dev/null >$WORK/out 2>&1
is 'STS closes the idle connection while the user types: connected anew' $? 0
emulator_tell fault ''

emulator_stop
refused 'STS is away' 'AWS unavailable: '
host_emulator

CERT=$WORK/other.pem CERT_KEY=$WORK/other.key
host_certificate other 'DNS:other.test' 2
emulator_stop
host_emulator
refused 'the certificate is for another host' 'AWS unavailable: .*certificate'
host_certificate other 'DNS:sts.test' 0
emulator_stop
host_emulator
refused 'the certificate has expired' 'AWS unavailable: .*certificate'
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	-keyout $CERT_KEY -out $CERT -subj /CN=sts.test -days 2 \
	-addext subjectAltName=DNS:sts.test 2>/dev/null
emulator_stop
host_emulator
refused 'the certificate is of nobody we trust' 'AWS unavailable: .*certificate'
unset CERT CERT_KEY
emulator_stop
host_emulator

# --- clocks ------------------------------------------------------------------
host_profile both
host_user
log_clear
ssh_code $(code_now $SEED --now '10 minutes ago') $U true 2>/dev/null
is 'the phone is ten minutes slow: refused' $? 255
ok 'the log says how slow' logged \
	'wrong code: it would be right (600|630) s earlier: check the clocks'
emulator_tell clock 600
host_user
log_clear
ssh_code $(code_now $SEED) $U true 2>/dev/null
is 'the host is ten minutes slow: refused by STS' $? 255
ok 'and logged' logged 'step=obtain: wrong code'
emulator_tell clock 3600
refused 'the host is an hour slow' \
	'AWS unavailable: .*clock is (3600|3599|3601) s behind'
emulator_tell clock 0

# --- helpers -----------------------------------------------------------------
for helper in verify obtain; do
	mv $LIBEXEC/pam-sts-$helper $LIBEXEC/away
	refused "pam-sts-$helper is missing" 'set-up error: the helper '
	mv $LIBEXEC/away $LIBEXEC/pam-sts-$helper
done
usermod -l _other _pam_sts
refused 'there is no user _pam_sts' 'set-up error: there is no user _pam_sts'
usermod -l _pam_sts _other

emulator_tell fault delay=5000
host_profile both 'timeout = 10'
host_user
log_clear
ssh_code $(code_now $SEED) $U true >$WORK/out 2>&1 &
client=$!
host_wait pgrep -x pam-sts-obtain
host_wait sh -c "curl -sS --cacert $WORK/ca.pem \
	https://sts.test/_emulator/log | grep -q mfa/$U"
pkill -KILL -x pam-sts-obtain
wait $client
is 'pam-sts-obtain is killed in the middle: refused' $? 255
ok 'and logged' logged 'set-up error: the helper ended without an answer'
is 'no helper is left' "$(pgrep -c 'pam-sts-')" 0
emulator_tell fault ''

# --- disks -------------------------------------------------------------------
host_profile both
mkdir -p /run/pam_sts
mount -t tmpfs -o size=4k,mode=711 tmpfs /run/pam_sts
mkdir -m 700 /run/pam_sts/tickets
mkdir -m 711 /run/pam_sts/sessions
head -c 8192 /dev/zero >/run/pam_sts/full 2>/dev/null
refused '/run is full' 'the ticket cannot be written: No space'
umount /run/pam_sts
mount -t tmpfs -o ro,mode=711 tmpfs /run/pam_sts
refused '/run is read-only' 'the ticket cannot be written: Read-only'
umount /run/pam_sts

host_user
mount -t tmpfs -o size=64k,mode=700 tmpfs /var/lib/pam_sts
host_enrol $U
head -c 1M /dev/zero >/var/lib/pam_sts/full 2>/dev/null
code=$(code_now $SEED)
ssh_code $code $U true 2>/dev/null
is 'a full /var/lib locks nobody out' $? 0
ssh_code $code $U true 2>/dev/null
is 'nor does it open a code again' $? 255
rm /var/lib/pam_sts/full
mount -o remount,ro /var/lib/pam_sts
log_clear
ssh_code $(code_now $SEED --now '30 seconds') $U true 2>/dev/null
is 'a counter that cannot be written: refused' $? 255
ok 'and logged' logged 'set-up error: '
umount /var/lib/pam_sts

# --- state that others could have written -------------------------------------
host_user
for file in secret key counter; do
	chmod 640 /var/lib/pam_sts/$UID_OF/$file
	log_clear
	ssh_code $(code_now $SEED) $U true 2>/dev/null
	is "$file is readable by others: refused" $? 255
	ok "$file is readable by others: and why" logged \
		'set-up error: others than root'
	chmod 600 /var/lib/pam_sts/$UID_OF/$file
done
sed -i s/$U/somebody/ /var/lib/pam_sts/$UID_OF/secret
log_clear
ssh_code $(code_now $SEED) $U true 2>/dev/null
is 'the secret is of another user who had this uid: refused' $? 255
ok 'and logged' logged 'the secret is of another user who had this uid'
tap_done
