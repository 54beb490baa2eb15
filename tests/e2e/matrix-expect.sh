# What a cell of the matrix must have led to: prints each thing that is not as
# the table says.  matrix-cell.sh brings this in; it sets HOST, SEEN, FACTS.

# expect_cell WORD STATUS
expect_cell()
{
	local in asked says credentials none left log page
	local inside=no ran=no
	IFS=$'\t' read -r in asked says credentials none left log page < <(
		table_lines means | sed -n "s/^$1	//p")
	[ $2 -ne 0 ] || inside=yes
	[ ! -e $FACTS ] || ran=yes
	equal 'let in' $inside "$in"
	equal 'a command ran' $ran \
		"$([ "$credentials" = '*' ] && echo no || echo "$in")"
	expect_seen
	expect_log
	[ $ran = no ] || expect_facts
	expect_left
}

# equal WHAT GOT EXPECTED; "-" is nothing, "*" anything
equal()
{
	[ "$3" = '*' ] || [ "$2" = "${3#-}" ] || echo "$1: $2, expected: $3"
}

# Words of ours that were seen, each by its name.
words_seen()
{
	local name text
	while IFS=$'\t' read -r name text; do
		! grep -qF -- "$text" $SEEN || echo "$name"
	done < <(table_lines says) | xargs
}

expect_seen()
{
	equal 'asked for a code' \
		$(grep -q 'One-time code: ' $SEEN && echo yes || echo no) $asked
	equal 'words for the user' "$(words_seen)" "$says"
}

expect_log()
{
	local ours
	log_settle
	ours=$(grep 'pam_sts(' $LOG)
	if [ "$log" = - ]; then
		equal log "$ours" -
	elif ! [[ $ours =~ $log ]]; then
		echo "log: no $log"
	fi
}

# fact NAME: from within the session, see matrix-probe.sh.
fact()
{
	sed -n "s/^$1=//p" $FACTS
}

expect_facts()
{
	local owner
	equal 'ticket in the environment' "$(fact ticket)" -
	equal PAM_STS_NONE "$(fact none)" "$none"
	case $credentials in
	own)
		owner=$(table_get host $HOST 2)
		equal 'owner and mode' "$(fact file)" "$owner 600"
		equal 'temporary keys' "$(fact temporary)" yes
		equal 'session' "$(fact pointer | sed 's/[0-9a-f]\{16\}/ID/')" \
			$SESSIONS/$(id -u $owner)/ID/credentials
		;;
	caller) equal 'pointer' "$(fact pointer)" ${MINE#*=} ;;
	*) equal 'pointer' "$(fact pointer)" - ;;
	esac
}

expect_left()
{
	host_wait no_session
	equal 'sessions left' "$(find $SESSIONS -mindepth 1 2>/dev/null)" -
	equal 'files left' "$(find /run/pam_sts -type f 2>/dev/null |
		sed "s|^$TICKETS/.*|ticket|")" "$left"
	equal 'helpers left' "$(pgrep -l pam-sts-)" -
}
