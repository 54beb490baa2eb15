# shellcheck shell=bash
#
# A Ceph object gateway (RGW) on loopback, as an STS that somebody else wrote.
# One monitor, one OSD in memory, one gateway over TLS: up in about a second,
# all of it below one directory, no service, nothing kept.  Root runs it.
#
#	. tests/peers/rgw.sh; trap rgw_stop EXIT
#	rgw_start DIR		sets RGW_ENDPOINT, RGW_CA_FILE, RGW_CA_DIR
#	rgw_user alice		prints "ACCESS_KEY SECRET_KEY"
#	rgw_user bob --bare	the same, not allowed GetSessionToken
#	rgw_role ops ARN	a role for the user of that ARN; prints its own
#	rgw_mfa alice SERIAL BASE32	registers a TOTP device
#
# RGW has no accounts.  Its tenants take their place in an ARN, and nothing
# stops a tenant from being called 123456789012.  RGW_ACCOUNT= gives the
# ARNs RGW has by default, where that field is empty.
#
# What RGW does not do, so that no test mistakes it for AWS:
# - STS never verifies MFA.  GetSessionToken ignores SerialNumber and TokenCode;
#   AssumeRole refuses a TokenCode of exactly six characters, right or wrong;
#   a role that demands MFA (rgw_role --mfa) can be assumed by nobody.
#   The devices are real all the same: rgw_mfa_check asks one of them.
# - An unknown key and a wrong secret are AccessDenied both.  RGW_SESSIONS=false
#   tells them apart, but the credentials it hands out then open nothing.
# - No GetCallerIdentity, no '+' in a session name.

RGW_ACCOUNT=${RGW_ACCOUNT-123456789012}
RGW_SESSIONS=${RGW_SESSIONS-true}
RGW_PIDS=()

# Run a command where the machine's own Ceph, should it have one, is hidden.
# Exec only, so that the pid the shell knows is the command's.
_rgw_exec()
{
	# shellcheck disable=SC2016
	exec env -u CEPH_ARGS -u CEPH_CONF -u CEPH_KEYRING unshare -m sh -c '
		for d in /etc/ceph /var/lib/ceph /var/log/ceph /run/ceph; do
			test ! -d $d || mount -t tmpfs -o ro none $d || exit 1
		done
		exec "$@"' sh "$@"
}

_rgw_tool()
{
	(_rgw_exec timeout -k 1 30 "$@" -c "$RGW_DIR/ceph.conf") \
	    2>>"$RGW_DIR/log/tools" </dev/null
}

rgw_admin()
{
	_rgw_tool radosgw-admin -n client.rgw "$@"
}

# A daemon.  It dies with the shell that started it, however that dies.
_rgw_daemon()
{
	_rgw_exec setpriv --pdeathsig KILL "$@" -f -c "$RGW_DIR/ceph.conf" \
	    >>"$RGW_DIR/log/${1##*/}" 2>&1 </dev/null &
	RGW_PIDS+=($!)
}

# Only jobs this shell still has are ours, so that a pid is never a stranger's.
_rgw_running()	# PID
{
	[[ " $(jobs -pr | tr '\n' ' ')" == *" $1 "* ]]
}

# A port below the ephemeral range that nobody listens on.
_rgw_port()
{
	local try port

	for try in {1..50}; do
		port=$((20000 + (RANDOM + try) % 12000))
		(exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue
		echo "$port"
		return 0
	done
	return 1
}

# An authority made for the occasion, and a certificate for 127.0.0.1.
_rgw_certificates()
{
	local key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2)

	RGW_CA_DIR=$RGW_DIR/ca
	RGW_CA_FILE=$RGW_CA_DIR/ca.pem
	printf '[req]\ndistinguished_name = dn\n[dn]\n' >"$RGW_DIR/req.conf" &&
	mkdir -p "$RGW_CA_DIR" &&
	openssl req -x509 "${key[@]}" -config "$RGW_DIR/req.conf" \
	    -subj "/CN=rgw test authority" -out "$RGW_CA_FILE" \
	    -keyout "$RGW_DIR/ca.key" \
	    -addext basicConstraints=critical,CA:TRUE \
	    -addext keyUsage=critical,keyCertSign &&
	openssl req -x509 "${key[@]}" -config "$RGW_DIR/req.conf" \
	    -subj "/CN=rgw" -out "$RGW_DIR/server.pem" \
	    -keyout "$RGW_DIR/server.key" \
	    -CA "$RGW_CA_FILE" -CAkey "$RGW_DIR/ca.key" \
	    -addext basicConstraints=critical,CA:FALSE \
	    -addext extendedKeyUsage=serverAuth \
	    -addext subjectAltName=IP:127.0.0.1,DNS:localhost &&
	openssl rehash "$RGW_CA_DIR"
}

