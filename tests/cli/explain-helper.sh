# pam-sts explain and pam-sts-obtain, and what is refused; part of cli.sh, behind
# explain.sh and with its configuration.

# Anybody may ask, with any environment, and the helper is never root.
setpriv --reuid bob --clear-groups env AWS_ENDPOINT_URL=https://evil.example \
	$W/pam-sts explain alice sudo --json >$W/out 2>$W/err
is "anybody may ask about anybody" \
	"$?:$(jq -r '.calls[0].endpoint' $W/out):$(cat $W/err)" \
	"0:sts.eu-west-1.amazonaws.com/:"
cp /usr/libexec/pam_sts/pam-sts-obtain $W/obtain
# fake COMMAND: a helper that is this script.
fake()
{
	printf '#!/bin/sh\n%s\n' "$1" >/usr/libexec/pam_sts/pam-sts-obtain
	chmod 755 /usr/libexec/pam_sts/pam-sts-obtain
}
mkdir -m 777 $W/seen
# The shell itself unblocks signals once it has waited for a child.
fake "while read -r name value; do
	case \$name in Sig[IB]*) echo \$value ;; esac
done </proc/\$\$/status >$W/seen/signals
id -u >$W/seen/uid; id -G >$W/seen/gid; env >$W/seen/env; cat /proc/\$\$/fd/3 >$W/seen/conf
cut -d' ' -f1,6 /proc/\$\$/stat >$W/seen/session
fds=\$(readlink /proc/\$\$/fd/[1247])
echo \"\$fds\" >$W/seen/fds; exit 3"
SECRET_OF_MINE=x setpriv --groups 4,24 env --ignore-signal=HUP,INT,PIPE \
	--block-signal=TERM,USR1 $W/pam-sts explain alice sudo \
	2>$W/err 7<$W/seen
is "a helper that leaves without a word" "$?:$(cat $W/err)" \
	'1:pam-sts: /usr/libexec/pam_sts/pam-sts-obtain does not answer: is it installed?'
is "runs as nobody else" "$(cat $W/seen/uid $W/seen/gid)" \
	"$(id -u _pam_sts)
$(id -g _pam_sts)"
# But 32 and 33: they are libc's own, which make's posix_spawn(3) ignores, and
# no program can change that.
is "with no signal ignored or blocked" \
	"$(sed 's/0000000180000000/0000000000000000/' $W/seen/signals |
		uniq -c | tr -s ' ')" " 2 0000000000000000"
is "in a session of its own" "$(cut -d' ' -f1 $W/seen/session)" \
	"$(cut -d' ' -f2 $W/seen/session)"
is "with an empty environment" \
	"$(grep -vE '^(PWD|OLDPWD|SHLVL|_)=' $W/seen/env)" ""
is "with the configuration, all of it" "$(tr -d '\f' <$W/seen/conf)" \
	"$(echo $M; cat $M; echo; echo $I; cat $I)"
is "and with nothing of the caller's" "$(uniq -c $W/seen/fds | tr -s ' ')" \
	" 3 /dev/null"
rm /usr/libexec/pam_sts/pam-sts-obtain
run explain alice sudo
said "no helper" 1 \
	'/usr/libexec/pam_sts/pam-sts-obtain does not answer: is it installed?'
json alice sshd .outcome
is "needs none where there are no calls" "$out" '"no rule"'
# answers NAME BYTES: what pam-sts makes of a helper that says this, and stays.
answers()
{
	fake "printf '$2' >&0; exec sleep 60"
	timeout 20 $W/pam-sts explain alice sudo >$W/out 2>$W/err
	is "a helper that says $1" "$?:$(cat $W/out $W/err)" "$3"
}
else='1:pam-sts: /usr/libexec/pam_sts/pam-sts-obtain answers something else: is it of this version?'
answers "no message" hello "$else"
answers "a message of another kind" 'STS1\4\0\0\0' "$else"
answers "a refusal of another kind" 'STS1\4\7\0\0' "$else"
answers "that more calls follow than there are" \
	'STS1\12\0\0\3\24\0\0\0011\34\0\0\1h\35\0\0\1r' "$else"
