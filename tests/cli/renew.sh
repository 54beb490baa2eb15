# pam-sts renew, assume and logout: what a session's keeper is told; part of
# cli.sh.

K=/run/pam_sts/keepers
mkdir -p $K
DONE=$'15 0\nmore=0'
WANTS_CODE=$'15 0\nmore=1'

# stand KIND [ANSWER...]: one stands ready for alice's session.
stand()
{
	local kind=$1
	shift
	rm -f $K/$SESSION
	(for answer; do printf '%s\n\n' "$answer"; done) |
		$W/stand_in $kind $K/$SESSION >$W/orders &
	keeper=$!
	until [ -S $K/$SESSION ]; do sleep 0.02; done
}

# keeper [ANSWER...]: he says these, and hangs up.
keeper()
{
	stand keeper "$@"
}

# ordered NAME STATUS OUT ERR HEARD: alice's last command, and the keeper's end.
ordered()
{
	wait $keeper
	is "$1" "$status:$out:$err:$(cat $W/orders)" \
		"$2:$3:${4:+pam-sts: $4}:$5"
}

# without_terminal ARGUMENT...: alice runs it in her session, with our input.
without_terminal()
{
	setsid -w setpriv --reuid alice --clear-groups env -i \
		PAM_STS_SESSION=$SESSION "${variables[@]}" $W/pam-sts "$@" \
		>$W/out 2>$W/err
	status=$?
	out=$(cat $W/out) err=$(cat $W/err)
}
variables=()

