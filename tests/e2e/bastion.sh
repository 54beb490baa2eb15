#!/bin/bash
# doc/BASTION.md, done as it says: a login, and sudo to a role in another
# account that is derived from it.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh

PAGE=doc/BASTION.md
PROD=210987654321

# Every file that the page shows, to where the page says.
page_files()
{
	local to=
	while IFS= read -r line; do
		case $line in
		'`/'*'`:') to=${line#\`} to=${to%%\`*} ;;
		'```')
			if [ -z "$to" ] || [ "${open:-}" = "$to" ]; then
				to= open=
			else
				open=$to
				mkdir -p "$(dirname "$to")"
				: >"$to"
			fi ;;
		*) [ -z "${open:-}" ] || printf '%s\n' "$line" >>"$open" ;;
		esac
	done <$PAGE
}

# as_user USER CODE COMMAND: over ssh with the key, and the code.
as_user()
{
	printf '%s\n' "$2" >$WORK/answer
	chmod 644 $WORK/answer
	SSH_ASKPASS=$WORK/ask SSH_ASKPASS_REQUIRE=force \
		$HOST_SSH -i $WORK/alice_key $1@127.0.0.1 "$3" </dev/null 2>&1
}

host_up
host_world alice bob
jq --arg prod $PROD --arg users $ACCOUNT '.roles += [
	{name: "ProdAdmin", account: $prod, role_id: "AROAEXAMPLEPRODADMIN1",
	 trust: {principals: ["arn:aws:iam::\($users):root"],
		require_mfa: true, external_id: "bastion-7",
		allow_tag_session: true, allow_set_source_identity: true}},
	{name: "Desk", account: $users, role_id: "AROAEXAMPLEDESK000001",
	 permissions: {assume: ["*"]},
	 trust: {principals: ["arn:aws:iam::\($users):root"],
		require_mfa: true, allow_set_source_identity: true}}]' \
	$WORLD >$WORK/world.new && mv $WORK/world.new $WORLD
host_certificates
host_emulator

groupadd sre
for user in alice bob; do
	host_account $user
done
usermod -aG sre alice
SEED=$(user_seed alice)
page_files
ok 'the page has the files it speaks of' \
	ls /etc/pam_sts/pam_sts.conf /etc/pam.d/{sshd,sudo,sudo-i} \
	/etc/ssh/sshd_config.d/pam_sts.conf /etc/sudoers.d/sre
# What sudo comes with, whatever this host has made of it.
printf '%s\n' 'Defaults env_reset' 'root ALL=(ALL:ALL) ALL' \
	'@includedir /etc/sudoers.d' >/etc/sudoers
chmod 440 /etc/sudoers /etc/sudoers.d/sre
ok 'sudoers is sound' visudo -cf /etc/sudoers
ok 'pam-sts check' pam-sts check
ok 'enrolling' host_enrol alice
host_sshd 'Include /etc/ssh/sshd_config.d/pam_sts.conf'
ssh-keygen -q -t ed25519 -N '' -f $WORK/alice_key
mkdir -p /home/alice/.ssh
cp $WORK/alice_key.pub /home/alice/.ssh/authorized_keys

# --- the login, sudo inside it, and the login again -------------------------
WHO="/usr/bin/aws sts get-caller-identity --query Arn --output text"
# Three codes of alice's are used, the first of them from the step before: it
# must not be over when it is judged.
while [ $(($(date +%s) % 30)) -ge 20 ]; do
	sleep 0.2
