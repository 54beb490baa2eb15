# pam-sts explain --trust-policy: what IAM must allow; part of cli.sh.

E=/etc/pam_sts
mkdir -p $E
cat >$E/pam_sts.conf <<'CONF'
[defaults]
region = eu-west-1
duration_seconds = 43200

[profile other]
credential_source = LoginSession
mfa = local
mfa_serial = arn:aws:iam::999999999999:mfa/%u
role_arn = arn:aws:iam::222222222222:role/Other

[profile direct]
credential_source = UserKey
mfa = sts
mfa_serial = arn:aws:iam::111111111111:mfa/%u
role_arn = arn:aws:iam::222222222222:role/Direct
source_identity =

[profile login]
credential_source = UserKey
mfa = both
mfa_serial = arn:aws-cn:iam::111111111111:mfa/%u

[profile local]
credential_source = UserKey
mfa = local
mfa_serial = arn:aws:iam:::mfa/%u
role_arn = arn:aws:iam::222222222222:role/a/b/Local
external_id = plain-1
tags = user=%u, team=sre, empty=, 100%%=50%%, %u=x
duration_seconds = 900

[profile hardware]
credential_source = UserKey
mfa = sts
mfa_serial = GAHT12345678
role_arn = arn:aws:iam::222222222222:role/Hardware

[profile from-session]
source_profile = login
mfa = both
role_arn = arn:aws:iam::333333333333:role/it's"$HOME"*?`x`
external_id = host-%h/%u

[profile from-role]
source_profile = direct
mfa = sts
role_arn = arn:aws:iam::444444444444:role/Far
source_identity =

[profile sudo]
credential_source = LoginSession
mfa = local
role_arn = arn:aws:iam::333333333333:role/Sudo
tags = team=sre

[profile plain]
credential_source = UserKey
mfa = none
[profile hub]
credential_source = UserKey
mfa_serial = arn:aws:iam::111111111111:mfa/%u
role_arn = arn:aws:iam::222222222222:role/Hub-%u
[profile spoke]
source_profile = hub
mfa = sts
role_arn = arn:aws:iam::444444444444:role/Spoke

[rule]
service = sudo
profile = sudo
[rule]
service = sshd
profile = login, from-session
[rule]
service = su
profile = spoke
[rule]
service = login
profile = local
[rule]
service = cron
profile = plain
CONF

# policy PROFILE FILTER: what jq makes of the object.
policy()
{
	run explain --trust-policy "$1" --json
	out=$(jq -c "$2" $W/out 2>&1)
}

# trusts NAME PROFILE CALLER ACTIONS CONDITION
trusts()
{
	policy "$2" '.trust_policy |
		[.Version, [.Statement[].Effect], [.Statement[].Principal.AWS]] |
		flatten | unique'
	is "$1: trusts" "$status:$out" \
		"0:[\"2012-10-17\",\"Allow\",\"$3\"]"
	is "$1: actions" "$(jq -c '[.trust_policy.Statement[].Action] |
		flatten | reduce .[] as $a ([]; . - [$a] + [$a]) |
		sort_by(. != "sts:AssumeRole")' $W/out)" "$4"
	is "$1: conditions of sts:AssumeRole" "$(jq -c '.trust_policy |
		.Statement[] | select(.Action == "sts:AssumeRole") |
		.Condition' $W/out)" "$5"
	is "$1: no expansion stands as it is" "$(grep -c '%[a-z]' $W/out)" 0
}

assume='["sts:AssumeRole","sts:SetSourceIdentity"]'
tagged='["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]'
with_mfa='{"Bool":{"aws:MultiFactorAuthPresent":"true"}}'
trusts "key and code" direct arn:aws:iam::111111111111:root \
	'["sts:AssumeRole"]' "$with_mfa"
trusts "key, no code to STS" local 'arn:aws:iam::<ACCOUNT>:root' "$tagged" \
	'{"StringEquals":{"sts:ExternalId":"plain-1","aws:RequestTag/team":"sre","aws:RequestTag/empty":"","aws:RequestTag/100=25":"50=25"}}'
trusts "a device without account: not the role's" hardware \
	'arn:aws:iam::<ACCOUNT>:root' "$assume" "$with_mfa"
trusts "a session with a code" from-session \
	arn:aws-cn:iam::111111111111:root "$assume" \
	'{"StringLike":{"sts:ExternalId":"host-*/*"},"Bool":{"aws:MultiFactorAuthPresent":"true"}}'
trusts "a role: its code does not go on" from-role \
	arn:aws:iam::222222222222:role/Direct '["sts:AssumeRole"]' null
trusts "the first role of a chain has the code of the last" hub \
	arn:aws:iam::111111111111:root "$assume" "$with_mfa"
trusts "a role that varies" spoke arn:aws:iam::222222222222:root "$assume" \
	'{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::222222222222:role/Hub-*"}}'

. $W/trust-policy-sudo.sh

may()
{
	policy "$2" '.caller_policy.Statement[0] | [.Action, .Resource], [.Effect]'
	is "$1" "$(tr '\n' ' ' <<<"$out")" "$3 [\"Allow\"] "
}
may "the caller: what the trust says" local \
	"[$tagged,\"arn:aws:iam::222222222222:role/a/b/Local\"]"
may "the caller: expansions as patterns" hub \
	"[$assume,\"arn:aws:iam::222222222222:role/Hub-*\"]"