fake 'printf "STS1\12\0\0\3\24\0\0\0010\34\0\0\1h\35\0\0\1r" >&0; exec sleep 60'
run explain alice sudo
is "but believes one that fits" "$status:$(grep '^  endpoint' $W/out)" \
	"0:  endpoint: h"
install -m 711 $W/obtain /usr/libexec/pam_sts/pam-sts-obtain

long=$(printf 'x%.0s' {1..250})
echo "$long:x:4446:4446::/:/bin/sh" >>/etc/passwd
sed -i "s|role/%t-%t-%t|role/$(printf -- '%%t-%.0s' {1..10})|" $I
run explain "$long" long
like "a request that AWS would not take" "$status:$out:$err" '^1::pam-sts: a login would fail: set-up error: .*role_arn of profile long: AWS accepts no such value for this user$'

# AWS takes it: only the answer is too small.
wide=$(printf '@%.0s' {1..250})
echo "$wide:x:4447:4447::/:/bin/sh" >>/etc/passwd
{
	printf '[rule]\nservice = wide\nprofile = wide\n[profile wide]\n'
	printf 'credential_source = UserKey\nmfa = none\nregion = us-east-1\n'
	printf 'role_arn = arn:aws:iam::222222222222:role/Wide\n'
	printf 'role_session_name = x\nsource_identity =\ntags = k1=%%u'
	printf ',k%d=%%u' {2..48}
	echo
} >$W/wide.conf
run explain "$wide" wide --conf $W/wide.conf
like "a request that only cannot be shown" "$status:$out:$err" '^1::pam-sts: not shown: the request of profile wide has [0-9]+ bytes: no more than 28672 can be shown$'
run explain alice wide --conf $W/wide.conf
is "a file alone" "$status:$err:$(grep '^rule' $W/out)" \
	"0::rule: $W/wide.conf:1"
run explain alice wide
like "which is not what is installed" "$status:$out" '^0:.*rule: none'
run explain alice wide --conf $W/no.conf
is "a file that is not there" "$status:$out:$err" \
	"1::$W/no.conf: No such file or directory
pam-sts: the configuration has errors: it explains nothing"
run explain nobody-here sshd
said "nobody" 1 'there is no user "nobody-here": look at the spelling'
run explain alice sshd --target nobody-here
said "a target that nobody is" 1 \
	'there is no user "nobody-here": look at the spelling'
run explain alice 'ssh d'
said "a service that is none" 1 '"ssh d" is no name of a PAM service: expected 1 to 64 letters, digits and _.@-'
echo 'what' >>$I
run explain alice sshd
is "a configuration with faults" "$status:$out:$err" \
	"1::$I:$(wc -l <$I): expected key = value: \"what\"
pam-sts: the configuration has errors: every login would fail"
rm -r $E/conf.d
run explain alice sshd
is "without conf.d" "$status:$(head -n1 <<<"$err")" \
	"1:$M:23: profile names no profile: \"admin\""

# The example that is installed explains itself.
cp $W/pam_sts.conf $M
json alice sudo --target root '.outcome, .profiles[], .calls[0].signed_with,
	.calls[0].parameters.SourceIdentity, .calls[0].duration'
is "the example: sudo" "$status:$(echo $out)" \
	'0:"profiles" "prod-admin" "the login session of alice" "alice" 3600'
json alice sshd '.profiles[], .calls[0].action, .calls[0].signed_with'
is "the example: ssh" "$status:$(echo $out)" \
	'0:"login" "GetSessionToken" "the key of alice"'
run explain --trust-policy prod-admin --json
is "the example: what IAM must allow" \
	"$(jq -c '.trust_policy.Statement[0].Condition' $W/out)" \
	'{"StringEquals":{"sts:ExternalId":"bastion-7"},"Bool":{"aws:MultiFactorAuthPresent":"true"}}'
rm -r $E
