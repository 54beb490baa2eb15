# A private host: mounts, processes and network of its own, with pam_sts
# installed in it.  Source it first; it starts the sourcing script anew inside
# the namespaces.  Nothing of it is seen outside, and all of it goes when the
# script ends.
#
# Run it from the project's root.  BUILD is the build directory, STAGE what
# "make install DESTDIR=" made; both as seen from there.

if [ -z "${PRIVATE_HOST:-}" ]; then
	if [ "$(id -u)" -ne 0 ]; then
		printf '%s\n' 'ok 1 - private host # SKIP needs root' 1..1
		exit 0
	fi
	export PRIVATE_HOST=$(readlink /proc/self/ns/mnt)
	# What nohup(1) and the like ignore, the hosts in here must not.
	exec env --default-signal unshare --mount --propagation private --net \
		--uts --ipc --pid --fork --kill-child --mount-proc bash "$0" "$@"
fi
[ "$PRIVATE_HOST" != "$(readlink /proc/self/ns/mnt)" ] || exit 1
set -u

WORK=/mnt
SESSIONS=/run/pam_sts/sessions
TICKETS=/run/pam_sts/tickets
LOG=$WORK/syslog
WORLD=$WORK/world.json
ASKED=$WORK/asked
AWS=/usr/bin/aws
HOST_SSH="ssh -F none -p 22 -o UserKnownHostsFile=$WORK/known_hosts
-o NumberOfPasswordPrompts=1"

. tests/e2e/world.sh

host_devices()
{
	mkdir -p $WORK/dev
	mount -t tmpfs -o mode=755 tmpfs $WORK/dev
	for n in null zero full random urandom tty; do
		touch $WORK/dev/$n
		mount --bind /dev/$n $WORK/dev/$n
	done
	mkdir $WORK/dev/pts $WORK/dev/shm
	mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts $WORK/dev/pts
	ln -s pts/ptmx $WORK/dev/ptmx
	ln -s /proc/self/fd $WORK/dev/fd
	mount -t tmpfs -o mode=1777 tmpfs $WORK/dev/shm
	mount --rbind $WORK/dev /dev
}

host_mounts()
{
	# The project stays in reach wherever it lies, /home included.
	mount --rbind . /srv
	cd /srv || exit 1
	mount -t tmpfs -o mode=755 tmpfs $WORK
	mkdir $WORK/etc $WORK/etc.work
	mount -t overlay overlay -o \
		lowerdir=/etc,upperdir=$WORK/etc,workdir=$WORK/etc.work /etc
	mount -t overlay overlay -o "lowerdir=$(realpath $STAGE)/usr:/usr" /usr
	for d in /home /run /var/log /var/lib/sudo /var/mail; do
		[ -d $d ] || continue
		mount -t tmpfs -o mode=755 tmpfs $d
	done
	mkdir -p $WORK/lib $WORK/lib.work
	mount -t overlay overlay -o \
		lowerdir=/var/lib,upperdir=$WORK/lib,workdir=$WORK/lib.work /var/lib
	host_devices
	ip link set lo up
	hostname bastion-7
	echo '127.0.0.1 localhost bastion-7 sts.test sts.eu-west-1.amazonaws.com' >/etc/hosts
}

