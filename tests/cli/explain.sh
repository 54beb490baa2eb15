# pam-sts explain: rule, calls, words; part of cli.sh.

E=/etc/pam_sts
mkdir -p $E/conf.d
cat >$E/pam_sts.conf <<'CONF'
[defaults]
region = eu-west-1
duration_seconds = 7200
mfa_serial = arn:aws:iam::111111111111:mfa/%u

[rule]
service = sshd
user = bob
exempt = yes
alert = yes

[rule]
service = sshd
rhost = 10.0.0.0/8
deny = yes
message = Not from "there", é.

[rule]
service = sshd
tty = pts/*
deny = yes

[rule]
service = sudo, sudo-i
group = sre
target = !alice
profile = admin
CONF
cat >$E/conf.d/more.conf <<'CONF'

[profile login]
credential_source = UserKey
mfa = both
duration_seconds = 43200

[profile admin]
credential_source = LoginSession
mfa = local
reuse_seconds = 900
credential_file = static
linger = until-expiry
expiry_notice = 15m
role_arn = arn:aws:iam::222222222222:role/Admin
external_id = host-%H
role_session_name = %u
tags = by=%m/%a, of=%t, from=%r, a+b=c d%%
source_identity =

[profile far]
source_profile = login
mfa = both
role_arn = arn:aws:iam::333333333333:role/Far
duration_seconds = 3600
endpoint_url = https://sts.example.com:8443/x

[profile near]
credential_source = UserKey
mfa = both
role_arn = arn:aws:iam::222222222222:role/Near

[profile console]
credential_source = UserKey
mfa = none
role_arn = arn:aws:iam::222222222222:role/Console-%t

[profile quiet]
source_profile = console
mfa = none
role_arn = arn:aws:iam::222222222222:role/Quiet
role_session_name = %m-%a
[profile long]
source_profile = console
mfa = none
role_arn = arn:aws:iam::222222222222:role/%t-%t-%t

[rule]
service = su
host = bastion-*
profile = far, login
assume = near ,unasked-2
[profile unasked-2]
source_profile = login
mfa = both
role_arn = arn:aws:iam::222222222222:role/Unasked
[rule]
service = cron
profile = quiet
[rule]
service = sudo
target = alice
profile = unasked
[profile unasked]
credential_source = LoginSession
mfa = none
role_arn = arn:aws:iam::222222222222:role/Unasked
role_session_name = %m@%h
[rule]
service = both
profile = near, console-2
[rule]
service = long
profile = long
[profile console-2]
credential_source = UserKey
mfa = both
role_arn = arn:aws:iam::222222222222:role/Two
duration_seconds = 43200
CONF
M=$E/pam_sts.conf I=$E/conf.d/more.conf
wrong='The code was not accepted. Wait for the next one and try again.'

# json ARGUMENT... FILTER: what jq makes of the object, or of what was said.
json()
{
	run explain "${@:1:$#-1}" --json
	out=$(jq -c "${@: -1}" $W/out)${err:+:$err}
}

run check
is "the configuration is sound" "$status" 0
json alice sshd '.user, .service, .target, .rule, .outcome, .shown'
is "no rule" "$status:$(echo $out)" \
	"0:\"alice\" \"sshd\" \"alice\" null \"no rule\" [\"One-time code: \",\"$wrong\"]"
json alice sshd '[.skipped[] | [.file, .line, .condition, .value]] | .[:4]'
is "why none of them" "$out" \
	"[[\"$M\",6,\"user\",\"bob\"],[\"$M\",12,\"rhost\",\"10.0.0.0/8\"],[\"$M\",18,\"tty\",\"pts/*\"],[\"$M\",23,\"service\",\"sudo, sudo-i\"]]"
json bob sshd '[.rule.file, .rule.line, .outcome, .alert, .mfa, .calls,
	.sections, .skipped, .shown]'
is "exempt" "$out" "[\"$M\",6,\"exempt\",true,null,[],[],[],[]]"
json alice sshd --rhost 10.1.2.3 '.rule.line, .outcome, .message, .shown'
is "denied, with a message" "$(echo $out)" \
	'12 "denied" "Not from \"there\", é." ["Not from \"there\", é."]'
json alice sshd --rhost 192.0.2.1 --tty /dev/pts/3 \
	'.rule.line, .outcome, .message, .alert, .shown'
is "denied, without" "$(echo $out)" \
	"18 \"denied\" null false [\"One-time code: \",\"$wrong\"]"
is "which keeps nothing" "$(jq -c '[.assume, .linger, .expiry_notice,
	.credentials]' $W/out)" '[[],false,null,[]]'

json alice sudo '[.target, .rule.line, .outcome, .profiles, .mfa,
	.reuse_seconds, .sections, .shown]'
is "sudo: its default target" "$out" \
	'["root",23,"profiles",["admin"],"local",900,["default","admin"],["One-time code: "]]'
is "kept past logout, with a notice" "$(jq -c '[.assume, .linger,
	.expiry_notice], .credentials[]' $W/out)" '[[],true,900]
{"profile":"admin","call":1,"renewable":"yes","form":"static"}'
json alice sudo-i .target
is "sudo -i: its default target" "$out" '"root"'
json alice sudo-i --target bob '.target, .rule.line'
is "sudo -u bob" "$(echo $out)" '"bob" 23'
json alice sudo --target alice '.profiles[], .skipped[3].condition'
is "sudo for oneself" "$(echo $out)" '"unasked" "target"'
is "proven at login" "$(jq -c '[.shown,
	.calls[0].parameters.RoleSessionName]' $W/out)" '[[],"totp@bastion-7"]'
json bob sudo '.rule, .skipped[3].condition, .skipped[3].value'
is "sudo of a stranger" "$(echo $out)" 'null "group" "sre"'
json alice sudo --rhost 192.0.2.1 '.calls[] | [.action, .profile,
	.signed_with, .endpoint, .region, .duration, .duration_asked]'
is "a role from the login session; no more than an hour" "$out" \
	'["AssumeRole","admin","the login session of alice","sts.eu-west-1.amazonaws.com/","eu-west-1",3600,7200]'
is "its parameters, expanded" "$(jq -c '.calls[0].parameters' $W/out)" \
	'{"DurationSeconds":"3600","RoleArn":"arn:aws:iam::222222222222:role/Admin","RoleSessionName":"alice","ExternalId":"host-bastion-7.example.com","Tags.member.1.Key":"by","Tags.member.1.Value":"totp/0","Tags.member.2.Key":"of","Tags.member.2.Value":"root","Tags.member.3.Key":"from","Tags.member.3.Value":"192.0.2.1","Tags.member.4.Key":"a+b","Tags.member.4.Value":"c d=25"}'

json alice su '.calls[] | [.action, .profile, .signed_with, .endpoint,
	.duration, .duration_asked]'
is "a chain: session, then role" "$out" \
	'["GetSessionToken","login","the key of alice","sts.eu-west-1.amazonaws.com/",43200,43200]
["AssumeRole","far","call 1","sts.example.com:8443/x",3600,3600]'
is "one code" "$(jq -c '[.calls[].parameters.TokenCode]' $W/out)" \
	'["000000",null]'
is "sections: the first is the default" "$(jq -c .sections $W/out)" \
	'["default","far","login"]'
is "the role is renewed by itself, the session with a code" \
	"$(jq -c '[.assume, .linger, .expiry_notice], .credentials[]' $W/out)" \
	'[["near","unasked-2"],false,null]
{"profile":"login","call":1,"renewable":"code","form":"static"}
{"profile":"far","call":2,"renewable":"yes","form":"process"}'
json alice both '.calls[] | [.action, .profile, .signed_with, .duration,
	.duration_asked]'
is "two roles of one code: a session that nobody asked for" "$out" \
	'["GetSessionToken",null,"the key of alice",null,null]
["AssumeRole","near","call 1",3600,7200]
["AssumeRole","console-2","call 1",3600,43200]'
json alice cron '[.mfa, .shown, .sections, .calls[1].parameters.RoleSessionName],
	.calls[].parameters.RoleArn'
is "no code: nothing is asked" "$(echo $out)" \
	'["none",[],["default","quiet"],"none-"] "arn:aws:iam::222222222222:role/Console-alice" "arn:aws:iam::222222222222:role/Quiet"'

run explain alice sshd
is "text: no rule" "$status:$err:$(grep -v "$I" $W/out)" "0::user: alice
service: sshd
target: alice
host: bastion-7.example.com
skipped: $M:6: \"user = bob\" does not hold
skipped: $M:12: \"rhost = 10.0.0.0/8\" does not hold: rhost is not given
skipped: $M:18: \"tty = pts/*\" does not hold: tty is not given
skipped: $M:23: \"service = sudo, sudo-i\" does not hold
rule: none
outcome: no rule: denied
shown: \"One-time code: \"
shown: \"$wrong\""
run explain alice sshd --rhost 2001:db8::1 --tty tty1
like "text: what is given is not said to be missing" "$out" \
	$'"rhost = 10.0.0.0/8" does not hold\nskipped: .*"tty = pts/\*" does not hold\n'
run explain bob sshd
is "text: exempt" "$(tail -n4 $W/out)" "rule: $M:6
outcome: exempt: no code, no credentials
alert: yes
shown: nothing, no code is asked for"
run explain alice sshd --rhost 10.1.2.3
is "text: denied with a message" "$(tail -n3 $W/out)" "rule: $M:12
outcome: denied
shown: \"Not from \"there\", é.\""
run explain alice sudo
is "text: a plan" "$(sed -n '/^rule/,$p' $W/out)" "rule: $M:23
outcome: profiles admin
mfa: local: a code, verified on this host
reuse: while sudo asks for no code, what it gave is given again for 900 s
linger: the credentials stay past logout, until they expire
notice: the user is told 900 s before the credentials expire
call 1: AssumeRole for profile admin
  signed with: the login session of alice
  endpoint: sts.eu-west-1.amazonaws.com/
  region: eu-west-1
  duration: 3600 s (asked 7200, cut to 3600)
  DurationSeconds = 3600
  RoleArn = arn:aws:iam::222222222222:role/Admin
  RoleSessionName = alice
  ExternalId = host-bastion-7.example.com
  Tags.member.1.Key = by
  Tags.member.1.Value = totp/0
  Tags.member.2.Key = of
  Tags.member.2.Value = root
  Tags.member.3.Key = from
  Tags.member.3.Value = 
  Tags.member.4.Key = a+b
  Tags.member.4.Value = c d=25
session: 0000000000000000 stands for the id of its own that a login has
credentials: from call 1, in section default and in admin
  renewed: by itself
  form: static
shown: \"One-time code: \""
run explain alice both
is "text: calls, and where their credentials land" \
	"$(grep -E '^(call|mfa|cred|  (sig|dur|Token))' $W/out)" \
	"mfa: both: a code, verified on this host, then by STS
call 1: GetSessionToken, for the calls signed with it
  signed with: the key of alice
  duration: not asked for: 43200 s by AWS
  TokenCode = (the one-time code)
call 2: AssumeRole for profile near
  signed with: call 1
  duration: 3600 s (asked 7200, cut to 3600)
call 3: AssumeRole for profile console-2
  signed with: call 1
  duration: 3600 s (asked 43200, cut to 3600)
credentials: from call 2, in section default and in near
credentials: from call 3, in section console-2"
run explain alice su
is "text: what may be added, and how each is renewed" \
	"$(grep -E '^(assume|linger|notice|cred|  (renewed|form))' $W/out)" \
	"assume: near, unasked-2: by pam-sts assume
credentials: from call 1, in section login
  renewed: by pam-sts renew, with a code
  form: static
credentials: from call 2, in section default and in far
  renewed: by itself
  form: process"
is "text: what is not cut is not said to be" "$(grep '^  duration' $W/out)" \
	"  duration: 43200 s
  duration: 3600 s"
