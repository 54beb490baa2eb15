#!/bin/bash
#
# Brings up the gateway of rgw.sh and says, in TAP, what its STS does: the
# calls that work, and those known not to, so that a release which mends one
# is noticed.  Root; no network but a loopback of its own.
#
# RGW_ANSWERS=DIR keeps every raw answer there, headers and body.

set -u
RGW_SESSIONS=true
here=$(dirname "$(realpath "$0")")
# shellcheck source=tests/peers/rgw.sh
. "$here/rgw.sh"

# Once more from the top, in private mount and network namespaces.
if [ "${1-}" != --inside ]; then
	exec timeout -k 5 120 unshare -m -n "$0" --inside
fi
AWS=/usr/bin/aws	# by path: others of that name exist
for tool in ip curl openssl oathtool $AWS; do
	command -v "$tool" >/dev/null || { echo "Bail out! no $tool"; exit 1; }
done
ip link set lo up || exit 1

region=eu-west-1
seed=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP
serial=arn:aws:iam::$RGW_ACCOUNT:mfa/alice
tests=0
failed=0
dir=$(mktemp -d) || exit 1
answers=${RGW_ANSWERS:-$dir/answers}
mkdir -p "$answers"
trap 'rgw_stop; rm -rf "$dir"' EXIT

ok()	# NAME COMMAND...
{
	local name=$1 not=

	shift
	"$@" >"$dir/output" 2>&1 || not="not "
	tests=$((tests + 1))
	echo "${not}ok $tests - $name"
	[ -z "$not" ] && return
	failed=$((failed + 1))
	sed 's/^/# /' "$dir/output" "$dir/body" 2>/dev/null | cut -c1-400
}

# One signed request; the answer goes to $status and $dir/{head,body}.
sts()	# NAME "KEY SECRET [TOKEN]" CURL-ARGUMENT...
{
	local name=$1 key secret token extra=()

	read -r key secret token <<<"$2"
	shift 2
	[ -z "$token" ] || extra=(-H "X-Amz-Security-Token: $token")
	: >"$dir/body"
	status=$(curl -qsS -m 10 --noproxy '*' --cacert "$RGW_CA_FILE" \
	    --aws-sigv4 "aws:amz:$region:sts" --user "$key:$secret" \
	    "${extra[@]}" -D "$dir/head" -o "$dir/body" -w '%{http_code}' \
	    -d Version=2011-06-15 "$@" "$RGW_ENDPOINT/")
	cp "$dir/head" "$answers/$name.head"
	cp "$dir/body" "$answers/$name.body"
}

field()	# NAME; of the last answer
{
	sed -n "s:.*<$1>\([^<]*\)</$1>.*:\1:p" "$dir/body"
}

answered()	# STATUS [CODE]
{
	[ "$status" = "$1" ] && [ "$(field Code)" = "${2-}" ]
}

tags()	# the elements of the last answer, in order
{
	grep -o '<[A-Za-z][^ >]*' "$dir/body" | tr -d '<\n'
}

session()	# the credentials of the last answer, as sts() takes them
{
	echo "$(field AccessKeyId) $(field SecretAccessKey)" \
	    "$(field SessionToken)"
}

aws_sts()	# "KEY SECRET" COMMAND...
{
	local key secret token

	read -r key secret token <<<"$1"
	shift
	env -i PATH=/usr/bin:/bin HOME="$dir" AWS_ACCESS_KEY_ID="$key" \
	    AWS_SECRET_ACCESS_KEY="$secret" AWS_REGION=$region \
	    AWS_SESSION_TOKEN="$token" AWS_CA_BUNDLE="$RGW_CA_FILE" \
	    AWS_EC2_METADATA_DISABLED=true AWS_MAX_ATTEMPTS=1 \
	    timeout 30 $AWS --endpoint-url "$RGW_ENDPOINT" --output json \
	    sts "$@"
}

