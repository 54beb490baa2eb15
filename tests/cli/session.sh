# alice's session, for the commands that are run inside one; part of cli.sh.

SESSION=0123456789abcdef
RUN=/run/pam_sts/sessions
HERE=$RUN/$(id -u alice)/$SESSION
ROLE=arn:aws:sts::210987654321:assumed-role/ProdAdmin/alice@bastion-7.$SESSION
TOKEN=IQoJb3JpZ2luX2VjE/A+B=

# in_seconds N: the time then, as AWS writes it, in all files of a session alike.
in_seconds()
{
	date -u -d "@$((${MADE:-$(date +%s)} + $1))" +%Y-%m-%dT%H:%M:%SZ
}

# put FILE: standard input becomes this file of hers.
put()
{
	install -d -o alice -m 700 $HERE
	install -o alice -m 600 /dev/stdin $HERE/$1
}

# info SECONDS SECONDS [LINE...]: of her two profiles, and the session's lines.
info()
{
	local login=$1 admin=$2
	shift 2
	put info <<-INFO
	session = $SESSION
	user = alice
	target = alice
	service = sshd
	profiles = login,prod-admin
	proof = totp
	obtained = now
	$(printf '%b\n' "$@")
	[login]
	access_key_id = ASIALOGIN00000000000
	expires = $(in_seconds $login)
	renewable = code
	form = static
	[prod-admin]
	access_key_id = ASIAADMIN00000000000
	arn = $ROLE
	expires = $(in_seconds $admin)
	renewable = yes
	form = process
	region = eu-west-1
	INFO
}

# section NAME KEY-ID SECONDS: as it stands in a file of credentials.
section()
{
	cat <<-SECTION
	[$1]
	aws_access_key_id = $2
	aws_secret_access_key = secret/of+$2
	aws_session_token = $TOKEN$1
	x_security_token_expires = $(in_seconds $3)
	SECTION
}

# session SECONDS SECONDS: all files of it.
session()
{
	local MADE=$(date +%s)
	info $1 $2
	{
		section default ASIALOGIN00000000000 $1
		section login ASIALOGIN00000000000 $1
	} | put credentials
	section prod-admin ASIAADMIN00000000000 $2 | put keys
}

# as_alice [NAME=VALUE...] -- ARGUMENT...: run inside her session.
as_alice()
{
	local variables=()
	while [ "$1" != -- ]; do
		variables+=("$1")
		shift
	done
	shift
	timeout 20 setpriv --reuid alice --clear-groups \
		env -i TZ=JST-9 "${variables[@]}" \
		$W/pam-sts "$@" >$W/out 2>$W/err </dev/null
	status=$?
	out=$(cat $W/out) err=$(cat $W/err)
}

# inside ARGUMENT...: the same, where the environment names the session.
inside()
{
	as_alice PAM_STS_SESSION=$SESSION PAM_STS_NONE= -- "$@"
}
