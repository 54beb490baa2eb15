#!/bin/bash
# pam-sts, the command: every subcommand, refusal and attack on its files.
#
# Usage: tests/cli/cli.sh PAM-STS, with pam-sts-obtain and tests/cli/stand_in
# beside it.  As root, in mounts and a host name of its own: nothing of it is
# seen outside, and all of it goes when the script ends.

if [ -z "${CLI_PRIVATE:-}" ]; then
	if [ "$(id -u)" -ne 0 ]; then
		echo "ok 1 - pam-sts # SKIP needs root for its mounts"
		echo "1..1"
		exit 0
	fi
	here=$(cd "$(dirname "$0")" && pwd)
	program=$(realpath "$1") || exit 1
	CLI_PRIVATE=1 exec unshare --mount --propagation private --uts \
		bash "$here/cli.sh" "$program" "$here"
fi
set -u
umask 022

W=/mnt
mount -t tmpfs -o mode=755 tmpfs $W
cp "$1" $W/pam-sts
chmod 755 $W/pam-sts
cp "$(dirname "$1")/pam-sts-obtain" $W/
cp "$(dirname "$1")/tests/cli/stand_in" $W/
for f in "$2"/../e2e/tap.sh "$2"/*.sh "$2"/../../etc/pam_sts.conf; do
	cp "$f" $W/
done
mkdir $W/etc $W/etc.work
mount -t overlay overlay \
	-o lowerdir=/etc,upperdir=$W/etc,workdir=$W/etc.work /etc
for d in /tmp /var/lib /usr/libexec /run; do
	mount -t tmpfs -o mode=755 tmpfs $d
done
mkdir /usr/libexec/pam_sts
install -m 711 $W/pam-sts-obtain /usr/libexec/pam_sts/
hostname bastion-7.example.com
for u in alice bob carol; do
	useradd -M -K UID_MIN=4000 $u 2>/dev/null
done
groupadd others 2>/dev/null
groupadd sre && usermod -aG sre alice
useradd -r -M -s /usr/sbin/nologin _pam_sts 2>/dev/null

S=/var/lib/pam_sts
ALICE=$S/$(id -u alice)
ID=AKIAIOSFODNN7EXAMPLE
SECRET=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
SEED=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ
. $W/tap.sh

# run ARGUMENT...: sets out, err and status; standard input is the caller's.
run()
{
	$W/pam-sts "$@" >$W/out 2>$W/err
	status=$?
	out=$(cat $W/out) err=$(cat $W/err)
}

# said NAME STATUS TEXT: the last run ended so and said just this line.
said()
{
	is "$1" "$status:$out:$err" "$2::${3:+pam-sts: $3}"
}

stanza()
{
	printf '[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n' \
		"${1:-$ID}" "${2:-$SECRET}"
}

# Nothing of anybody is kept, and no directory for it.
fresh()
{
	rm -rf $S
	mkdir -m 700 $S
}

# What stands below the state directory, one "PATH MODE OWNER SIZE" a line.
state()
{
	find $S -mindepth 1 -printf '%P %m %u:%g %s\n' | sort
}

. $W/usage.sh
. $W/check.sh
. $W/explain.sh
. $W/explain-helper.sh
. $W/trust-policy.sh
. $W/session.sh
. $W/status.sh
. $W/credentials.sh
. $W/env.sh
. $W/whoami.sh
. $W/renew.sh
. $W/sessions.sh
. $W/drop.sh
. $W/enrol.sh
. $W/key.sh
. $W/list.sh
. $W/attack.sh
tap_done
