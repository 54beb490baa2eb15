# The command line itself; part of cli.sh.

run </dev/null
is "no command: usage on standard error" "$status:$out" "2:"
like "it says how" "$err" '^usage: pam-sts COMMAND'
run --help
is "--help is not an error" "$status:$err" "0:"
for c in check credentials enrol env explain key list revoke status whoami \
	help; do
	like "--help names $c" "$out" $'\n'"  $c +"
	$W/pam-sts help $c >$W/help
	like "help $c shows its use" "$(cat $W/help)" "^usage: pam-sts $c "
	is "$c --help is the same" "$($W/pam-sts $c --help)" "$(cat $W/help)"
done
run --version
like "--version" "$status:$out" '^0:pam-sts [0-9]+\.[0-9]+\.[0-9]+$'
run frob
said "unknown command" 2 'unknown command "frob": see pam-sts --help'
run help frob
said "help for an unknown command" 2 \
	'unknown command "frob": see pam-sts --help'
run help a b
said "too much help" 2 'help: too many arguments: see pam-sts help help'
run enrol
said "enrol nobody" 2 'enrol: expected one user: see pam-sts help enrol'
run enrol alice $SEED
said "a secret is no argument" 2 \
	'enrol: expected one user: see pam-sts help enrol'
run enrol --secret-stdin
said "enrol nobody with a secret" 2 \
	'enrol: expected one user: see pam-sts help enrol'
run enrol --force
said "an option that does not exist" 2 \
	'"--force" looks like an option: expected the name of a user'
run enrol --secret-stdin --force
said "an option in place of a name" 2 \
	'"--force" looks like an option: expected the name of a user'
run enrol nobody-here
said "no such user" 1 \
	'there is no user "nobody-here": look at the spelling'
run enrol 'a/b'
said "a name that cannot be" 1 '"a/b" is no name of a user: expected 1 to 255 printable bytes without /'
run enrol ''
said "an empty name" 1 '"" is no name of a user: expected 1 to 255 printable bytes without /'
run enrol $'alice\n'
said "a line end in a name" 1 '"alice?" is no name of a user: expected 1 to 255 printable bytes without /'
run key
said "key what" 2 'key: expected an action and one user: see pam-sts help key'
run key frob alice
said "key, unknown action" 2 \
	'key: expected set, show or remove: see pam-sts help key'
run list alice
said "list takes no user" 2 'list: expected nothing or --json: see pam-sts help list'
run revoke
said "revoke nobody" 2 'revoke: expected one user: see pam-sts help revoke'
run revoke nobody-here
said "revoke a name nobody has" 1 'there is no user "nobody-here": give the uid, which pam-sts list shows'
run revoke 4294967295
said "a number that is no uid" 1 'there is no user "4294967295": give the uid, which pam-sts list shows'
run check a b
said "check one file only" 2 'check: too many arguments: see pam-sts help check'
run check --all
said "check has no options" 2 'check: it has no options: see pam-sts help check'
run explain
said "explain what" 2 'explain: expected a user and a service: see pam-sts help explain'
run explain alice sshd sudo
said "explain too much" 2 'explain: expected a user and a service: see pam-sts help explain'
run explain alice sshd --rhost
said "explain, an option without its value" 2 \
	'explain: an option lacks its value: see pam-sts help explain'
run explain alice sshd --force
said "explain, an option that does not exist" 2 \
	'explain: an option that does not exist: see pam-sts help explain'
run explain --trust-policy p alice
said "explain, a policy is nobody's" 2 \
	'explain: --trust-policy takes a profile, --conf and --json only: see pam-sts help explain'
run explain --trust-policy p --target root
said "explain, a policy has no target" 2 \
	'explain: --trust-policy takes a profile, --conf and --json only: see pam-sts help explain'
run status alice
said "status takes no user" 2 \
	'status: expected nothing, --json or --prompt: see pam-sts help status'
run status --json --prompt
said "status, one form" 2 \
	'status: expected nothing, --json or --prompt: see pam-sts help status'
run credentials --json
said "credentials are JSON" 2 \
	'credentials: an option that does not exist: see pam-sts help credentials'
run credentials --session
said "credentials, an option without its value" 2 \
	'credentials: an option lacks its value: see pam-sts help credentials'
run env a b
said "env of one profile" 2 \
	'env: expected one profile: see pam-sts help env'
run whoami --force
said "whoami shows no secret" 2 \
	'whoami: an option that does not exist: see pam-sts help whoami'
for c in enrol key list revoke; do
	setpriv --reuid alice --clear-groups $W/pam-sts $c alice 2>$W/err
	is "$c needs root" "$?:$(cat $W/err)" \
		"1:pam-sts: $c must be run as root: use sudo"
done
ok "none of that made a directory" test ! -e $S
