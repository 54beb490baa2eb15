# pam-sts credentials: what SDKs are told; part of cli.sh.

# gives NAME KEY-ID PROFILE: the last run printed these credentials.
gives()
{
	is "$1" "$status:$err:$(jq -c . $W/out)" \
		"0::$(jq -nc --arg id "$2" --arg token "$TOKEN$3" --arg expires \
			"$expires" '{Version: 1, AccessKeyId: $id,
			SecretAccessKey: "secret/of+\($id)",
			SessionToken: $token, Expiration: $expires}')"
}
# of PROFILE: when its credentials expire, as noted.
of()
{
	sed -n "/^\[$1\]/,/^\[/s/^expires = //p" $HERE/info
}

as_alice -- credentials
said "credentials, no session" 1 \
	'not in a pam_sts session: PAM_STS_SESSION names none'
as_alice PAM_STS_NONE='no code was given' -- credentials
said "credentials, none were given" 1 \
	'no credentials were given: no code was given'
as_alice PAM_STS_NONE=why -- credentials --session $SESSION
said "a session that is named and has ended" 1 \
	"session $SESSION has ended, or is another user's: log in again"
as_alice -- credentials --session ../x
said "a name of no session" 1 \
	'not in a pam_sts session: --session names none'
session 3600 1800
expires=$(of login)
inside credentials
gives "the first profile's, of the AWS file" ASIALOGIN00000000000 login
expires=$(of prod-admin)
inside credentials prod-admin
gives "another's, of the file of keys" ASIAADMIN00000000000 prod-admin
as_alice PAM_STS_SESSION=ffffffffffffffff PAM_STS_NONE=why -- \
	credentials --session $SESSION prod-admin
gives "what is named wins over the environment" ASIAADMIN00000000000 \
	prod-admin
{
	section prod-admin ASIAOTHER00000000000 1800
	echo '[default]'
} | put credentials
inside credentials prod-admin
gives "the file of keys wins" ASIAADMIN00000000000 prod-admin
: | put keys
inside credentials prod-admin
expires=$(sed -n 's/^x_.* = //p' $HERE/credentials)
gives "but not when it has none" ASIAOTHER00000000000 prod-admin
session 3600 1800
setpriv --reuid alice --clear-groups env PAM_STS_SESSION=$SESSION \
	$W/pam-sts credentials 2>$W/err >/dev/full
is "output that is cut is said" "$?:$(cat $W/err)" \
	"1:pam-sts: standard output cannot be written: what it shows is not complete"
inside credentials default
said "a section is no profile" 1 \
	'"default" is no profile of this session: it has login,prod-admin'
inside credentials $'a\nb'
said "nor is a line" 1 \
	'"a?b" is no profile of this session: it has login,prod-admin'
PAM_STS_SESSION=$SESSION run credentials
said "root has none of it" 1 \
	"session $SESSION has ended, or is another user's: log in again"
out=$(script -qec "setpriv --reuid alice --clear-groups \
	$W/pam-sts credentials --session $SESSION; echo \$?" /dev/null)
is "a terminal is shown nothing" "${out//$'\r'/}" \
	"pam-sts: standard output is a terminal, which would show the keys: give --force
1"
out=$(script -qec "setpriv --reuid alice --clear-groups \
	$W/pam-sts credentials --session $SESSION --force; echo \$?" /dev/null)
like "but by force" "$out" 'secret/of\+ASIALOGIN00000000000.*0'

# --- expired, gone, damaged ---------------------------------------------------
renew='run pam-sts renew'
session -1 1800
inside credentials
said "expired" 1 "the credentials of profile login have expired: $renew"
inside credentials prod-admin
expires=$(of prod-admin)
gives "another is not" ASIAADMIN00000000000 prod-admin
rm $HERE/credentials $HERE/keys
inside credentials
said "expired, and removed" 1 \
	"the credentials of profile login have expired: $renew"
inside credentials prod-admin
said "removed" 1 "the credentials of profile prod-admin are gone: $renew"
# damaged NAME SED-SCRIPT: a file that this was done to is refused.
damaged()
{
	section prod-admin ASIAADMIN00000000000 1800 | sed "$2" | put keys
	inside credentials prod-admin
	said "damaged: $1" 1 \
		"the credentials of profile prod-admin are damaged: $renew"
}
damaged "no key id" '/key_id/d'
damaged "no secret" '/secret/d'
damaged "no token" '/token/d;/Version/d'
damaged "no time" '/expires/d'
damaged "a key id with a quote" "s/ASIA/'&/"
damaged "a secret with a quote" 's/secret.of/"&/'
damaged "a token with a backslash" 's/IQo/\\&/'
damaged "a time that is none" 's/expires = 20/expires = 0000/'
damaged "a month that is none" 's/expires = \(....\)-../expires = \1-13/'
damaged "a key that stands twice" '/key_id/p'
# unread NAME: what stands there as keys is not read.
unread()
{
	inside credentials prod-admin
	said "$1" 1 "the credentials of profile prod-admin cannot be read, or are not yours: $renew"
	rm -rf $HERE/keys
}
session 3600 1800
chown root $HERE/keys
chmod 644 $HERE/keys
unread "keys of somebody else"
session 3600 1800
mv $HERE/keys $HERE/elsewhere
ln -s elsewhere $HERE/keys
unread "a link"
mkfifo $HERE/keys && chown alice $HERE/keys
unread "a fifo"
mkdir $HERE/keys && chown alice $HERE/keys
unread "a directory"
{ section prod-admin ASIAADMIN00000000000 1800; head -c 400000 /dev/zero; } |
	put keys
unread "a file that is too long"
# A token of the longest is passed on whole.
long=$(head -c 24576 /dev/zero | tr '\0' A)
section login ASIALOGIN00000000000 600 | sed "s|$TOKEN.*|$long|" |
	put credentials
inside credentials
is "the longest token" "$status:$(jq -j .SessionToken $W/out | wc -c)" 0:24576
section login ASIALOGIN00000000000 600 | sed "s|$TOKEN.*|A$long|" |
	put credentials
inside credentials
said "one that is longer" 1 \
	"the credentials of profile login are damaged: $renew"
rm -r $RUN