code()	# STEPS; the device's code, so many steps from now
{
	oathtool --totp -b -N "@$(($(date +%s) + 30 * $1))" $seed
}

not()	# COMMAND...
{
	! "$@"
}

begun=$(date +%s%N)
ok "gateway answers over TLS" rgw_start "$dir/rgw"
[ "$failed" = 0 ] || { tail -n 5 "$dir"/rgw/log/*; echo "Bail out!"; exit 1; }
echo "# up in $((($(date +%s%N) - begun) / 1000000)) ms"
alice=$(rgw_user alice)
bob=$(rgw_user bob --bare)
ops=$(rgw_role ops "$(rgw_user_arn alice)")
strict=$(rgw_role strict "$(rgw_user_arn alice)" --mfa)
ok "a TOTP device is registered" rgw_mfa alice "$serial" $seed

get=(-d Action=GetSessionToken)
mfa=(--data-urlencode "SerialNumber=$serial" -d "TokenCode=$(code 0)")
assume=(-d Action=AssumeRole -d RoleSessionName=alice)

# GetSessionToken
sts get "$alice" "${get[@]}"
ok "GetSessionToken" answered 200
ok "its elements" [ "$(tags)" = "GetSessionTokenResponseGetSessionTokenResult$(
    )CredentialsAccessKeyIdExpirationSecretAccessKeySessionToken" ]
own=$(session)
expires=$(date -d "$(field Expiration)" +%s)
ok "an hour by default" [ $((expires - $(date +%s) - 3600)) -le 2 ]
sts get-900 "$alice" "${get[@]}" -d DurationSeconds=900
ok "900 s are granted" answered 200
for s in 899 43201 abc; do
	sts get-$s "$alice" "${get[@]}" -d DurationSeconds=$s
	ok "$s s are not" answered 400 InvalidArgument
done
sts get-json "$alice" "${get[@]}" -H 'Accept: application/json'
ok "JSON when asked for, one wrapper short of AWS's" \
    grep -q '^{"GetSessionTokenResult":{"Credentials":{"Acc' "$dir/body"
sts get-bare "$bob" "${get[@]}"
ok "not without permission" answered 403 AccessDenied
sts get-session "$own" "${get[@]}"
ok "granted to a session too, unlike AWS" answered 200

# MFA
sts get-mfa "$alice" "${get[@]}" "${mfa[@]}"
ok "GetSessionToken with the code" answered 200
sts get-mfa-again "$alice" "${get[@]}" "${mfa[@]}"
ok "the code is not used up" answered 200
sts get-mfa-wrong "$alice" "${get[@]}" -d SerialNumber=none -d TokenCode=000000
ok "a wrong code is not noticed" answered 200
sts assume-mfa "$alice" "${assume[@]}" -d "RoleArn=$ops" "${mfa[@]}"
ok "AssumeRole refuses the right code" answered 400 InvalidArgument
sts assume-strict "$alice" "${assume[@]}" -d "RoleArn=$strict"
ok "a role that demands MFA is refused" answered 403 AccessDenied
sts get-session-mfa "$alice" "${get[@]}" "${mfa[@]}"
sts assume-strict-session "$(session)" "${assume[@]}" -d "RoleArn=$strict"
ok "to a session with MFA too" answered 403 AccessDenied
# The device takes a late code for an early one when it notes the step, so a
# code of now may pass again in the next step.  The earliest it takes cannot.
early=$(code 2)
ok "the device takes a code" rgw_mfa_check alice "$serial" "$early"
ok "once" not rgw_mfa_check alice "$serial" "$early"
ok "and not one of an hour ago" \
    not rgw_mfa_check alice "$serial" "$(code -120)"

# AssumeRole
sts assume "$alice" "${assume[@]}" -d "RoleArn=$ops"
ok "AssumeRole" answered 200
ok "its elements" [ "$(tags)" = "AssumeRoleResponseAssumeRoleResult$(
    )CredentialsAccessKeyIdExpirationSecretAccessKeySessionToken$(
    )AssumedRoleUserArnAssumeRoleIdPackedPolicySize" ]
ok "its ARN" [ "$(field Arn)" = \
    "arn:aws:sts::$RGW_ACCOUNT:assumed-role/ops/alice" ]
role=$(session)
sts assume-json "$alice" "${assume[@]}" -d "RoleArn=$ops" \
    -H 'Accept: application/json'
ok "in JSON" grep -q '^{"AssumeRoleResult":{"Cred' "$dir/body"
sts assume-session "$own" "${assume[@]}" -d "RoleArn=$ops"
ok "from GetSessionToken's credentials" answered 200
sts assume-role "$role" "${assume[@]}" -d "RoleArn=$ops"
ok "from the role's own" answered 200
sts assume-3601 "$alice" "${assume[@]}" -d "RoleArn=$ops" \
    -d DurationSeconds=3601
ok "no longer than the role allows" answered 400 InvalidArgument
sts assume-plus "$alice" -d Action=AssumeRole -d RoleSessionName=a%2Bb \
    -d "RoleArn=$ops"
ok "no plus sign in the session name" answered 400 InvalidArgument
sts assume-tags "$alice" "${assume[@]}" -d "RoleArn=$ops" \
    -d SourceIdentity=alice -d Tags.member.1.Key=k -d Tags.member.1.Value=v
ok "source identity and tags are ignored" answered 200
sts assume-bob "$bob" "${assume[@]}" -d "RoleArn=$ops"
ok "not by a stranger to its trust policy" answered 403 AccessDenied
sts assume-nosuch "$alice" "${assume[@]}" -d "RoleArn=${ops%ops}nosuch"
ok "no such role" answered 404 NoSuchEntity
sts assume-garbage "$alice" "${assume[@]}" -d RoleArn=garbage-garbage-garbage
ok "no ARN" answered 400 InvalidArgument

# Signatures
sts unknown "AKIAIOSFODNN7EXAMPLE ${alice#* }" "${get[@]}"
ok "unknown key" answered 403 AccessDenied
sts secret "${alice% *} wrong" "${get[@]}"
ok "wrong secret" answered 403 AccessDenied
sts session-secret "${role%% *} wrong ${role##* }" "${get[@]}"
ok "wrong secret of a session" answered 403 SignatureDoesNotMatch
sts session-token "${role% *} bm9uc2Vuc2U=" "${get[@]}"
ok "wrong token of a session" answered 403 AccessDenied
for m in 14 -14; do
	sts clock$m "$alice" "${get[@]}" \
	    -H "X-Amz-Date: $(date -u -d "$m minutes" +%Y%m%dT%H%M%SZ)"
	ok "a clock off by $m minutes" answered 200
done
for m in 16 -16; do
	sts clock$m "$alice" "${get[@]}" \
	    -H "X-Amz-Date: $(date -u -d "$m minutes" +%Y%m%dT%H%M%SZ)"
	ok "and by $m minutes" answered 403 RequestTimeTooSkewed
done
region=nowhere sts region "$alice" "${get[@]}"
ok "any region" answered 200
sts json-error "$alice" -d Action=AssumeRole -H 'Accept: application/json'
ok "an error in JSON, bare" grep -q '^{"Code":"InvalidArgument"' "$dir/body"
sts whoami "$alice" -d Action=GetCallerIdentity
ok "no GetCallerIdentity" answered 405 MethodNotAllowed

# The AWS CLI understands it
ok "aws get-session-token" aws_sts "$alice" get-session-token
ok "with a code" aws_sts "$alice" get-session-token \
    --serial-number "$serial" --token-code "$(code 0)"
ok "aws assume-role" aws_sts "$own" assume-role --role-arn "$ops" \
    --role-session-name alice
ok "aws fails where it is refused" not aws_sts "$bob" get-session-token
# botocore wants an ErrorResponse around the Error, so it cannot say why.

echo "1..$tests"
[ "$failed" = 0 ]
