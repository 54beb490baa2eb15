#!/bin/bash
# Real ssh logins: what the user types, sees and gets, and what is left.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh

host_ready

# --- mfa = both, GetSessionToken ------------------------------------------
host_profile both 'duration_seconds = 7200'
host_user
code=$(code_now $SEED)
log_clear
: >$ASKED
ssh_code $code $U 'env; cat $AWS_SHARED_CREDENTIALS_FILE; echo;
	stat -c "%a %U %n" $(dirname $AWS_SHARED_CREDENTIALS_FILE) \
		$AWS_SHARED_CREDENTIALS_FILE; stat -c "%a %U" \
		$(dirname $(dirname $AWS_SHARED_CREDENTIALS_FILE))' >$WORK/out 2>&1
is 'both: login succeeds' $? 0
is 'one prompt' "$(cat $ASKED)" "($U@127.0.0.1) One-time code: "
like 'the file is named by the environment' "$(cat $WORK/out)" \
	"AWS_SHARED_CREDENTIALS_FILE=$SESSIONS/$UID_OF/[0-9a-f]{16}/credentials"
like 'the region is set' "$(cat $WORK/out)" 'AWS_REGION=eu-west-1'
like 'so is the old name' "$(cat $WORK/out)" 'AWS_DEFAULT_REGION=eu-west-1'
like 'the expiration is told' "$(cat $WORK/out)" \
	'AWS_CREDENTIAL_EXPIRATION=20[0-9-]{8}T[0-9:]{8}Z'
ok 'no ticket reaches the user' not grep -q PAM_STS_TICKET $WORK/out
like 'temporary keys' "$(cat $WORK/out)" 'aws_access_key_id = ASIA[A-Z0-9]+'
like 'directory is 0700 and the user'\''s' "$(cat $WORK/out)" \
	"700 $U $SESSIONS/$UID_OF/[0-9a-f]{16}"$'\n'
like 'file is 0600 and the user'\''s' "$(cat $WORK/out)" \
	"600 $U $SESSIONS/$UID_OF/[0-9a-f]{16}/credentials"
like 'the one above is root'\''s, 0711' "$(cat $WORK/out)" '711 root'
is 'nothing left after logout' "$(sessions_left)$(tickets_left)" ''
ok 'the user'\''s directory is gone, too' not test -e $SESSIONS/$UID_OF
ok 'obtaining is logged' logged "user=$U profile=test session=[0-9a-f]{16} step=obtain: ok"
ok 'opening is logged with key and expiry' logged \
	"step=open: ok: key=ASIA[A-Z0-9]+ expires=20"
ok 'no secret in the log' not logged "$code|secret/of"
ssh_code $code $U true >$WORK/out 2>&1
is 'the same code again: refused' $? 255
like 'the user is told' "$(cat $WORK/out)" \
	'This code was used already. Wait for the next one and try again.'
ok 'and logged as used before' logged 'step=verify: code used before'
is 'nothing of it is left' "$(sessions_left)$(tickets_left)" ''

# --- the AWS CLI and boto3, with no setting of the user's ------------------
host_user
is 'aws sts get-caller-identity' \
	"$(ssh_aws $U $(code_now $SEED) sts get-caller-identity)" \
	"$ACCOUNT	arn:aws:iam::$ACCOUNT:user/$U	AIDAEXAMPLE${U^^}00000"
host_user
cat >$WORK/who.py <<-'EOF'
	import boto3
	c = boto3.client("sts", endpoint_url="https://sts.test",
	    verify="/mnt/ca.pem")
	print(c.meta.region_name, c.get_caller_identity()["Arn"])
EOF
chmod 644 $WORK/who.py
is 'boto3 finds file and region' \
	"$(ssh_code $(code_now $SEED) $U /usr/bin/python3 $WORK/who.py 2>&1)" \
	"eu-west-1 arn:aws:iam::$ACCOUNT:user/$U"

