# pam-sts check: each kind of error, word by word; part of cli.sh.

C=$W/t.conf
GOOD='[profile p]
credential_source = UserKey
mfa = local
region = eu-west-1
'

# conf TEXT: what check says of it, with "FILE" for the file's name.
conf()
{
	printf '%b' "$1" >$C
	run check $C
	is "$2" "$status:${out//$C/FILE}${err//$C/FILE}" "$3"
}

# finds NAME TEXT ERRORS: refused with exactly these lines, behind GOOD.
finds()
{
	conf "$GOOD$2" "$1" "1:$3"
}

conf "$GOOD[rule]\nservice = sshd\nprofile = p\n" "a sound file" \
	'0:FILE: 1 profiles, 1 rules: ok'
conf '' "an empty file denies everybody, soundly" \
	'0:FILE: 0 profiles, 0 rules: ok'
conf '# only ; comments\r\n\r\n  ; more' "comments, CRLF, no last line end" \
	'0:FILE: 0 profiles, 0 rules: ok'

finds "unknown key" 'regoin = x\n' 'FILE:5: unknown key: "regoin"'
finds "duplicate key" 'region = eu-west-2\n' \
	'FILE:5: duplicate key: "region"'
finds "duplicate section" '[profile p]\n' \
	'FILE:5: duplicate section: "p"'
finds "a profile that is an option" '[profile --force]\nsource_profile = -p\n' \
	'FILE:5: bad profile name: expected letters, digits and _.@-, 64 at the most: "--force"
FILE:6: expected the name of a profile: "-p"'
finds "unknown section" '[profiles]\n' \
	'FILE:5: unknown section: expected defaults, profile NAME or rule: "profiles"'
finds "bad ARN" 'role_arn = arn:aws:iam::12345:role/x\n' \
	'FILE:5: expected arn:PARTITION:iam::ACCOUNT:role/NAME: "arn:aws:iam::12345:role/x"'
finds "bad number" 'timeout = 61\n' \
	'FILE:5: expected seconds, from 1 to 60: "61"'
finds "no number" 'duration_seconds = 1h\n' \
	'FILE:5: expected seconds, from 900 to 129600: "1h"'
finds "no key = value" 'region\n' \
	'FILE:5: expected key = value: "region"'
finds "no end of section" '[rule\n' \
	'FILE:5: a section ends with ]: "[rule"'
finds "control character" 'region = \033[2J\n' \
	'FILE:5: control character in line: "region = \x1b[2J"'
finds "source_profile loops" \
	'[profile a]\nsource_profile = b\nrole_arn = arn:aws:iam::123456789012:role/x\nregion = eu-west-1\n[profile b]\nsource_profile = a\nrole_arn = arn:aws:iam::123456789012:role/x\nregion = eu-west-1\n' \
	'FILE:5: source_profile loops, or is longer than 5 links: "a"
FILE:9: source_profile loops, or is longer than 5 links: "b"'
finds "source_profile of nobody" \
	'[profile a]\nsource_profile = gone\nrole_arn = arn:aws:iam::123456789012:role/x\nregion = eu-west-1\n' \
	'FILE:5: source_profile names no profile: "gone"'
finds "missing profile" '[rule]\nprofile = gone\n' \
	'FILE:5: profile names no profile: "gone"'
finds "a rule's profile without mfa" \
	'[profile n]\ncredential_source = UserKey\nregion = x1\n[rule]\nprofile = n\n' \
	'FILE:8: a profile that a rule uses says mfa = local, sts, both or none: "n"'
finds "a rule without outcome" '[rule]\nservice = sshd\n' \
	'FILE:5: a rule has one of profile, exempt = yes and deny = yes: "rule"'
finds "mfa = sts without a device" \
	'[profile s]\ncredential_source = UserKey\nregion = x1\nmfa = sts\n' \
	'FILE:5: mfa = sts and mfa = both need an mfa_serial: "s"'
finds "a notice that is none" 'expiry_notice = 900\n' \
	'FILE:5: expected a number with s, m or h such as 15m, 24h at the most, or no: "900"'
finds "a form that is none" 'credential_file = both\n' \
	'FILE:5: expected static or process: "both"'
finds "linger that is none" 'linger = yes\n' \
	'FILE:5: expected until-expiry or logout: "yes"'