# Every path is below RGW_DIR.  One copy of everything on one OSD.  The lone
# monitor need not wait for others; a lost race is retried after one tick.
_rgw_config()	# MONITOR_PORT GATEWAY_PORT FSID
{
	local tls=ssl_certificate=$RGW_DIR/server.pem

	tls+=" ssl_private_key=$RGW_DIR/server.key"
	cat >"$RGW_DIR/ceph.conf" <<-END
		[global]
		fsid = $3
		mon host = v2:127.0.0.1:$1
		public addr = 127.0.0.1
		cluster addr = 127.0.0.1
		run dir = $RGW_DIR/run
		crash dir = $RGW_DIR/run
		admin socket =
		pid file =
		log file = $RGW_DIR/log/\$name.log
		keyring = $RGW_DIR/keyring
		paxos propose interval = 0.02
		paxos min wait = 0.01
		objecter tick interval = 0.2
		osd pool default size = 1
		osd pool default pg num = 1
		osd pool default pg autoscale mode = off
		osd crush chooseleaf type = 0
		mon data = $RGW_DIR/mon
		mon cluster log file = $RGW_DIR/log/cluster
		mon allow pool size one = true
		mon data avail crit = 0
		osd data = $RGW_DIR/osd
		osd objectstore = memstore
		memstore device bytes = 268435456
		[client.admin]
		log file =
		[client.rgw]
		rgw data = $RGW_DIR/run
		rgw frontends = beast ssl_endpoint=127.0.0.1:$2 $tls
		rgw sts key = $(openssl rand -hex 8)
		rgw s3 auth use sts = $RGW_SESSIONS
	END
}

_rgw_answers()
{
	local pid end=$((SECONDS + 30))

	while [ $SECONDS -lt $end ]; do
		curl -qs -m 5 --noproxy '*' --cacert "$RGW_CA_FILE" \
		    -o /dev/null "$RGW_ENDPOINT/" && return 0
		for pid in "${RGW_PIDS[@]}"; do
			_rgw_running "$pid" || return 1
		done
		sleep 0.05
	done
	return 1
}

_rgw_cluster()
{
	local mon port fsid osd name

	rm -rf "$RGW_DIR"/{mon,osd,run,log,keyring,monmap}
	mkdir "$RGW_DIR"/{mon,osd,run,log} || return 1
	mon=$(_rgw_port) && port=$(_rgw_port) && [ "$mon" != "$port" ] ||
	    return 1
	fsid=$(cat /proc/sys/kernel/random/uuid)
	osd=$(cat /proc/sys/kernel/random/uuid)
	RGW_ENDPOINT=https://127.0.0.1:$port

	_rgw_config "$mon" "$port" "$fsid" && : >"$RGW_DIR/keyring" || return 1
	for name in mon. client.admin client.rgw osd.0; do
		_rgw_tool ceph-authtool "$RGW_DIR/keyring" -g -n $name \
		    --cap mon 'allow *' --cap osd 'allow *' || return 1
	done
	_rgw_tool monmaptool --create --fsid "$fsid" \
	    --addv a "[v2:127.0.0.1:$mon]" "$RGW_DIR/monmap" >/dev/null &&
	_rgw_tool ceph-mon --mkfs -i a --monmap "$RGW_DIR/monmap" \
	    --keyring "$RGW_DIR/keyring" &&
	_rgw_daemon ceph-mon -i a &&
	_rgw_tool ceph osd new "$osd" >/dev/null &&
	_rgw_tool ceph-osd --mkfs -i 0 --osd-uuid "$osd" &&
	_rgw_daemon ceph-osd -i 0 &&
	_rgw_daemon radosgw -n client.rgw &&
	_rgw_answers
}

