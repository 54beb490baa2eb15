# pam-sts status: what a session has; part of cli.sh.

SESSION=0123456789abcdef
RUN=/run/pam_sts/sessions
ROLE=arn:aws:sts::210987654321:assumed-role/ProdAdmin/alice@bastion-7.$SESSION

# info SECONDS [LINE...]: alice's session, its credentials valid for so long.
info()
{
	local expires
	expires=$(date -u -d "+$1 seconds" +%Y-%m-%dT%H:%M:%SZ)
	shift
	mkdir -p $RUN/$(id -u alice)/$SESSION
	cat >$RUN/$(id -u alice)/$SESSION/info <<-INFO
	session = $SESSION
	user = alice
	target = alice
	service = sshd
	profiles = login,prod-admin
	proof = totp
	obtained = now
	access_key_id = ASIAIOSFODNN7EXAMPLE
	arn = $ROLE
	expires = $expires
	$(printf '%b\n' "$@")
	INFO
}

# as_alice [NAME=VALUE...] -- ARGUMENT...: run inside her session.
as_alice()
{
	local variables=()
	while [ "$1" != -- ]; do
		variables+=("$1")
		shift
	done
	shift
	setpriv --reuid alice --clear-groups env -i TZ=JST-9 "${variables[@]}" \
		$W/pam-sts status "$@" >$W/out 2>$W/err
	status=$?
	out=$(cat $W/out) err=$(cat $W/err)
}

as_alice --
said "no session" 1 'not in a pam_sts session: PAM_STS_SESSION names none'
as_alice PAM_STS_SESSION=$SESSION --
said "a session that has ended" 1 \
	"session $SESSION has ended, or is another user's: log in again"
info 3725 'strange = key'
as_alice PAM_STS_SESSION=$SESSION PAM_STS_NONE= --
like "a session" "$status:$err:$out" "^0::session: $SESSION
user: alice
target: alice
service: sshd
profiles: login,prod-admin
proof: totp
obtained: now
access_key_id: ASIAIOSFODNN7EXAMPLE
arn: $ROLE
expires: 20[0-9T:-]+Z
left: 1 h 0(2 min 0|1 min 5)[0-9] s$"
as_alice PAM_STS_SESSION=$SESSION -- --json
is "JSON" "$status:$(jq -c '[.session, .user, .target, .service, .profiles,
	.proof, .obtained, .obtained_by, .access_key_id, .arn, .none,
	(.expires | fromdate | . > now), (.seconds_left | . > 3700 and . <= 3725)]' \
	$W/out)" \
	"0:[\"$SESSION\",\"alice\",\"alice\",\"sshd\",[\"login\",\"prod-admin\"],\"totp\",\"now\",null,\"ASIAIOSFODNN7EXAMPLE\",\"$ROLE\",null,true,true]"
for id in ../$(id -u alice)/$SESSION 0123456789ABCDEF ${SESSION}0 ''; do
	as_alice PAM_STS_SESSION=$id --
	said "\"$id\" names no session" 1 \
		'not in a pam_sts session: PAM_STS_SESSION names none'
done

info -1
as_alice PAM_STS_SESSION=$SESSION --
is "expired" "$status:$(tail -n1 $W/out)" \
	"1:left: nothing, the credentials have expired"
as_alice PAM_STS_SESSION=$SESSION -- --json
is "expired, JSON" "$status:$(jq .seconds_left $W/out)" 1:0

home=$RUN/$(id -u alice)/$SESSION
for t in soon 2026-11-21T1:0:0Zxyz; do
	printf 'user = alice\nexpires = %s\n' $t >$home/info
	as_alice PAM_STS_SESSION=$SESSION --
	is "lines that are not there, and $t" "$status:$out" \
		"0:user: alice
expires: $t
left: not known"
done
printf 'user = \303\251\233\tx"\nservice = sshd\n' >$home/info
as_alice PAM_STS_SESSION=$SESSION --
is "text that a terminal must not see" "$out" 'user: \xc3\xa9\x9b\x09x"
service: sshd
left: not known'
as_alice PAM_STS_SESSION=$SESSION -- --json
is "the same in JSON" "$(jq -c '[.user, .session, .profiles,
	.seconds_left]' $W/out)" '["é�\tx\"",null,[],null]'
printf 'user = alice\n\033]0;x\n' >$home/info
as_alice PAM_STS_SESSION=$SESSION --
said "a file that is not ours" 1 \
	"the notes of session $SESSION say nothing: log in again"
rm $home/info
mkfifo -m 644 $home/info
as_alice PAM_STS_SESSION=$SESSION --
said "a fifo does not hang it" 1 \
	"session $SESSION has ended, or is another user's: log in again"
rm $home/info
echo 'user = eve' >$W/elsewhere
ln -s $W/elsewhere $home/info
as_alice PAM_STS_SESSION=$SESSION --
said "a link is not followed" 1 \
	"session $SESSION has ended, or is another user's: log in again"
rm $home/info

why='no code was given for this session'
as_alice "PAM_STS_NONE=$why" --
is "no credentials, and why" "$status:$out:$err" \
	"1:no credentials were given: $why:"
as_alice PAM_STS_SESSION=$SESSION "PAM_STS_NONE=$why" -- --json
is "the same in JSON, in a session of the caller's" \
	"$status:$(jq -c '[.session, .seconds_left, .none]' $W/out)" \
	"1:[null,0,\"$why\"]"
as_alice $'PAM_STS_NONE=\033[2J\n' --
is "a reason that a terminal must not see" "$status:$out" \
	'1:no credentials were given: \x1b[2J\x0a'
as_alice PAM_STS_NONE= --
said "an empty reason is none" 1 \
	'not in a pam_sts session: PAM_STS_SESSION names none'
info 60
as_alice PAM_STS_SESSION=$SESSION "PAM_STS_NONE=$why" --
is "credentials that are there are shown" "$status:$(head -n1 $W/out)" \
	"0:session: $SESSION"
PAM_STS_SESSION=$SESSION run status
said "root has no such session" 1 \
	"session $SESSION has ended, or is another user's: log in again"
rm -r $RUN
