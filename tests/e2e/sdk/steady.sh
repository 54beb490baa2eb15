#!/bin/sh
# Programs that work on and on in a session, each with a line "ok" or "failed"
# a call in OUT/SDK: steady.sh OUT SDK...; they end when OUT/stop is there.
out=$1
shift
here=$(dirname "$0")
export NODE_EXTRA_CA_CERTS="$here/../ca.pem" NODE_NO_WARNINGS=1
export NODE_PATH="$here/../npm/node_modules"
export AWS_EC2_METADATA_DISABLED=true

work()
{
	case $1 in
	# A new process a call.
	aws) while [ ! -e "$out/stop" ]; do
		/usr/bin/aws sts get-caller-identity >/dev/null && echo ok ||
			echo failed
		sleep 0.5
	done ;;
	# What an SDK would be given.
	keys) while [ ! -e "$out/stop" ]; do
		pam-sts credentials >/dev/null && echo ok || echo failed
		sleep 0.2
	done ;;
	boto3) /usr/bin/python3 "$here/boto3-steady.py" "$out/stop" ;;
	js3) node "$here/js3-steady.js" "$out/stop" ;;
	esac
}

for sdk; do
	work "$sdk" >"$out/$sdk" 2>&1 &
done
wait
echo over >"$out/over.$1"
