#!/bin/sh
# Who each SDK takes this session for: a line each, "LABEL SDK ARN", or what it
# failed with instead of the ARN.  sdk.sh runs it in sessions, so:
# session.sh LABEL PROFILE SDK...; an empty PROFILE is none.
label=$1 profile=$2
shift 2
here=$(dirname "$0")
export NODE_EXTRA_CA_CERTS="$here/../ca.pem" NODE_NO_WARNINGS=1
export NODE_PATH="$here/../npm/node_modules"
# A host without instance metadata: nobody waits for it.
export AWS_EC2_METADATA_DISABLED=true

ask()
{
	case $1 in
	aws) /usr/bin/aws sts get-caller-identity --query Arn --output text \
		${profile:+--profile "$profile"} ;;
	boto3) /usr/bin/python3 "$here/boto3-identity.py" $profile ;;
	js[23]) node "$here/$1-identity.js" $profile ;;
	esac
}

# Side by side: most of each program's second is its start.
for sdk; do
	(echo "$label $sdk $(ask "$sdk" 2>&1 | sed '/^ *$/d' | tail -n 1)") &
done
wait
