#!/bin/bash
# The man pages against the code: every key and subcommand is described, none
# is made up, the examples are sound, and mandoc finds no fault.
#
# Usage, from the project's root: tests/doc-check.sh PAM-STS

. tests/e2e/tap.sh
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work" "$tap_out"' EXIT

# Names in the tables of common/setting.c: [KEY_...] = {"name", ...
in_code()
{
	sed -n 's/^ *\[\(KEY\|RULE\)_[A-Z_]*\] = {"\([a-z_]*\)".*/\2/p' \
		common/setting.c | sort
}

# described PAGE: what its lists say is a key or a command.
described()
{
	sed -n 's/^\.It Ic \([a-z_]*\)$/\1/p' "$1" | sort
}

commands()
{
	"$program" --help | sed -n 's/^  \([a-z]*\) .*/\1/p' | sort
}

# The literal blocks of a page's EXAMPLES.
examples()
{
	sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/{/^\.Bd -literal/,/^\.Ed/{/^\./!p}}' \
		"$1"
}

ok "there are keys" test "$(in_code | wc -l)" -gt 20
for key in $(in_code); do
	ok "key $key is in pam_sts.conf(5)" grep -q "^\.It Ic $key\$" \
		doc/pam_sts.conf.5
done
is "pam_sts.conf(5) has the keys of common/setting.c, once each" \
	"$(described doc/pam_sts.conf.5)" "$(in_code)"

ok "there are commands" test "$(commands | wc -l)" -gt 4
is "pam-sts(8) has the commands of pam-sts --help, once each" \
	"$(described doc/pam-sts.8)" "$(commands)"
for c in $(commands); do
	ok "command $c is in the synopsis" grep -A20 '^\.Sh SYNOPSIS' \
		doc/pam-sts.8 -q -e "^\.Cm $c\$"
done

examples doc/pam_sts.conf.5 >"$work/pam_sts.conf"
like "the examples of pam_sts.conf(5) are sound" \
	"$("$program" check "$work/pam_sts.conf" 2>&1)" \
	'[1-9] profiles, [1-9] rules: ok$'

for option in $(sed -n 's/.*strn*cmp(argv\[i\], "\([a-z]*\).*/\1/p' \
	pam_sts/options.c); do
	ok "argument $option is in pam_sts(8)" grep -q "^\.It Cm $option" \
		doc/pam_sts.8
done

made='/^<!-- made by tests.e2e.matrix-doc -->/,/^<!-- end -->/p'
is "doc/HOSTS.md has the table that tests/e2e/matrix-doc makes" \
	"$(sed -n "$made" doc/HOSTS.md)" "$(tests/e2e/matrix-doc)"
like "it has a row for each application" "$(tests/e2e/matrix-doc)" \
	'\| sshd: .*\| sudo .*\| cron '

for page in doc/pam_sts.8 doc/pam_sts.conf.5 doc/pam-sts.8; do
	is "mandoc has nothing against $page" \
		"$(mandoc -Tlint -W warning $page 2>&1)" ""
	ok "$page is ASCII" not grep -qP '[^\x00-\x7f]' $page
done
tap_done