# Policies are set through the gateway, by a user who may do only that.
_rgw_policy()	# NAME
{
	local say='"Effect":"Allow","Action":["sts:GetSessionToken"]'

	: >"$RGW_DIR/allowed.$1"
	curl -qsf -m 10 --noproxy '*' --cacert "$RGW_CA_FILE" -o /dev/null \
	    --aws-sigv4 aws:amz:us-east-1:iam --user "$(<"$RGW_DIR/admin")" \
	    -d Action=PutUserPolicy -d Version=2010-05-08 -d PolicyName=sts \
	    --data-urlencode "UserName=${RGW_ACCOUNT:+$RGW_ACCOUNT\$}$1" \
	    --data-urlencode 'PolicyDocument={"Version":"2012-10-17",
	    "Statement":[{'"$say"',"Resource":["*"]}]}' "$RGW_ENDPOINT/"
}

_rgw_create()	# NAME [ARGUMENT...]; prints the two halves of the key
{
	local name=$1 access secret

	shift
	access=AKIA$(openssl rand 10 | base32)
	secret=$(openssl rand -base64 30)
	rgw_admin user create --uid "$name" --display-name "$name" \
	    --access-key "$access" --secret-key "$secret" "$@" >/dev/null &&
	    echo "$access $secret"
}

rgw_start()	# DIR
{
	local try key

	mkdir -p "$1" && RGW_DIR=$(realpath "$1") || return 1
	_rgw_certificates 2>"$RGW_DIR/certificates.log" || return 1
	for try in 1 2 3; do	# a port may be taken under our hands
		_rgw_cluster && break
		rgw_stop
		echo "rgw: attempt $try failed, see $RGW_DIR/log" >&2
	done
	[ ${#RGW_PIDS[@]} -gt 0 ] || return 1
	key=$(_rgw_create admin --caps "user-policy=*") || return 1
	echo "${key/ /:}" >"$RGW_DIR/admin"
}

# Nothing here is worth a gentle end.
rgw_stop()
{
	local pid

	for pid in "${RGW_PIDS[@]}"; do
		_rgw_running "$pid" && kill -KILL "$pid"
		wait "$pid" 2>/dev/null || :
	done
	RGW_PIDS=()
	return 0
}

rgw_user_arn()	# NAME
{
	echo "arn:aws:iam::$RGW_ACCOUNT:user/$1"
}

rgw_user()	# NAME [--bare]
{
	_rgw_create "$1" ${RGW_ACCOUNT:+--tenant "$RGW_ACCOUNT"} || return 1
	[ "${2-}" = --bare ] || _rgw_policy "$1"
}

# Adding a device drops the user's policies, so they are set again.
rgw_mfa()	# NAME SERIAL BASE32
{
	rgw_admin mfa create ${RGW_ACCOUNT:+--tenant "$RGW_ACCOUNT"} \
	    --uid "$1" --totp-serial "$2" --totp-seed "$3" \
	    --totp-seed-type base32 >/dev/null || return 1
	[ ! -e "$RGW_DIR/allowed.$1" ] || _rgw_policy "$1"
}

# Ask the device: 0 is yes.  Two steps either way; five questions per 30 s.
rgw_mfa_check()	# NAME SERIAL CODE
{
	rgw_admin mfa check ${RGW_ACCOUNT:+--tenant "$RGW_ACCOUNT"} \
	    --uid "$1" --totp-serial "$2" --totp-pin "$3" >/dev/null
}

rgw_role()	# NAME PRINCIPAL_ARN [--mfa]
{
	local say='"Effect":"Allow","Action":["sts:AssumeRole"]'

	say+=',"Principal":{"AWS":["'$2'"]}'
	[ "${3-}" != --mfa ] ||
	    say+=',"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}'
	rgw_admin role create ${RGW_ACCOUNT:+--tenant "$RGW_ACCOUNT"} \
	    --role-name "$1" --assume-role-policy-doc \
	    '{"Version":"2012-10-17","Statement":[{'"$say"'}]}' >/dev/null &&
	    echo "arn:aws:iam::$RGW_ACCOUNT:role/$1"
}