# The regional endpoint and the host's own CA store: what a real host has.
host_conf <<-EOF
[profile test]
credential_source = UserKey
mfa = both
mfa_serial = arn:aws:iam::$ACCOUNT:mfa/%u
region = eu-west-1
[rule]
profile = test
EOF
host_user
is 'the regional endpoint, and aws without an option' \
	"$(ssh_code $(code_now $SEED) $U $AWS sts get-caller-identity \
		--query Arn --output text 2>&1)" "arn:aws:iam::$ACCOUNT:user/$U"

# --- mfa = sts, local ------------------------------------------------------
host_profile sts
host_user
code=$(code_now $SEED)
ssh_code $code $U true
is 'sts: login succeeds' $? 0
log_clear
ssh_code $code $U true 2>/dev/null
is 'sts: the same code again is refused' $? 255
ok 'sts: here, without a call' logged 'step=verify: code used before'
is 'sts: STS was sent it once' "$(emulator_log | grep -c "\"$code\"")" 1
log_clear
ssh_code 000000 $U true 2>/dev/null
is 'sts: a wrong code is refused' $? 255
ok 'sts: by the answer of STS' logged \
	'step=obtain: wrong code: AccessDenied .HTTP 403.: MultiFactor'

host_profile local
host_user
code=$(code_now $SEED)
ssh_code $code $U true
is 'local: login succeeds' $? 0
is 'local: STS saw no code' "$(emulator_log | grep -c "\"$code\"")" 0
log_clear
ssh_code $code $U true 2>/dev/null
is 'local: the same code again is refused' $? 255
ssh_code 000000 $U true 2>/dev/null
is 'local: a wrong code is refused' $? 255
ok 'local: a wrong code is logged' logged "user=$U .*step=verify: wrong code"

# --- AssumeRole with everything --------------------------------------------
host_profile both \
	"role_arn = arn:aws:iam::$ACCOUNT:role/Operator" \
	'role_session_name = %u@%h' 'external_id = bastion-7' \
	'source_identity = %u' 'tags = user=%u, host=%h, service=%s, empty=' \
	'transitive_tag_keys = user' 'duration_seconds = 43200' \
	'policy = {"Version":"2012-10-17","Statement":[]}' \
	'policy_arns = arn:aws:iam::aws:policy/ReadOnlyAccess'
host_user
is 'role: the session is the assumed role' \
	"$(ssh_aws $U $(code_now $SEED) sts get-caller-identity \
		--query Arn)" \
	"arn:aws:sts::$ACCOUNT:assumed-role/Operator/$U@bastion-7"
call=$(emulator_log | grep AssumeRole | tail -1)
for want in ExternalId.*bastion-7 "SourceIdentity.*$U" \
	"Tags.member.1.Value.*$U" 'Tags.member.3.Value.*sshd' \
	'TransitiveTagKeys.member.1.*user' 'DurationSeconds.*43200' \
	'PolicyArns.member.1.arn.*ReadOnlyAccess' 'Policy.*2012-10-17' \
	"SerialNumber.*mfa/$U"; do
	like "role: sent $want" "$call" "$want"
done

# --- refusals ---------------------------------------------------------------
host_profile both "role_arn = arn:aws:iam::$ACCOUNT:role/Closed"
host_user
log_clear
ssh_code $(code_now $SEED) $U true 2>/dev/null
is 'a role that trusts somebody else: refused' $? 255
ok 'with STS'\''s reason in the log' logged 'denied by AWS: AccessDenied .HTTP 403'
is 'and no file' "$(sessions_left)$(tickets_left)" ''

host_profile both "role_arn = arn:aws:iam::$ACCOUNT:role/Closed" \
	'on_failure = allow'
host_user
is 'on_failure = allow: in, without credentials' \
	"$(ssh_code $(code_now $SEED) $U \
		'echo "in:$AWS_SHARED_CREDENTIALS_FILE"')" 'in:'

