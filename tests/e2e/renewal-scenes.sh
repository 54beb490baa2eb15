# The scenes of renewal.sh, which brings this in: a user and a session each,
# all of them at once; and what became of them.

# A scene and the profile that its user gets.
SCENES='work role; filed filed; asked asked; revoked role; short short
told brief; mute brief; unruled role; left role; keyless role; login base
away away; longer away; plain plain'

declare -A WHO ID_OF

# The rules but that of a scene: renewal_conf [SCENE]
renewal_conf()
{
	{
		cat <<-EOF
		[defaults]
		NETWORK
		credential_source = UserKey
		mfa = both
		mfa_serial = arn:aws:iam::$ACCOUNT:mfa/%u
		[profile base]
		duration_seconds = 43200
		expiry_notice = 5s
		[profile role]
		source_profile = base
		role_arn = arn:aws:iam::$ACCOUNT:role/Reader
		duration_seconds = 3600
		expiry_notice = 5s
		[profile filed]
		source_profile = base
		role_arn = arn:aws:iam::$ACCOUNT:role/Reader
		duration_seconds = 3600
		credential_file = static
		[profile asked]
		duration_seconds = 43200
		credential_file = process
		[profile brief]
		duration_seconds = 3600
		expiry_notice = 5s
		[profile plain]
		mfa = local
		duration_seconds = 3600
		[profile short]
		source_profile = brief
		role_arn = arn:aws:iam::$ACCOUNT:role/Reader
		duration_seconds = 3600
		[profile far]
		duration_seconds = 43200
		endpoint_url = https://sts.test:$AWAY
		[profile away]
		source_profile = far
		endpoint_url = https://sts.test:$AWAY
		role_arn = arn:aws:iam::$ACCOUNT:role/Reader
		duration_seconds = 3600
		[profile derived]
		credential_source = LoginSession
		mfa = none
		role_arn = arn:aws:iam::$ACCOUNT:role/Reader
		duration_seconds = 3600
		[rule]
		service = sudo
		profile = derived
		EOF
		while read -r scene profile; do
			[ $scene = "${1:-}" ] || printf '%s\n' '[rule]' \
				"user = ${WHO[$scene]}" "profile = $profile"
		done < <(scenes)
	} | host_conf
}

scenes()
{
	tr ';' '\n' <<<"$SCENES" | xargs -n 2
}

# begin_HOST NAME USER, for life.sh: a login with a code, on a terminal or
# without, and sudo in the login "login".
begin_coded()
{
	ssh_code $(code_now $(user_seed $2)) $2 $WORK/inner $1
}

begin_terminal()
{
	expect -f tests/e2e/terminal.exp $(code_now $(user_seed $2)) \
		$HOST_SSH -tt $2@127.0.0.1 $WORK/inner $1
}

begin_within()
{
	echo "setsid sudo -n $WORK/inner $1 </dev/null >/dev/null 2>&1 &" \
		>$LIFE/login.todo
}

# scene NAME HOST: its session begins.
scene()
{
	life_begin $1 $2 ${WHO[$1]}
	ID_OF[$1]=$ID
}

# the NAME FILE: of that session, as root sees it.
the()
{
	echo $SESSIONS/$(id -u ${WHO[$1]})/${ID_OF[$1]}/$2
}

# times NAME PATTERN: so often the log says so of its session.
times()
{
	log_settle
	grep -cE "session=${ID_OF[$1]} $2" $LOG
}

# happened NAME TIMES PATTERN; waits for it.
has_happened()
{
	[ "$(times $1 "$3")" -ge $2 ]
}

happened()
{
	PATIENCE=60 host_wait has_happened "$@" ||
		{ grep "${ID_OF[$1]}" $LOG; return 1; }
}

# key_of NAME: that its session has at present, by what people are shown.
key_of()
{
	sed -n 's/^access_key_id = //p' "$(the $1 info)"
}

another_key()
{
	[ "$(key_of $1)" != $2 ]
}

# calls FILTER: of the first STS's log.
calls()
{
	emulator_log | jq -r "$1"
}

MFA=arn:aws:iam::$ACCOUNT:mfa
RENEWED='step=renew: ok'
UNAVAILABLE='step=renew: AWS unavailable'
FAILED='step=renew: [^o]'
EXPIRED='step=keep: the credentials have expired'
NOTICE='AWS credentials of this session end in 1 min'