# on_terminal TYPED ARGUMENT...: the same on a terminal, where it types that;
# out is all that the terminal shows.
on_terminal()
{
	local typed=$1
	shift
	out=$(expect -c "log_user 1; set timeout 20
		spawn -noecho setpriv --reuid alice --clear-groups env -i \
		    PAM_STS_SESSION=$SESSION sh -c {$W/pam-sts $* </dev/null;
			echo status \$?; read -r rest; echo rest \$rest}
		expect -exact {One-time code: }
		send {$typed}; send \"\\r\"
		expect -re {status [0-9]+}
		send \"end\\r\"
		expect eof" | tr -d '\r')
}

RENEWED='The credentials of this session were renewed.'
keeper "$DONE"
without_terminal renew </dev/null
ordered "renewed without a code" 0 "$RENEWED" "" "14 order=renew"
keeper "$WANTS_CODE" "$DONE"
printf '492039\nrest\n' | (without_terminal renew; cat >$W/rest
	echo "$status:$out:$err" >$W/result)
wait $keeper
is "renewed with a code of standard input" \
	"$(cat $W/result $W/orders $W/rest)" "0:$RENEWED:
14 order=renew
5 code=492039
rest"
keeper "$WANTS_CODE" "$DONE"
on_terminal 492039 renew
wait $keeper
is "renewed with a code of the terminal, not of standard input" \
	"$out:$(cat $W/orders)" "One-time code: 492039
$RENEWED
status 0
end
rest end:14 order=renew
5 code=492039"
keeper "$WANTS_CODE" "$DONE"
on_terminal 49203912 renew
wait $keeper
is "of a line that is too long the shell gets nothing" \
	"$out:$(cat $W/orders)" "One-time code: 49203912
pam-sts: a one-time code is 6 digits: nothing was sent
status 1
end
rest end:14 order=renew"

for code in 49203 4920391 49203a ' 492039' '492 39' ''; do
	keeper "$WANTS_CODE" "$DONE"
	without_terminal renew <<<"$code"
	ordered "\"$code\" is no code" 1 "" \
		"a one-time code is 6 digits: nothing was sent" "14 order=renew"
done
keeper "$WANTS_CODE" $'15 1'
without_terminal renew <<<492039
ordered "a wrong code" 1 "" \
	"The code was not accepted. Wait for the next one and try again." \
	"14 order=renew
5 code=492039"
keeper $'15 6'
without_terminal renew </dev/null
ordered "refused before a code" 1 "" \
	"AWS did not answer in time. Try again with a new code." \
	"14 order=renew"
keeper $'15 5\ndetail=Ask carol for it.'
without_terminal renew </dev/null
ordered "refused in the keeper's words" 1 "" "Ask carol for it." \
	"14 order=renew"
keeper "$WANTS_CODE" "$WANTS_CODE"
without_terminal renew <<<492039
ordered "no second code is asked for" 1 "" \
	"the keeper of this session answers something else: is it of this version?" \
	"14 order=renew
5 code=492039"
for answer in hello $'15 0\nmore=2' \
	$'10 0\nendpoint=sts/\nrequest=a\nmore=0'; do
	keeper "$answer"
	without_terminal renew </dev/null
	ordered "an answer that is none: ${answer//$'\n'/ }" 1 "" \
		"the keeper of this session answers something else: is it of this version?" \
		"14 order=renew"
done
info 3600 60
keeper
without_terminal renew </dev/null
ordered "a keeper that hangs up" 1 "" \
	"the keeper of this session does not answer: try again" "14 order=renew"
keeper "$WANTS_CODE"
without_terminal renew <<<492039
ordered "one that hangs up when it has the code" 1 "" \
	"the keeper of this session does not answer: try again" \
	"14 order=renew
5 code=492039"


# left_waiting: alice's code comes when the keeper has turned to somebody else.
left_waiting()
{
	stand leaver "$WANTS_CODE"
	(wait_for_end_of $keeper; echo 492039) | (without_terminal renew
		printf '%s' "$status:$out:$err" >$W/result)
	wait $keeper
}
wait_for_end_of()
{
	while [ -e /proc/$1 ] && ! grep -q '^State:.Z' /proc/$1/status; do
		sleep 0.02
	done
}
left_waiting
is "another order came while the code was typed" "$(cat $W/result $W/orders)" \
	"1::pam-sts: another order came: this one was not carried out14 order=renew"
rm -r $RUN
left_waiting
is "which ended the session" "$(cat $W/result $W/orders)" \
	"1::pam-sts: session $SESSION has ended, or is another user's: log in again14 order=renew"

# The keeper's own deadlines are 70 and 80 s; how long a command is ready to wait
# where it hangs, the kernel tells, so nobody has to.
# hangs_in SYSCALL: wait until alice's command does, and show its arguments.
hangs_in()
{
	local i
	for i in $(seq 500); do
		grep -s "^$1 " /proc/$command/syscall && return
		sleep 0.02
	done
}
if [ "$(uname -m)" = x86_64 ]; then
	mkfifo $W/code
	exec 6<>$W/code
	keeper "$WANTS_CODE" "$DONE"
	kill -STOP $keeper
	setsid env PAM_STS_SESSION=$SESSION $W/pam-sts renew <&6 >$W/out 2>&1 &
	command=$!
	like "how long it waits for an answer to its order" "$(hangs_in 7)" \
		"$(printf '^7 0x[0-9a-f]+ 0x1 0x%x ' 75000)"
	kill -CONT $keeper
	hangs_in 0 >/dev/null
	kill -STOP $keeper
	echo 492039 >&6
	like "and for one to its code" "$(hangs_in 7)" \
		"$(printf '^7 0x[0-9a-f]+ 0x1 0x%x ' 85000)"
	kill -CONT $keeper
	wait $command
	is "and it hears it" "$?:$(cat $W/out)" "0:$RENEWED"
	exec 6>&-
	rm $W/code
else
	skip "how long it waits" "system calls have other numbers here"
fi

keeper "$DONE"
without_terminal assume audit-2.x@y </dev/null
ordered "a profile more" 0 \
	"This session has the profile audit-2.x@y now. To use it:
  AWS_PROFILE=audit-2.x@y aws sts get-caller-identity" "" \
	"14 profile=audit-2.x@y order=assume"
keeper "$WANTS_CODE" "$DONE"
without_terminal assume audit <<<492039
wait $keeper
is "one with a code" "$status:$(cat $W/orders)" "0:14 profile=audit order=assume
5 code=492039"
keeper "$DONE"
without_terminal logout </dev/null
ordered "logged out" 0 "The credentials of this session are gone." "" \
	"14 order=drop"
run assume 'a b'
said "a name that no profile has" 1 \
	'"a b" is no name of a profile: look at the spelling'
run assume
said "assume what" 2 'assume: expected one profile: see pam-sts help assume'
run assume --all
said "assume has no options" 2 \
	'assume: expected one profile: see pam-sts help assume'
run renew now
said "renew takes nothing" 2 'renew: expected nothing: see pam-sts help renew'
run logout now
said "logout takes nothing" 2 \
	'logout: expected nothing: see pam-sts help logout'

run renew </dev/null
said "outside of a session" 1 \
	'not in a pam_sts session: PAM_STS_SESSION names none'
variables=(PAM_STS_SESSION=../$SESSION)
without_terminal renew </dev/null
said "a name that is no session's" 1 \
	'not in a pam_sts session: PAM_STS_SESSION names none'
variables=(PAM_STS_SESSION= 'PAM_STS_NONE=AWS refused them')
without_terminal renew </dev/null
said "a session that was given none" 1 \
	'no credentials were given: AWS refused them'
variables=()
rm -f $K/$SESSION
without_terminal renew </dev/null
said "a session that has ended" 1 \
	"session $SESSION has ended, or is another user's: log in again"
keeper "$DONE"
chmod 600 $K/$SESSION
without_terminal renew </dev/null
said "another user's" 1 \
	"session $SESSION has ended, or is another user's: log in again"
info 3600 60
without_terminal renew </dev/null
said "a keeper who is not his" 1 \
	"the keeper of this session cannot be reached: Permission denied: try again, or log in again"
kill $keeper
wait $keeper 2>/dev/null
chmod 666 $K/$SESSION
without_terminal renew </dev/null
said "a keeper who is gone" 1 \
	"the keeper of this session cannot be reached: Connection refused: try again, or log in again"
rm -rf $RUN $K
