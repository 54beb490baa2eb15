#!/bin/bash
# Whom do real SDKs speak for in a session, when the caller's own credentials
# are still in his environment?  Real logins, and plain programs in them.

# The private host has no network: packages come before it.
NPM=$BUILD/npm
if [ -z "${PRIVATE_HOST:-}" ] && [ "$(id -u)" -eq 0 ] &&
    [ ! -e "$NPM"/node_modules/.package-lock.json ]; then
	(umask 022; npm install --prefix "$NPM" --no-audit --no-fund \
		--ignore-scripts --fetch-timeout=20000 --fetch-retries=1 \
		@aws-sdk/client-sts@3.896.0 aws-sdk@2.1692.0 >&2)
fi
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh

# STS answers to the global name as well: older SDKs go there.
host_up
host_world
host_certificates
host_certificate sts \
	DNS:sts.test,DNS:sts.eu-west-1.amazonaws.com,DNS:sts.amazonaws.com 2
echo '127.0.0.1 sts.amazonaws.com' >>/etc/hosts
CERT=$WORK/sts.pem CERT_KEY=$WORK/sts.key host_emulator
for service in sshd su sudo; do
	host_pam $service
done
PROMPT='KbdInteractiveAuthentication yes
AuthenticationMethods keyboard-interactive:pam'
host_sshd "$PROMPT" 'AcceptEnv AWS_*'
cp -r tests/e2e/sdk $WORK/sdk
chmod -R a+rX $WORK/sdk
ASK="$WORK/sdk/session.sh"
SDKS='aws boto3'
if [ -e "$NPM"/node_modules/.package-lock.json ]; then
	SDKS="$SDKS js3 js2"
	mkdir $WORK/npm
	mount --bind "$NPM" $WORK/npm
else
	skip 'the SDKs for JavaScript' 'npm could not install them'
fi

# Three profiles for one code; the first is the default.  What the code gave
# and "filed" stand in the credentials file, "reader" is asked of a process.
host_conf <<-EOC
[defaults]
NETWORK
credential_source = UserKey
mfa = both
mfa_serial = arn:aws:iam::$ACCOUNT:mfa/%u
[profile login]
[profile reader]
role_arn = arn:aws:iam::$ACCOUNT:role/Reader
role_session_name = %u
[profile filed]
role_arn = arn:aws:iam::$ACCOUNT:role/Reader
role_session_name = %u-filed
credential_file = static
[rule]
profile = login, reader, filed
EOC

# What is still in a caller's environment: credentials of somebody else that
# AWS takes, and names, files and places that mean nothing here.
OTHER=arn:aws:iam::$ACCOUNT:user/u60
read -r key secret token < <(env AWS_ACCESS_KEY_ID=$(user_key_id u60) \
	AWS_SECRET_ACCESS_KEY="$(user_secret u60)" AWS_REGION=eu-west-1 \
	$AWS sts get-session-token --output text --query \
	'Credentials.[AccessKeyId, SecretAccessKey, SessionToken]')
KEYS="AWS_ACCESS_KEY_ID=$key AWS_SECRET_ACCESS_KEY=$secret"
KEYS="$KEYS AWS_SESSION_TOKEN=$token AWS_SECURITY_TOKEN=$token"
WEB="AWS_WEB_IDENTITY_TOKEN_FILE=$WORK/token
AWS_ROLE_ARN=arn:aws:iam::$ACCOUNT:role/Operator AWS_ROLE_SESSION_NAME=old"
echo "a token" >$WORK/token
OLD="$KEYS $WEB AWS_PROFILE=work AWS_REGION=us-east-2
AWS_DEFAULT_REGION=us-east-2 AWS_CONFIG_FILE=/nonexistent
AWS_ACCESS_KEY=$key AWS_SECRET_KEY=$secret
AWS_SHARED_CREDENTIALS_FILE=/nonexistent
AWS_CREDENTIAL_EXPIRATION=2020-01-01T00:00:00Z
AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:9/"

# as USER VARIABLE=VALUE... COMMAND...: what USER starts with these.
as()
{
	setpriv --reuid $1 --regid $1 --init-groups \
		env -i PATH="$PATH" HOME=/home/$1 "${@:2}"
}

# all NAME LABEL REGEX [SDK...]: so each answered what was asked as LABEL.
all()
{
	local name=$1 label=$2 regex=$3 sdk
	shift 3
	for sdk in ${*:-$SDKS}; do
		[[ " $SDKS " != *" $sdk "* ]] || like "$name: $sdk" \
			"$(sed -n "s/^$label $sdk //p" $WORK/out)" "$regex"
	done
}

