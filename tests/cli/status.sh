# pam-sts status: what a session has; part of cli.sh.

as_alice -- status
said "no session" 1 'not in a pam_sts session: PAM_STS_SESSION names none'
inside status
said "a session that has ended" 1 \
	"session $SESSION has ended, or is another user's: log in again"
info 7199 119 'strange = key'
inside status
like "a session" "$status:$err:$out" "^0::session: $SESSION
user: alice
target: alice
service: sshd
proof: totp
obtained: now
profile: login \(default\)
  access_key_id: ASIALOGIN00000000000
  expires: 20[0-9T:-]+Z
  left: 1 h [0-9]{2} min [0-9]{2} s
  renewed: by pam-sts renew, with a code
  form: static
profile: prod-admin
  arn: $ROLE
  account: 210987654321
  access_key_id: ASIAADMIN00000000000
  expires: 20[0-9T:-]+Z
  left: 0 h 01 min [0-5][0-9] s
  renewed: by itself
  form: process
  region: eu-west-1$"
inside status --json
is "JSON" "$status:$(jq -c '[.session, .user, .target, .service, .proof,
	.obtained, .obtained_by, .linger, .none,
	(.seconds_left | . > 3600 and . <= 7199)]' $W/out)" \
	"0:[\"$SESSION\",\"alice\",\"alice\",\"sshd\",\"totp\",\"now\",null,null,null,true]"
is "JSON, a profile" "$(jq -c '.profiles[1] | [.name, .arn, .account,
	.access_key_id, .renewable, .form, .region,
	(.expires | fromdate > now), (.seconds_left | . > 0 and . <= 119)]' \
	$W/out)" \
	"[\"prod-admin\",\"$ROLE\",\"210987654321\",\"ASIAADMIN00000000000\",\"yes\",\"process\",\"eu-west-1\",true,true]"
is "JSON, what a profile has not is null" \
	"$(jq -c '.profiles[0] | [.name, .arn, .account, .region]' $W/out)" \
	'["login",null,null,null]'
info 60 60 "obtained_by = ${SESSION//0/f}\nlinger = until-expiry"
inside status
like "where they come from, and that they stay" "$out" \
	$'\n'"obtained_by: ${SESSION//0/f}"$'\n'"linger: until-expiry"$'\n'
inside status --json
is "the same in JSON" "$(jq -c '[.obtained_by, .linger]' $W/out)" \
	"[\"${SESSION//0/f}\",\"until-expiry\"]"
UNTIL=2026-11-21T18:00:00Z
info 60 60
sed -i "s/^renewable = .*/&\nrenewable_until = $UNTIL/" $HERE/info
inside status
is "until when it is renewed by itself" "$(grep renewed: $W/out)" \
	"  renewed: by pam-sts renew, with a code
  renewed: by itself until $UNTIL"
inside status --json
is "the same in JSON" "$(jq -c '[.profiles[].renewable_until]' $W/out)" \
	"[\"$UNTIL\",\"$UNTIL\"]"
for id in ../$(id -u alice)/$SESSION 0123456789ABCDEF ${SESSION}0 ''; do
	as_alice PAM_STS_SESSION=$id -- status
	said "\"$id\" names no session" 1 \
		'not in a pam_sts session: PAM_STS_SESSION names none'
done

# --- before each prompt -------------------------------------------------------
# prompt SECONDS SUFFIX: the text for a session that has so long to live.
prompt()
{
	info $1 60
	inside status --prompt
	like "a prompt, $1 s before the end" "$status:$err:$out" "$2"
}
prompt 43260 '^0::login 12h$'
prompt 3660 '^0::login 1h$'
prompt 3540 '^0::login 5[0-9]m$'
prompt 50 '^0::login [1-5]?[0-9]s$'
prompt -1 '^1::login expired$'
as_alice -- status --prompt
is "no prompt outside a session" "$status:$out:$err" 1::
as_alice PAM_STS_NONE=why -- status --prompt
is "no prompt where there are no credentials" "$status:$out:$err" 1::
as_alice PAM_STS_SESSION=ffffffffffffffff -- status --prompt
is "no prompt in a session that has ended" "$status:$out:$err" 1::
for name in '$(id)' 'a b' '%n' 'x,' "$(printf 'x%.0s' {1..65})"; do
	printf 'profiles = %s\n[x]\nexpires = soon\n' "$name" | put info
	inside status --prompt
	is "no prompt of \"$name\"" "$status:$out:$err" 1::
done

# --- expired, damaged, no file of hers ----------------------------------------
info -1 60
inside status
is "expired" "$status:$(grep left: $W/out | head -n1)" \
	"1:  left: nothing, the credentials have expired"
