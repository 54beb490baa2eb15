# pam-sts explain --trust-policy for roles of the login session; part of
# cli.sh, within trust-policy.sh and with its configuration and functions.

# Whom sudo finds a login of: each that a key begins.  Its own rules are none.
mixed="pam-sts: STS does not see a code, or a session of one, in every login by which users make this call: none is asked of them"
of_role="pam-sts: logins that give a role assume this one with it, and STS sees no code then: none is asked of the role"
no_account="pam-sts: no mfa_serial tells the users' account: put it in place of <ACCOUNT>"
many='arn:aws-cn:iam::111111111111:root","arn:aws:iam::222222222222:role/a/b/Local","arn:aws:iam::222222222222:root","arn:aws:iam::<ACCOUNT>:root'
trusts "logins of users and of roles" sudo "$many" "$tagged" \
	'{"StringEquals":{"aws:RequestTag/team":"sre"}}
{"StringEquals":{"aws:RequestTag/team":"sre"},"ArnLike":{"aws:PrincipalArn":["arn:aws:iam::222222222222:role/Hub-*","arn:aws:iam::222222222222:role/a/b/Local"]}}'
is "in statements of their own" "$(jq -c '.trust_policy.Statement[] |
	[.Principal.AWS] | flatten' $W/out)" \
	'["arn:aws-cn:iam::111111111111:root","arn:aws:iam::<ACCOUNT>:root"]
["arn:aws:iam::222222222222:root","arn:aws:iam::222222222222:role/a/b/Local"]
["arn:aws-cn:iam::111111111111:root","arn:aws:iam::222222222222:root","arn:aws:iam::222222222222:role/a/b/Local","arn:aws:iam::<ACCOUNT>:root"]'
is "which is told" "$err" "$no_account
$mixed
$of_role
pam-sts: a role_arn has expansions: put what they stand for in place of <VARIES>"
cp $E/pam_sts.conf $W/many.conf

# rules SERVICES PROFILES...: sudo, and these alone.
rules()
{
	sed '/^service = sshd$/,$d' $W/many.conf >$E/pam_sts.conf
	echo 'deny = yes' >>$E/pam_sts.conf
	while [ $# -gt 0 ]; do
		printf '[rule]\nservice = %s\nprofile = %s\n' "$1" "$2"
		shift 2
	done >>$E/pam_sts.conf
}
sudo_trusts()
{
	trusts "$1" sudo "$2" "$tagged" \
		"$3"
	is "$1: what is told" "$err" "${4:-}"
}
tag='{"StringEquals":{"aws:RequestTag/team":"sre"}'
mfa="$tag,"'"Bool":{"aws:MultiFactorAuthPresent":"true"}}'
users=arn:aws-cn:iam::111111111111:root
direct=arn:aws:iam::222222222222:role/Direct
rules sshd 'login, from-session' 'sudo-i, sudo' direct
sudo_trusts "sessions with a code" $users "$mfa"
rules 'sshd, sudo-i' from-session '!sudo' login
sudo_trusts "what is published does not matter" $users "$mfa"
rules sshd login su direct
sudo_trusts "a role beside sessions" "$users\",\"$direct" "$mfa
$tag}" "$of_role"
rules sshd direct
cat >>$E/pam_sts.conf <<'CONF'
assume = wide
[profile wide]
credential_source = UserKey
mfa = sts
mfa_serial = arn:aws:iam::111111111111:mfa/%u
CONF
sudo_trusts "a role, until a session is added to it" \
	"arn:aws:iam::111111111111:root\",\"$direct" "$mfa
$tag}" "$of_role"
rules sshd login
echo 'assume = from-session' >>$E/pam_sts.conf
sudo_trusts "a session, to which a role is added" $users "$mfa"
rules sshd login su plain
sed -i '/^\[profile plain\]$/amfa_serial = arn:aws-cn:iam::111111111111:mfa\/x' \
	$E/pam_sts.conf
sudo_trusts "sessions with and without" $users "$tag}" "$mixed"
rules '!sudo' direct
sudo_trusts "roles only" $direct "$tag}" "$of_role"
rules sshd plain su spoke
sudo_trusts "roles that vary, and users of nowhere" \
	'arn:aws:iam::222222222222:root","arn:aws:iam::<ACCOUNT>:root' \
	"$tag}
$tag,"'"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::222222222222:role/Hub-*"}}' \
	"$no_account
$of_role
pam-sts: a role_arn has expansions: put what they stand for in place of <VARIES>"
rules sshd hub su hub-2 login hub-3
cat >>$E/pam_sts.conf <<'CONF'
[profile hub-2]
credential_source = UserKey
mfa = none
role_arn = arn:aws:iam::222222222222:role/Hub2-%u
[profile hub-3]
credential_source = UserKey
mfa = none
role_arn = arn:aws:iam::222222222222:role/Hub2-%u
CONF
sed -i '/^\[profile hub\]$/amfa = sts' $E/pam_sts.conf
policy sudo '.trust_policy.Statement[0] | .Principal.AWS,
	.Condition.ArnLike["aws:PrincipalArn"]'
is "two roles of one account, one of them twice" "$status:$(echo $out)" \
	'0:["arn:aws:iam::222222222222:root"] ["arn:aws:iam::222222222222:role/Hub-*","arn:aws:iam::222222222222:role/Hub2-*"]'
rules sudo direct
sed -i 's/^\(credential_source = LoginSession\)$/\1\nmfa_serial = arn:aws:iam::555555555555:mfa\/%u/' \
	$E/pam_sts.conf
sed -i '0,/^mfa_serial = .*555.*$/{//d}' $E/pam_sts.conf
sudo_trusts "no login at all" arn:aws:iam::555555555555:root "$mfa" \
	'pam-sts: no rule gives a login that this role could be assumed from: the users are taken for its callers'
cp $W/many.conf $E/pam_sts.conf
