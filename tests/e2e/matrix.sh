#!/bin/bash
# Every application by every outcome, as tests/e2e/matrix.tsv says they are.
# Each cell is the real program on a host of its own, see matrix-cell.sh.
#
# Usage: tests/e2e/matrix.sh [REGEX]: only the cells whose name it matches.
. "$(dirname "$0")"/host.sh
. "$(dirname "$0")"/tap.sh
. "$(dirname "$0")"/matrix-table.sh

# Most of a cell is waiting: two seconds for each refused code.
JOBS=8
TEMPLATE=$WORK/template

matrix_stacks()
{
	local service
	for service in sshd sudo sudo-i su su-l runuser login cron polkit-1; do
		host_pam $service
		# Whom our module does not ask, somebody else has to let in.
		sed -i '1a auth required pam_permit.so' /etc/pam.d/$service
	done
	sed -i '1i auth sufficient pam_rootok.so' \
		/etc/pam.d/su /etc/pam.d/su-l /etc/pam.d/runuser
}

# The second sudo of a cell has another terminal than the first.
matrix_sudo()
{
	printf '%s\n' 'Defaults env_reset, lecture=never, passwd_tries=1' \
		'Defaults timestamp_type=global' 'ALL ALL=(ALL:ALL) ALL' \
		>/etc/sudoers
	sed 's/) ALL/) NOPASSWD: ALL/' /etc/sudoers >$TEMPLATE/sudoers-nopasswd
	# The advice itself, not a copy of it.
	{
		cat /etc/sudoers
		grep '^Defaults env_delete' doc/HOSTS.md
	} >$TEMPLATE/sudoers-delete
	chmod 440 $TEMPLATE/sudoers-*
}

matrix_polkit()
{
	mkdir -p /etc/polkit-1/rules.d
	echo 'polkit.addRule(function() { return polkit.Result.YES; });' \
		>/etc/polkit-1/rules.d/00-yes.rules
}

# alice is enrolled, bob is somebody else.
matrix_people()
{
	host_world alice
	host_account bob
	host_account alice
	host_enrol alice
	# root's shell shall be as bare as theirs.
	mount -t tmpfs -o mode=700 tmpfs /root
}

# What every cell begins with a copy of.
matrix_template()
{
	mkdir $TEMPLATE $TEMPLATE/conf $WORK/cells
	mkdir -m 1777 $TEMPLATE/facts
	matrix_stacks
	matrix_sudo
	matrix_polkit
	matrix_people
	host_certificates
	ssh-keygen -q -t ed25519 -N '' -f $TEMPLATE/hostkey
	echo "127.0.0.1 $(cat $TEMPLATE/hostkey.pub)" >$TEMPLATE/known_hosts
	ssh-keygen -q -t ed25519 -N '' -f $TEMPLATE/id
	cp -a $WORK/*.pem $WORK/server.key $WORLD $TEMPLATE
	cp -a /var/lib/pam_sts $TEMPLATE/state
	cp tests/e2e/matrix-tty.exp tests/e2e/matrix-probe.sh $TEMPLATE
}

cell_run()
{
	unshare --mount --propagation private --net --pid --fork --kill-child \
		--mount-proc bash tests/e2e/matrix-cell.sh "$@" 2>&1 </dev/null
}

# Run the cells that match, JOBS at a time; names[i] has its report in cells/i.
cells_run()
{
	local host outcome name ended
	local -A running=()
	names=()
	while IFS=$'\t' read -r host outcome name; do
		[[ $name =~ $1 ]] || continue
		if [ ${#running[@]} -ge $JOBS ]; then
			wait -n -p ended "${!running[@]}"
			unset "running[$ended]"
		fi
		cell_run $host $outcome >$WORK/cells/${#names[@]} &
		running[$!]=1
		names+=("$name")
	done < <(table_cells)
	[ ${#running[@]} -eq 0 ] || wait "${!running[@]}"
}

cell_good()
{
	cat $1
	[ "$(cat $1)" = 'as expected' ]
}

host_up
matrix_template
cells_run "${1:-}"
for i in "${!names[@]}"; do
	report=$WORK/cells/$i
	if grep -q '^SKIP ' $report; then
		skip "${names[i]}" "$(sed -n 's/^SKIP //p' $report)"
	else
		ok "${names[i]}" cell_good $report
	fi
done
echo "# ${#names[@]} cells"
tap_done