# --- su: keeps the caller's environment -------------------------------------
# "without" is what the session would be without the variables that empty or
# name: the files alone.
useradd -m -s /bin/bash caller
host_user
without="env -i PATH=\$PATH HOME=\$HOME AWS_CONFIG_FILE=\$AWS_CONFIG_FILE
AWS_SHARED_CREDENTIALS_FILE=\$AWS_SHARED_CREDENTIALS_FILE
AWS_REGION=\$AWS_REGION AWS_DEFAULT_REGION=\$AWS_REGION"
without=${without//$'\n'/ }
code_now $SEED | as caller $OLD su $U -c "
	env | grep ^AWS_
	$ASK default '' $SDKS
	$ASK argument reader $SDKS
	$ASK filed filed $SDKS
	AWS_PROFILE=reader $ASK variable '' $SDKS
	$without AWS_SDK_LOAD_CONFIG=1 ${KEYS} $ASK keys '' $SDKS
	$without AWS_SDK_LOAD_CONFIG=1 AWS_PROFILE=work $ASK profile '' $SDKS
	$without ${WEB//$'\n'/ } $ASK web '' aws boto3
	$without AWS_PROFILE= $ASK empty '' aws boto3
	$without $ASK load '' js2
	AWS_DEFAULT_PROFILE=default AWS_PROFILE=reader $ASK both '' boto3
	AWS_DEFAULT_PROFILE=work $ASK older '' boto3
	" >$WORK/out 2>$WORK/err
is 'su: login succeeds' $? 0
like 'su: what the caller had is still there' "$(cat $WORK/out)" \
	'AWS_ROLE_SESSION_NAME=old'
SESSION=^arn:aws:iam::$ACCOUNT:user/$U$
READER=^arn:aws:sts::$ACCOUNT:assumed-role/Reader/$U$
all 'su: the session' default "$SESSION"
all 'su: a profile by argument' argument "$READER" aws boto3 js3
all 'su: SharedIniFileCredentials asks no process' argument \
	'^CredentialsError: Missing credentials' js2
all 'su: a profile of the file by argument' filed "${READER%\$}-filed\$"
all 'su: a profile by AWS_PROFILE' variable "$READER"
for name in AWS_ACCESS_KEY AWS_SECRET_KEY; do
	is "su: $name, which the SDKs for Go fall back to, is empty" \
		"$(grep "^$name=" $WORK/out)" $name=
done

# What each variable is there for: the same session without it.
all 'without: the caller'\''s keys win' keys "^$OTHER$"
all 'without: his profile is not found' profile 'could not be found|Provider|Missing'
all 'without: his web identity is used' web AssumeRoleWithWebIdentity aws boto3
all 'an empty profile is an error' empty 'profile \(\) could not be found' \
	aws boto3
all 'without AWS_SDK_LOAD_CONFIG: no files' load 'Missing credentials' js2

# Why the session has no AWS_DEFAULT_PROFILE; a caller's own is an error.
all 'AWS_DEFAULT_PROFILE wins over AWS_PROFILE' both "$SESSION" boto3
all 'AWS_DEFAULT_PROFILE of the caller: refused' older 'could not be found' \
	boto3

# --- ssh: the client sends them, sshd accepts them ---------------------------
host_user
code=$(code_now $SEED)
(
	export $OLD
	HOST_SSH="$HOST_SSH -o SendEnv=AWS_*"
	ssh_code $code $U "env | grep ^AWS_; $ASK default '' $SDKS
		$ASK argument reader $SDKS
		$ASK filed filed $SDKS" >$WORK/out 2>$WORK/err
)
is 'ssh: login succeeds' $? 0
like 'ssh: what the client sent is there' "$(cat $WORK/out)" \
	'AWS_ROLE_SESSION_NAME=old'
all 'ssh: the session' default "^arn:aws:iam::$ACCOUNT:user/$U$"
all 'ssh: a profile by argument' argument \
	"^arn:aws:sts::$ACCOUNT:assumed-role/Reader/$U$" aws boto3 js3
all 'ssh: a profile of the file by argument' filed \
	"^arn:aws:sts::$ACCOUNT:assumed-role/Reader/$U-filed$"

# A caller with nothing of AWS's: the session adds no name that an SDK would
# take for a choice.  An empty AWS_CA_BUNDLE or REQUESTS_CA_BUNDLE makes
# botocore check no certificate; an empty region, or an empty AWS_ROLE_ARN
# beside the empty token file, is an error to some SDK.
host_user
ssh_code $(code_now $SEED) $U env >$WORK/out 2>$WORK/err
harm='AWS_(CA_BUNDLE|ROLE_ARN|DEFAULT_PROFILE)=|REQUESTS_CA_BUNDLE='
harm+='|AWS_(REGION|DEFAULT_REGION|STS_REGIONAL_ENDPOINTS)=$'
is 'no name that does harm, set or empty' "$(grep -E "^($harm)" $WORK/out)" ''
sshd_stop

# --- what wins over us ------------------------------------------------------
host_sshd "$PROMPT" "SetEnv $KEYS"
host_user
ssh_code $(code_now $SEED) $U "$ASK default '' aws" >$WORK/out 2>$WORK/err
all 'SetEnv of sshd_config wins over the session' default "^$OTHER$" aws
sshd_stop

# sudo_as DEFAULTS OPTION...: a new user runs the CLI by sudo, with old keys.
sudo_as()
{
	host_user
	printf '%s\n' "$1" "$U ALL=(ALL) SETENV: ALL" >/etc/sudoers
	shift
	code_now $SEED | as $U $OLD sudo -S "$@" sh -c \
		"env | grep ^AWS_; $ASK default '' aws" >$WORK/out 2>$WORK/err
	SESSION=^arn:aws:iam::$ACCOUNT:user/$U$
}
# whose: the key and the file that the command saw.
whose()
{
	grep -E '^AWS_(ACCESS_KEY_ID|SHARED_CREDENTIALS_FILE)=' $WORK/out | sort
}
kept="AWS_ACCESS_KEY_ID=$key
AWS_SHARED_CREDENTIALS_FILE=/nonexistent"
sudo_as 'Defaults env_reset'
all 'sudo: the session' default "$SESSION" aws
ok 'sudo: nothing of the caller'\''s' not grep -q =old $WORK/out
sudo_as 'Defaults env_reset' -E
is 'sudo -E: the caller wins over the session' "$(whose)" "$kept"
sudo_as 'Defaults env_keep += "AWS_*"'
is 'env_keep: the caller wins over the session' "$(whose)" "$kept"
emulator_stop
tap_done