inside status --json
is "expired, JSON" \
	"$status:$(jq -c '[.seconds_left, .profiles[0].seconds_left]' $W/out)" \
	'1:[0,0]'
info 60 -1
inside status
is "only another profile has" "$status:$(grep -c nothing, $W/out)" 0:1
for t in soon 2026-11-21T1:0:0Zxyz 2026-11-21T18:00:0Z '2026-13-21T18:00:00Z'; do
	printf 'user = alice\nprofiles = p\n[p]\nexpires = %s\n' $t | put info
	inside status
	is "lines that are not there, and $t" "$status:$out" \
		"0:user: alice
profile: p (default)
  expires: $t
  left: not known"
done
inside status --json
is "the same in JSON" "$(jq -c '[.session, .seconds_left, .profiles]' $W/out)" \
	'[null,null,[{"name":"p","arn":null,"account":null,"access_key_id":null,"expires":"2026-13-21T18:00:00Z","seconds_left":null,"renewable":null,"renewable_until":null,"form":null,"region":null}]]'
inside status --prompt
is "a prompt that does not know" "$status:$out" 0:p
printf 'user = \303\251\233\tx"\nprofiles = p,q\n[p]\narn = \233\n' | put info
inside status
is "text that a terminal must not see" "$out" 'user: \xc3\xa9\x9b\x09x"
profile: p (default)
  arn: \x9b
  left: not known
profile: q
  left: not known'
inside status --json
is "the same in JSON" "$(jq -c '[.user, .profiles[0].arn]' $W/out)" \
	'["é�\tx\"","�"]'
printf 'profiles = p,q\n[p]\nregion = one\n[q]\nregion = two\n[p]\nregion = three\n' |
	put info
inside status --json
is "a section that stands twice says nothing" \
	"$(jq -c '[.profiles[].region]' $W/out)" '[null,"two"]'
for arn in 'arn:aws:sts::21098765432:assumed-role/R/x' 'arn:aws:iam:::role/R'; do
	printf 'profiles = p\n[p]\narn = %s\n' $arn | put info
	inside status --json
	is "$arn is of no account" "$(jq -c '.profiles[0].account' $W/out)" null
done
# nothing NAME TEXT: notes of this text are no notes.
nothing()
{
	printf "$2" | put info
	inside status
	said "$1" 1 \
		"the notes of session $SESSION say nothing: log in again"
}
nothing "a file that is not ours" 'user = alice\n\033]0;x\n'
nothing "an empty one" ''
nothing "one without profiles" 'user = alice\n[profiles]\nprofiles = p\n'
nothing "an empty name of a profile" 'profiles = p,,q\n'
# not_hers NAME: what stands there now is not read.
not_hers()
{
	inside status
	said "$1" 1 \
		"session $SESSION has ended, or is another user's: log in again"
	rm -f $HERE/info
}
{ echo 'profiles = p'; head -c 40000 /dev/zero | tr '\0' '\n'; } | put info
not_hers "a file that is too long"
mkfifo -m 644 $HERE/info && chown alice $HERE/info
not_hers "a fifo does not hang it"
echo 'profiles = p' >$W/elsewhere && chown alice $W/elsewhere
ln -s $W/elsewhere $HERE/info
not_hers "a link is not followed"
echo 'profiles = p' >$HERE/info
not_hers "nor is a file of somebody else read"
mv $HERE $W/moved && ln -s $W/moved $HERE
echo 'profiles = p' | install -o alice -m 600 /dev/stdin $W/moved/info
not_hers "nor a link to a directory followed"
rm -r $HERE $W/moved

# --- no credentials -----------------------------------------------------------
why='no code was given for this session'
as_alice "PAM_STS_NONE=$why" -- status
is "no credentials, and why" "$status:$out:$err" \
	"1:no credentials were given: $why:"
as_alice PAM_STS_SESSION=$SESSION "PAM_STS_NONE=$why" -- status --json
is "the same in JSON, in a session of the caller's" \
	"$status:$(jq -c '[.session, .seconds_left, .none]' $W/out)" \
	"1:[null,0,\"$why\"]"
as_alice $'PAM_STS_NONE=\033[2J\n' -- status
is "a reason that a terminal must not see" "$status:$out" \
	'1:no credentials were given: \x1b[2J\x0a'
as_alice PAM_STS_NONE= -- status
said "an empty reason is none" 1 \
	'not in a pam_sts session: PAM_STS_SESSION names none'
info 60 60
as_alice PAM_STS_SESSION=$SESSION "PAM_STS_NONE=$why" -- status
is "credentials that are there are shown" "$status:$(head -n1 $W/out)" \
	"0:session: $SESSION"
PAM_STS_SESSION=$SESSION run status
said "root has no such session" 1 \
	"session $SESSION has ended, or is another user's: log in again"
rm -r $RUN