done
now=$(date +%s)
first=$(code_now $SEED --now "@$((now - 30))")
second=$(code_now $SEED --now "@$now")
log_clear
out=$(as_user alice $first "$WHO; echo $second | sudo -S sh -c '
	$WHO; id -un; stat -c \"%U %a\" \$AWS_SHARED_CREDENTIALS_FILE'; $WHO;
	echo session=\$PAM_STS_SESSION; pam-sts status")
is 'before, in and after sudo: user, role, user' \
	"$(grep -o 'arn:aws:[a-z]*::[0-9]*:[a-z-]*/[A-Za-z]*' <<<"$out" | head -3)" \
	"arn:aws:iam::$ACCOUNT:user/alice
arn:aws:sts::$PROD:assumed-role/ProdAdmin
arn:aws:iam::$ACCOUNT:user/alice"
like 'sudo runs as root, and its file is root'\''s' "$out" $'root\nroot 600'
like 'sudo asked for a code' "$out" 'One-time code: '
log_settle
id=$(sed -n 's/.*user=alice target=root profile=prod-admin session=\([0-9a-f]*\) step=open: ok.*/\1/p' $LOG)
like 'the log names both people, and the session' "$id" '^[0-9a-f]{16}$'
like 'AWS knows the session by the same id' "$out" "ProdAdmin/alice@bastion-7.$id"
like 'and the person by name' "$(emulator_log | tail -40)" 'alice'
calls=$(emulator_log)
like 'the role is asked for with the source identity' "$calls" \
	'"SourceIdentity" *: *"alice"'
like 'and with how and when the code was given' "$calls" '"totp"'
is 'nothing is left' "$(sessions_left)$(tickets_left)$(ls /run/pam_sts/records)" ''

# --- who may not -----------------------------------------------------------
ok 'root'\''s own sudo is let in, without credentials' \
	sh -c '[ -z "$(sudo -u bob printenv AWS_SHARED_CREDENTIALS_FILE)" ] &&
		[ "$(sudo -u bob id -un)" = bob ]'
now=$(date +%s)
out=$(as_user alice $(code_now $SEED --now "@$((now + 30))") \
	"echo 000000 | sudo -S -u bob true; echo =\$?")
like 'another target: denied, and told' "$out" \
	'Only sre may become root here, and nobody anybody else'
like 'and sudo fails' "$out" '=1'
out=$(setpriv --reuid alice --regid alice --init-groups env -i \
	PATH=$PATH sudo -S true <<<000000 2>&1)
like 'outside a login session: no role' "$out" \
	'This needs the AWS credentials of your login, and there are none'
ok 'and logged so' logged 'step=verify: no login session'

# --- a login that keeps its session from the user ---------------------------
sed -i '/^service = sshd/,/^$/s/^profile = .*/profile = desk/' \
	/etc/pam_sts/pam_sts.conf
sed -n '/^    \[profile desk\]/,/^$/s/^    //p' $PAGE >>/etc/pam_sts/pam_sts.conf
ok 'the page'\''s other way is sound' pam-sts check
host_enrol bob
SEED=$(user_seed bob)
usermod -aG sre bob
mkdir -p /home/bob/.ssh
cp $WORK/alice_key.pub /home/bob/.ssh/authorized_keys
now=$(date +%s)
first=$(code_now $SEED --now "@$now")
second=$(code_now $SEED --now "@$((now + 30))")
out=$(as_user bob $first "$WHO; /usr/bin/aws sts assume-role --role-arn \
	arn:aws:iam::$PROD:role/ProdAdmin --role-session-name mine \
	--external-id bastion-7; echo $second | sudo -S $WHO")
like 'the login is the narrower role' "$out" 'assumed-role/Desk/bob@bastion-7'
like 'which cannot assume the other by itself' "$out" 'AccessDenied'
like 'sudo can' "$out" 'assumed-role/ProdAdmin/bob@bastion-7'

# --- explain ---------------------------------------------------------------
out=$(pam-sts explain alice sudo --target root)
like 'explain names the rule' "$out" '/etc/pam_sts/pam_sts.conf:[0-9]+'
like 'and the role with what it expands to' "$out" 'alice@bastion-7'
ok 'the trust policy is printed' grep -q create-role \
	<(pam-sts explain --trust-policy prod-admin)
tap_done