host_profile both
host_user
for bad in '' 12345 1234567 abcdef '١٢٣٤٥٦' "$(printf '%010000d' 7)" \
	'12345 ' '../../x'; do
	: >$ASKED
	log_clear
	before=$(emulator_log | wc -l)
	shown=$(printf %.12s "$bad")
	ssh_code "$bad" $U true 2>/dev/null
	is "code '$shown': refused" $? 255
	is "code '$shown': asked once" "$(grep -c One-time $ASKED)" 1
	is "code '$shown': no call" "$(emulator_log | wc -l)" "$before"
	ok "code '$shown': says so" logged 'not six digits'
done

host_user NOKEY
log_clear
: >$ASKED
ssh_code 123456 $U true 2>/dev/null
is 'not enrolled: refused' $? 255
is 'not enrolled: asked all the same' "$(grep -c One-time $ASKED)" 1
ok 'not enrolled: logged' logged 'step=verify: not enrolled'

log_clear
ssh_code 123456 nobody-of-that-name true 2>/dev/null
is 'unknown user: refused' $? 255

host_conf <<-EOF
[profile test]
NETWORK
credential_source = UserKey
mfa = both
mfa_serial = arn:aws:iam::$ACCOUNT:mfa/%u
[rule]
service = login
profile = test
EOF
log_clear
ssh_code 123456 $U true 2>/dev/null
is 'no rule: refused' $? 255
ok 'no rule: logged' logged 'step=policy: no rule matches'

echo '[profile broken' >>/etc/pam_sts/pam_sts.conf
log_clear
ssh_code 123456 $U true 2>/dev/null
is 'broken configuration: refused' $? 255
ok 'broken configuration: file, line and text' logged \
	'step=config: /etc/pam_sts/pam_sts.conf:11: a section ends with \]: "\[profile broken"'
log_settle
is 'broken configuration: one line' "$(grep -c step=config $LOG)" 1
sshd_stop

# --- public keys ------------------------------------------------------------
ssh_key()
{
	ssh-keygen -q -t ed25519 -N '' -f $WORK/id_$1 <<<y >/dev/null
	mkdir -p /home/$1/.ssh
	cp $WORK/id_$1.pub /home/$1/.ssh/authorized_keys
	chown -R $1 /home/$1/.ssh
}

host_profile both
host_sshd 'KbdInteractiveAuthentication yes' \
	'AuthenticationMethods publickey,keyboard-interactive:pam'
host_user
ssh_key $U
code=$(code_now $SEED)
printf '%s\n' $code >$WORK/answer
key_and_code()
{
	SSH_ASKPASS=$WORK/ask SSH_ASKPASS_REQUIRE=force $HOST_SSH \
		-i $WORK/id_$U $U@127.0.0.1 "$@" </dev/null
}
like 'public key and code: credentials' \
	"$(key_and_code 'head -1 $AWS_SHARED_CREDENTIALS_FILE')" 'default'
key_and_code true 2>/dev/null
is 'public key and a used code: refused' $? 255
sshd_stop

host_sshd 'AuthenticationMethods publickey'
log_clear
is 'public key only: in, without credentials' \
	"$(key_and_code 'echo "in:$AWS_SHARED_CREDENTIALS_FILE"')" 'in:'
ok 'public key only: and why' logged \
	'step=open: no credentials: no code was given for this session'
host_profile none
like 'public key only, mfa = none: credentials' \
	"$(key_and_code pam-sts credentials)" '"AccessKeyId": "ASIA'
is 'gone after logout' "$(sessions_left)" ''
sshd_stop

# --- the password method must not hand us the Unix password -----------------
host_profile both
host_sshd 'PasswordAuthentication yes' 'KbdInteractiveAuthentication no' \
	'AuthenticationMethods password'
host_user
printf '%s\n' $(code_now $SEED) >$WORK/answer
SSH_ASKPASS=$WORK/ask SSH_ASKPASS_REQUIRE=force $HOST_SSH \
	$U@127.0.0.1 true </dev/null 2>/dev/null
is 'password method: refused, even with a right code' $? 255
sshd_stop
emulator_stop
tap_done