may "the caller: bytes that would be patterns" from-session \
	"[$assume,\"arn:aws:iam::333333333333:role/it's\\\"\${\$}HOME\\\"\${*}\${?}\`x\`\"]"
for t in 'direct 43200 null "Direct" [null]' \
	'local 3600 "/a/b/" "Local" [null]' \
	'sudo 3600 null "Sudo" [null,"Hub-<VARIES>","Local",null]' \
	'from-role 3600 null "Far" ["Direct"]' \
	'spoke 3600 null "Spoke" ["Hub-<VARIES>"]'; do
	policy "${t%% *}" '.max_session_duration, .path, .role_name,
		.caller_role_names'
	is "facts of ${t%% *}" "$(echo $out)" "${t#* }"
done

# The commands, run by a shell that has an aws of its own: one line each, but
# the last argument, which is kept.
mkdir -p $W/bin
cat >$W/bin/aws <<'AWS'
#!/bin/sh
while [ $# -gt 1 ]; do
	printf '[%s]' "$1"
	shift
done
echo
printf '%s\n' "$1" >>/mnt/documents
AWS
chmod 755 $W/bin/aws
commands()
{
	rm -f $W/documents
	$W/pam-sts explain --trust-policy "$1" >$W/commands 2>$W/err
	PATH=$W/bin:$PATH sh -eu $W/commands >$W/out
}
commands local
is "the commands for users" "$(cat $W/out)" \
	'[iam][create-role][--path][/a/b/][--role-name][Local][--max-session-duration][3600][--assume-role-policy-document]
[iam][create-policy][--policy-name][assume-Local-222222222222][--policy-document]'
commands from-role
is "the commands for a role" "$(cat $W/out)" \
	'[iam][create-role][--role-name][Far][--max-session-duration][3600][--assume-role-policy-document]
[iam][put-role-policy][--role-name][Direct][--policy-name][assume-Far-444444444444][--policy-document]'
is "and where each is run" "$(grep '^#' $W/commands)" \
	'# In account 444444444444, the role:
# In account 222222222222, the role that assumes it:'
for p in local from-session spoke; do
	commands $p
	policy $p '.trust_policy, .caller_policy'
	is "the documents of $p are those of --json" "$(jq -cS . $W/documents)" \
		"$(jq -cS . <<<"$out")"
done
is "what stands for a name that varies is told" "$(cat $W/err)" \
	"pam-sts: a role_arn has expansions: put what they stand for in place of <VARIES>"
is "on standard output, too" "$(head -n 1 $W/commands)" \
	"# a role_arn has expansions: put what they stand for in place of <VARIES>"
commands sudo
is "the commands for each caller" "$(cut -d']' -f1-6 $W/out | cut -c1-65)" \
	'[iam][create-role][--role-name][Sudo][--max-session-duration][360
[iam][create-policy][--policy-name][assume-Sudo-333333333333][--p
[iam][put-role-policy][--role-name][Hub-<VARIES>][--policy-name][
[iam][put-role-policy][--role-name][Local][--policy-name][assume-
[iam][create-policy][--policy-name][assume-Sudo-333333333333][--p'
own="# whoever holds the credentials of a login's first call can assume this role with them, tags included: sudo's code and group are a boundary on the host, not in AWS; BASTION.md has a login that keeps them from its user"
is "all that is told, and what sudo does not protect" \
	"$(grep '^#' $W/commands)" "$(sed 's/^pam-sts:/#/' $W/err)
$own
# In account 333333333333, the role:
# In account 111111111111, for the users, to be attached to them or to a group:
# In account 222222222222, the role that assumes it:
# In account 222222222222, the role that assumes it:
# In the account of the users, for the users, to be attached to them or to a group:"
run explain --trust-policy sudo --json
is "and to programs" "$(jq -r '.notes[] | "# " + .' $W/out)" \
	"$(sed 's/^pam-sts:/#/' $W/err)
$own"
run explain --trust-policy direct --json
is "where there is nothing to tell" "$status:$err:$(jq -c .notes $W/out)" '0::[]'

run explain --trust-policy login
said "GetSessionToken" 1 'profile login has no role_arn: GetSessionToken needs no trust policy'
run explain --trust-policy nobody
said "no such profile" 1 'there is no profile "nobody"'
sed -i 's/mfa_serial = .*/mfa_serial = GAHT12345678/' $E/pam_sts.conf
policy from-session '.trust_policy.Statement[0].Principal.AWS'
is "an account that nothing tells" "$status:$out:$err" \
	'0:"arn:aws:iam::<ACCOUNT>:root":pam-sts: no mfa_serial tells the users'"'"' account: put it in place of <ACCOUNT>'
setpriv --reuid alice --clear-groups $W/pam-sts explain --trust-policy local \
	--json >$W/out
is "anybody may ask" "$?:$(jq -r .role_name $W/out)" 0:Local
chmod 666 $E/pam_sts.conf
cp $W/many.conf $W/alone.conf
sed -i 's/role\/a\/b\/Local/role\/Alone/' $W/alone.conf
run explain --trust-policy local --conf $W/alone.conf --json
is "another file" "$status:$(jq -r .role_name $W/out)" 0:Alone
run explain --trust-policy local
is "a configuration with faults explains nothing" "$status:$out:$err" \
	"1::$E/pam_sts.conf: must be writable by root alone, has mode 0666
pam-sts: the configuration has errors: every login would fail"
rm -r $E
