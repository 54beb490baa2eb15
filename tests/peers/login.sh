#!/bin/bash
# The same login against Ceph's STS: nothing changes but endpoint_url and
# ca_file.  What Ceph leaves out (see rgw.sh) is left out here: it ignores the
# code of GetSessionToken and knows none for AssumeRole, so that there the
# code is checked by the host alone.
. "$(dirname "$0")"/../e2e/host.sh
. "$(dirname "$0")"/../e2e/tap.sh
. "$(dirname "$0")"/rgw.sh

trap 'rgw_stop; rm -f "$tap_out"' EXIT
SERIAL="arn:aws:iam::$ACCOUNT:mfa/alice"

# alice_in CODE COMMAND...: what the command prints in alice's session.
alice_in()
{
	ssh_code "$1" alice "${@:2}" 2>&1
}

S3="AWS_CA_BUNDLE=$WORK/rgw-ca.pem $AWS s3api list-buckets \
	--query Owner.ID --output text --endpoint-url"

host_up
mkdir $WORK/rgw
rgw_start $WORK/rgw
read -r id secret <<<"$(rgw_user alice)"
host_account alice
rgw_mfa alice "$SERIAL" "$SEED"
cp "$RGW_CA_FILE" $WORK/rgw-ca.pem
chmod 644 $WORK/rgw-ca.pem
NETWORK="endpoint_url = $RGW_ENDPOINT
ca_file = $WORK/rgw-ca.pem
region = eu-west-1"
host_pam sshd
host_sshd 'KbdInteractiveAuthentication yes' \
	'AuthenticationMethods keyboard-interactive:pam'
printf '%s' "$SEED" | pam-sts enrol --secret-stdin alice >/dev/null
printf '%s\n' "aws_access_key_id = $id" "aws_secret_access_key = $secret" |
	pam-sts key set alice >/dev/null

host_profile both
code=$(code_now $SEED --now '30 seconds ago')
out=$(alice_in $code "cat \$AWS_SHARED_CREDENTIALS_FILE; $S3 $RGW_ENDPOINT")
is 'GetSessionToken, mfa = both: in' $? 0
like 'the session has credentials' "$out" 'aws_session_token = [A-Za-z0-9+/=]+'
like 'and Ceph takes them' "$out" 'alice'
alice_in $code true >/dev/null
is 'the same code again: refused' $? 255
is 'nothing is left' "$(sessions_left)$(tickets_left)" ''

role=$(rgw_role app "$(rgw_user_arn alice)")
host_profile local "role_arn = $role" 'duration_seconds = 3600' \
	'role_session_name = %u@%h'
out=$(alice_in $(code_now $SEED) 'cat $(dirname $AWS_SHARED_CREDENTIALS_FILE)/info')
is 'AssumeRole, mfa = local: in' $? 0
like 'as the assumed role' "$out" 'arn = arn:aws:sts::.*assumed-role/app/alice@bastion-7'

closed=$(rgw_role closed "arn:aws:iam::$ACCOUNT:user/somebody")
host_profile local "role_arn = $closed"
log_clear
alice_in $(code_now $SEED --now '30 seconds') true >/dev/null
is 'a role that trusts somebody else: refused' $? 255
ok 'as denied' logged 'step=obtain: denied by AWS: AccessDenied .HTTP 403'
is 'nothing is left of it' "$(sessions_left)$(tickets_left)" ''
tap_done