# Bring the host up: the helper's user and the log; users come by host_user.
host_up()
{
	host_mounts
	# Nothing is written before that: it would be to the real ones.
	for d in $WORK /etc /usr /home /run /var/lib; do mountpoint -q $d || exit 1; done
	systemd-sysusers "$STAGE"/usr/*/lib/sysusers.d/pam_sts.conf 2>/dev/null ||
		useradd -r -M -s /usr/sbin/nologin _pam_sts
	mkdir -p /run/sshd /etc/pam_sts /var/lib/pam_sts
	chmod 700 /var/lib/pam_sts
	"$BUILD"/tests/e2e/logsink /dev/log $LOG >$WORK/logsink.out &
	host_wait grep -q ready $WORK/logsink.out
	printf '#!/bin/sh\necho "$1" >>%s\ncat %s/answer\n' $ASKED $WORK >$WORK/ask
	chmod 755 $WORK $WORK/ask
	: >$ASKED
	chmod 666 $ASKED
}

# A host with STS and users, and an sshd that asks for the code alone.
host_ready()
{
	host_up
	host_world
	host_certificates
	host_emulator
	host_pam sshd
	host_sshd 'KbdInteractiveAuthentication yes' \
		'AuthenticationMethods keyboard-interactive:pam' "$@"
}

# host_wait COMMAND...: until it succeeds, at most PATIENCE or ten seconds.
host_wait()
{
	local i
	for i in $(seq $((${PATIENCE:-10} * 20))); do
		"$@" >/dev/null 2>&1 && return 0
		sleep 0.05
	done
	echo "# gave up waiting for: $*" >&2
	return 1
}

# A certificate authority, trusted by this host as any other, and a
# certificate for the emulator under its own name and under that of the real
# regional endpoint, which is this host in here.
host_certificates()
{
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-keyout $WORK/ca.key -out $WORK/ca.pem -subj /CN=test-ca \
		-days 2 2>/dev/null
	chmod 644 $WORK/ca.pem
	cp $WORK/ca.pem /etc/ssl/certs/$(openssl x509 -hash -noout -in $WORK/ca.pem).0
	cat $WORK/ca.pem >>/etc/ssl/certs/ca-certificates.crt
	host_certificate server \
		"DNS:sts.test,DNS:sts.eu-west-1.amazonaws.com,IP:127.0.0.1" 2
}

# host_certificate NAME SUBJECT-ALT-NAMES DAYS
host_certificate()
{
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-keyout $WORK/$1.key -out $WORK/$1.csr -subj /CN="$1" 2>/dev/null
	openssl x509 -req -in $WORK/$1.csr -CA $WORK/ca.pem -CAkey $WORK/ca.key \
		-CAcreateserial -days "$3" -out $WORK/$1.pem \
		-extfile <(echo "subjectAltName=$2") 2>/dev/null
}

# host_emulator [ARGUMENT...]: TLS on sts.test:443.
host_emulator()
{
	"$BUILD"/tests/sts-emulator/sts-emulator --world $WORLD --port 443 \
		--tls-cert "${CERT:-$WORK/server.pem}" \
		--tls-key "${CERT_KEY:-$WORK/server.key}" \
		"$@" >$WORK/emulator.out 2>&1 &
	EMULATOR=$!
	host_wait grep -q listening $WORK/emulator.out
}

emulator_stop()
{
	kill $EMULATOR
	wait $EMULATOR
}

# emulator_tell WHAT VALUE [PORT]: its control address, such as: fault delay=100
emulator_tell()
{
	curl -sSf --cacert $WORK/ca.pem --data-binary "$2" \
		https://sts.test:${3:-443}/_emulator/"$1" >/dev/null
}

emulator_log()
{
	curl -sS --cacert $WORK/ca.pem https://sts.test/_emulator/log
}

# host_sshd [LINE...]: a real sshd on port 22 with these lines of sshd_config.
host_sshd()
{
	if [ ! -e $WORK/hostkey ]; then
		ssh-keygen -q -t ed25519 -N '' -f $WORK/hostkey
		echo "127.0.0.1 $(cat $WORK/hostkey.pub)" >$WORK/known_hosts
	fi
	# sshd takes the first value it sees, so these win.
	printf '%s\n' "$@" 'Port 22' 'ListenAddress 127.0.0.1' \
		"HostKey $WORK/hostkey" 'UsePAM yes' "PidFile $WORK/sshd.pid" \
		'StrictModes no' 'MaxStartups 200' 'PasswordAuthentication no' \
		'LogLevel ERROR' >$WORK/sshd_config
	/usr/sbin/sshd -D -f $WORK/sshd_config -E $WORK/sshd.log &
	SSHD=$!
	host_wait ssh_answers
}

ssh_answers()
{
	(exec 3<>/dev/tcp/127.0.0.1/22) 2>/dev/null
}

sshd_stop()
{
	kill $SSHD
	wait $SSHD
}

# What every profile of these tests says about the network.
NETWORK="endpoint_url = https://sts.test
ca_file = $WORK/ca.pem
region = eu-west-1"

# host_conf: the configuration from standard input, its lines NETWORK filled.
host_conf()
{
	while IFS= read -r line; do
		[ "$line" != NETWORK ] || line=$NETWORK
		printf '%s\n' "$line"
	done >/etc/pam_sts/pam_sts.conf
	chmod 644 /etc/pam_sts/pam_sts.conf
}

# host_profile MFA [LINE...]: one profile for everybody and every service.
host_profile()
{
	local mfa=$1
	shift
	host_conf <<-EOF
	[profile test]
	NETWORK
	credential_source = UserKey
	mfa = $mfa
	mfa_serial = arn:aws:iam::$ACCOUNT:mfa/%u
	$(printf '%s\n' "$@")
	[rule]
	profile = test
	EOF
}

# ssh_aws USER CODE ARGUMENT...: the AWS CLI inside an ssh login.
ssh_aws()
{
	local user=$1 code=$2
	shift 2
	ssh_code "$code" "$user" AWS_CA_BUNDLE=$WORK/ca.pem $AWS \
		--endpoint-url https://sts.test --output text "$@"
}

# host_pam SERVICE: our module alone in the service's stack, as its test.
host_pam()
{
	printf '%s\n' "auth required pam_sts.so ${2:-}" \
		'account required pam_permit.so' \
		"session required pam_sts.so ${2:-}" >/etc/pam.d/"$1"
}

# ssh_code CODE USER [COMMAND...]: log in with that answer to the prompt.
ssh_code()
{
	local code=$1 user=$2
	shift 2
	printf '%s\n' "$code" >$WORK/answer
	chmod 644 $WORK/answer
	SSH_ASKPASS=$WORK/ask SSH_ASKPASS_REQUIRE=force \
		$HOST_SSH -o PreferredAuthentications=keyboard-interactive \
		"$user"@127.0.0.1 "$@" </dev/null
}

# code_now BASE32 [--now TIME]
code_now()
{
	oathtool --totp -b "$1" "${@:2}"
}

# The log gets what programs said a moment ago: what is sent after them comes
# after them.
log_settle()
{
	local mark=settled.$BASHPID.$RANDOM
	logger -d -u /dev/log $mark
	host_wait grep -q $mark $LOG
}

log_clear()
{
	log_settle
	: >$LOG
}

logged()
{
	log_settle
	grep -Eq -- "$1" $LOG || { cat $LOG; return 1; }
}

# What is left of sessions.  sshd closes one after its client has gone, so
# this waits a moment for the end of it.
sessions_left()
{
	local i
	for i in $(seq 40); do
		[ -n "$(find $SESSIONS -type f 2>/dev/null)" ] || return 0
		sleep 0.05
	done
	find $SESSIONS -type f 2>/dev/null
}

tickets_left()
{
	find $TICKETS -type f 2>/dev/null
}