finds "assume of nobody" '[rule]\nprofile = p\nassume = gone\n' \
	'FILE:5: assume names no profile: "gone"'
finds "assume of nothing to add to" '[rule]\ndeny = yes\nassume = p\n' \
	'FILE:5: assume goes with profile only: "p"'
finds "assume of what goes otherwise" \
	'[profile q]\ncredential_source = UserKey\nmfa = local\nregion = x1\nlinger = until-expiry\n[rule]\nprofile = p\nassume = q\n' \
	'FILE:10: the profiles of a rule say the same linger: "q"'
conf 'region = x\n' "key before section" \
	'1:FILE:1: a key before any section: "region"'
conf "[profile p]\n" "errors of one profile, all of them" \
	'1:FILE:1: needs a region or an endpoint_url: "p"
FILE:1: needs a credential_source or a source_profile: "p"'
finds "text that a terminal must not see" 'proxy = \xc2\x9b2J\n' \
	'FILE:5: expected http://HOST:PORT: "\xc2\x9b2J"'
long=$(printf 'x%.0s' {1..90})
finds "long text is cut" "$long = 1\\n" \
	"FILE:5: unknown key: \"${long:0:80}...\""
rm -f $C

printf '%b' "$GOOD" >$C
chmod 664 $C
run check $C
is "group-writable file" "$status:$err" \
	"1:$C: must be writable by root alone, has mode 0664"
chmod 602 $C
chown alice $C
run check $C
is "several faults at once" "$status:$err" \
	"1:$C: must be owned by root, is owned by uid $(id -u alice)
$C: must be writable by root alone, has mode 0602"
chown root $C
chmod 644 $C
ln -s $C $W/link
run check $W/link
is "symbolic link" "$status:$err" \
	"1:$W/link: must be a regular file, is a symbolic link"
run check $W
is "directory" "$status:$err" "1:$W: must be a regular file, is a directory"
mkfifo $W/fifo
run check $W/fifo
is "a fifo does not hang it" "$status:$err" \
	"1:$W/fifo: must be a regular file, is a device, pipe or socket"
