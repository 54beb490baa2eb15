# pam-sts env: variables for a shell; part of cli.sh.

as_alice PAM_STS_NONE='no code was given' -- env
said "env, none were given" 1 'no credentials were given: no code was given'
session 3600 1800
expires=$(sed -n 's/^x_.* = //p' $HERE/keys)
inside env prod-admin
is "a profile's" "$status:$err:$out" "0::export AWS_ACCESS_KEY_ID='ASIAADMIN00000000000'
export AWS_SECRET_ACCESS_KEY='secret/of+ASIAADMIN00000000000'
export AWS_SESSION_TOKEN='${TOKEN}prod-admin'
export AWS_REGION='eu-west-1'
export AWS_DEFAULT_REGION='eu-west-1'
export AWS_CREDENTIAL_EXPIRATION='$expires'
unset AWS_PROFILE"
is "a shell reads them" "$(env -i AWS_PROFILE=default sh -c ". $W/out
	env | grep '^AWS_' | sort
	echo \${AWS_PROFILE-unset}")" "AWS_ACCESS_KEY_ID=ASIAADMIN00000000000
AWS_CREDENTIAL_EXPIRATION=$expires
AWS_DEFAULT_REGION=eu-west-1
AWS_REGION=eu-west-1
AWS_SECRET_ACCESS_KEY=secret/of+ASIAADMIN00000000000
AWS_SESSION_TOKEN=${TOKEN}prod-admin
unset"
inside env
is "the first profile's, which has no region" \
	"$status:$(grep -c "'ASIALOGIN" $W/out):$(grep -c REGION $W/out)" 0:1:0
sed -i "s/^region = .*/region = eu'; id; '/" $HERE/info
inside env prod-admin
is "a region that is none is left out" "$status:$(grep -c REGION $W/out)" 0:0
inside env --session $SESSION
said "env is of this session" 2 \
	'env: an option that does not exist: see pam-sts help env'
out=$(script -qec "setpriv --reuid alice --clear-groups env \
	PAM_STS_SESSION=$SESSION $W/pam-sts env; echo \$?" /dev/null)
is "a terminal is shown no variables" "${out//$'\r'/}" \
	"pam-sts: standard output is a terminal, which would show the keys: give --force
1"
out=$(script -qec "setpriv --reuid alice --clear-groups env \
	PAM_STS_SESSION=$SESSION $W/pam-sts env --force prod-admin" /dev/null)
like "but by force" "$out" "AWS_SECRET_ACCESS_KEY='secret/of"
session -1 -1
inside env
said "no variables once they have expired" 1 \
	'the credentials of profile login have expired: run pam-sts renew'
rm -r $RUN
