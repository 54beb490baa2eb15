# Who there is: users of the emulator and accounts on the private host.
# host.sh brings this in.

# The world of the emulator: users with a key and a device each, so that a
# test that needs an unused code takes an unused user.
ACCOUNT=123456789012

user_seed()
{
	printf '%s: twenty bytes of seed' "$1" | head -c 20 | base32
}

user_key_id()
{
	printf "AKIAEXAMPLE%s000000000" "${1^^}" | head -c 20
}

user_secret()
{
	printf 'secret/of+%s/for/the+tests/0123456789abcdef' "$1" | head -c 40
}

# world_links: roles Link1 to Link5, each of which trusts the one before it
# alone; the second wants an external id.
world_links()
{
	local i before=root
	for i in 1 2 3 4 5; do
		printf ',{"name": "Link%s", "role_id": "AROAEXAMPLELINK%s00000",
			"max_session_duration": 43200, "trust": {"principals": ["arn:aws:iam::%s:%s"], %s
			"allow_tag_session": true, "allow_set_source_identity": true},
			"permissions": {"assume": ["*"]}}' $i $i $ACCOUNT $before \
			"$([ $i != 2 ] || echo '"external_id": "link-2",')"
		before=role/Link$i
	done
}

# host_world [USER...]: without names u01 to u60, for host_user.
host_world()
{
	local u comma=
	[ $# -gt 0 ] || set -- $(seq -f u%02g 60)
	{
		printf '{"account": "%s", "users": [' $ACCOUNT
		for u; do
			printf '%s{"name": "%s", "user_id": "AIDAEXAMPLE%s00000",
			"access_keys": [{"id": "%s", "secret": "%s"}],
			"mfa_devices": [{"serial": "arn:aws:iam::%s:mfa/%s", "seed": "%s"}],
			"permissions": {"assume": ["*"]}}' "$comma" $u ${u^^} \
				$(user_key_id $u) "$(user_secret $u)" $ACCOUNT $u $(user_seed $u)
			comma=,
		done
		cat <<-EOF
		], "roles": [
		{"name": "Operator", "role_id": "AROAEXAMPLEOPERATOR01",
		 "max_session_duration": 43200,
		 "trust": {"principals": ["arn:aws:iam::$ACCOUNT:root"],
		  "require_mfa": true, "external_id": "bastion-7",
		  "allow_tag_session": true, "allow_set_source_identity": true}},
		{"name": "Reader", "role_id": "AROAEXAMPLEREADER0001",
		 "trust": {"principals": ["arn:aws:iam::$ACCOUNT:root"],
		  "allow_tag_session": true, "allow_set_source_identity": true}},
		{"name": "Closed", "role_id": "AROAEXAMPLECLOSED0001",
		 "trust": {"principals": ["arn:aws:iam::$ACCOUNT:user/nobody"]}}
		$(world_links)]}
		EOF
	} >$WORLD
}

# host_account NAME: an account on this host; his name in U, uid in UID_OF,
# seed in SEED.
host_account()
{
	U=$1
	useradd -m -s /bin/bash $U
	echo "$U:unix-password" | chpasswd
	UID_OF=$(id -u $U)
	SEED=$(user_seed $U)
}

# host_user [NOKEY]: the next unused user of the world, enrolled.
host_users=0
host_user()
{
	host_users=$((host_users + 1))
	host_account $(printf 'u%02d' $host_users)
	[ -n "${1:-}" ] || host_enrol $U
}

host_enrol()
{
	user_seed $1 | pam-sts enrol --secret-stdin $1 >/dev/null &&
		pam-sts key set $1 <<-EOF >/dev/null
		aws_access_key_id = $(user_key_id $1)
		aws_secret_access_key = $(user_secret $1)
		EOF
}