run check $W/none
is "no such file" "$status:$err" "1:$W/none: No such file or directory"
# All files together, each with its name and two line ends, have a limit.
room=$((262144 - ${#C} - 3))
head -c $room /dev/zero | tr '\0' '#' >$C
run check $C
is "256 KiB are enough" "$status:$out" "0:$C: 0 profiles, 0 rules: ok"
echo >>$C
run check $C
is "and the limit" "$status:$err" \
	"1:$C: the files are 262144 bytes at the most"
printf '\n\f/etc/pam_sts/other\n' >$C
run check $C
is "a form feed, which would begin another file" "$status:$err" \
	"1:$C: it has a form feed"
printf '%b' "$GOOD" >$C
setpriv --reuid alice --clear-groups $W/pam-sts check $C >$W/out
is "anybody may check" "$?:$(cat $W/out)" "0:$C: 1 profiles, 0 rules: ok"

# What is no error is said on standard output, before the summary.
conf "${GOOD}role_arn = arn:aws:iam::123456789012:role/x\n[rule]\nprofile = p
[profile q]\nsource_profile = p\nrole_arn = arn:aws:iam::123456789012:role/y
region = x1\n[defaults]\nduration_seconds = 7200\n[rule]\nprofile = p\n" notes \
	'0:FILE:8: note: duration_seconds is cut to 3600: a chained role lasts an hour at the most: "q"
FILE:14: note: no login reaches this rule: one before it has no conditions: "rule"
FILE: 2 profiles, 2 rules: ok'
is "notes are no errors" "$err" ''

E=/etc/pam_sts
run check
is "the file by default" "$status:$err" \
	"1:$E/pam_sts.conf: No such file or directory"
mkdir $E
printf '%b' "$GOOD" >$E/pam_sts.conf
run check
is "the file by default, there" "$status:$out" \
	"0:$E/pam_sts.conf: 1 profiles, 0 rules: ok"
mkdir $E/conf.d
run check
is "conf.d without files" "$status:$out" \
	"0:$E/pam_sts.conf: 1 profiles, 0 rules: ok"
printf '[rule]\nprofile = p\nalert = yes\n' >$E/conf.d/20-b.conf
printf '\n[rule]\nservice = sshd\nprofile = p\n' >$E/conf.d/10-a.conf
printf '[rule]\nprofile = gone\n' | tee $E/conf.d/.hidden.conf \
	$E/conf.d/10-a.conf~ $E/conf.d/README $E/conf.d/.conf \
	>$E/conf.d/x.conf.dpkg-new
run check
is "conf.d; hidden files and other names are ignored" "$status:$out" \
	"0:$E/pam_sts.conf: with 2 of conf.d: 1 profiles, 2 rules: ok"
run check $E/pam_sts.conf
is "a file that is named is read alone" "$status:$out" \
	"0:$E/pam_sts.conf: 1 profiles, 0 rules: ok"
setpriv --reuid alice --clear-groups $W/pam-sts check >$W/out
is "anybody may check these, too" "$?:$(tail -n1 $W/out)" \
	"0:$E/pam_sts.conf: with 2 of conf.d: 1 profiles, 2 rules: ok"
printf '[rule]\nprofile = gone\n[defaults]\n' >$E/conf.d/10-a.conf
printf 'region = x1\n[defaults]\n[profile p]\n' >$E/conf.d/9-z.conf
run check
is "faults are told by file; bytes decide the order" "$status:$out:$err" \
	"1::$E/conf.d/9-z.conf:1: a key before any section: \"region\"
$E/conf.d/9-z.conf:2: duplicate section: another file has it: \"defaults\"
$E/conf.d/9-z.conf:3: duplicate section: another file has it: \"p\"
$E/conf.d/10-a.conf:1: profile names no profile: \"gone\""
rm $E/conf.d/9-z.conf $E/conf.d/10-a.conf
# What cannot be read is all that is said: the rest would be misjudged.
printf '[rule]\nprofile = of-c\n' >>$E/conf.d/20-b.conf
mkdir $E/conf.d/c.conf
run check
is "a directory in conf.d" "$status:$out:$err" \
	"1::$E/conf.d/c.conf: must be a regular file, is a directory"
rmdir $E/conf.d/c.conf
ln -s /dev/null $E/conf.d/c.conf
run check
is "a link in conf.d" "$status:$out:$err" \
	"1::$E/conf.d/c.conf: must be a regular file, is a symbolic link"
rm $E/conf.d/c.conf
(umask 077; printf '[profile of-c]\n' >$E/conf.d/c.conf)
setpriv --reuid alice --clear-groups $W/pam-sts check 2>$W/err
is "a file that he may not read" "$?:$(cat $W/err)" \
	"1:$E/conf.d/c.conf: Permission denied"
chown alice $E/conf.d/20-b.conf
chmod 777 $E/conf.d
run check
is "files of conf.d that others can change" "$status:$out:$err" \
	"1::$E/conf.d: must be writable by root alone, has mode 0777
$E/conf.d/20-b.conf: must be owned by root, is owned by uid $(id -u alice)
$E/conf.d/c.conf:1: needs a region or an endpoint_url: \"of-c\"
$E/conf.d/c.conf:1: needs a credential_source or a source_profile: \"of-c\"
$E/conf.d/20-b.conf:4: a profile that a rule uses says mfa = local, sts, both or none: \"of-c\""
rm -r $E/conf.d
ln -s $W $E/conf.d
run check
is "conf.d is a link" "$status:$err" \
	"1:$E/conf.d: must be a directory, is a symbolic link"
rm $E/conf.d
touch $E/conf.d
run check
is "conf.d is a file" "$status:$err" \
	"1:$E/conf.d: must be a directory, is a regular file"
rm $E/conf.d
mkdir $E/conf.d
(cd $E/conf.d && touch {1..256}.conf)
run check
is "256 files are enough" "$status:$out" \
	"0:$E/pam_sts.conf: with 256 of conf.d: 1 profiles, 0 rules: ok"
touch $E/conf.d/257.conf
run check
is "and their limit" "$status:$err" "1:$E/conf.d: has more than 256 files"
rm $E/conf.d/*
head -c 131072 /dev/zero | tr '\0' '#' | tee $E/conf.d/a.conf >$E/conf.d/b.conf
run check
is "the bytes of all files count" "$status:$err" \
	"1:$E/conf.d/b.conf: the files are 262144 bytes at the most"
rm -r $E/conf.d
run check $W/pam_sts.conf
is "the example that is installed is sound" "$status:$out:$err" \
	"0:$W/pam_sts.conf: 4 profiles, 5 rules: ok:"
