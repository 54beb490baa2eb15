# The rules of the sources themselves; tests/structure.sh brings this in.

headers_alone()
{
	local h
	for h in $(find $zones -name '*.h' | sort); do
		printf '#include "%s"\n#include "%s"\nextern int unit;\n' \
			"$h" "$h" |
			${CC:-gcc} -std=c17 -Wall -Wextra -Wpedantic -Werror \
				-I. -D_GNU_SOURCE -DSYSCONFDIR='""' \
				-DLOCALSTATEDIR='""' -DRUNDIR='""' -DBINDIR='""' \
				-DLIBEXECDIR='""' -DVERSION='""' \
				-fsyntax-only -x c - 2>&1 | sed "s|^|$h: |"
	done
}
ok "every header compiles alone, and twice" nothing headers_alone

# too_long LIMIT DIRECTORY...: functions with more lines than that.
too_long()
{
	local limit=$1
	shift
	sources "$@" | xargs awk -v limit="$limit" '
		/^[a-z_][a-z0-9_]*\(/ { name = $0; sub(/\(.*/, "", name) }
		/^\{/ { start = FNR }
		/^\}/ && start {
			if (FNR - start + 1 > limit)
				print FILENAME ": " name ": " FNR - start + 1
			start = 0
		}'
}
ok "functions: 60 lines at the most" nothing too_long 60 common pam_sts cli
ok "functions in helper/: 80 lines at the most" nothing too_long 80 helper

all="$zones tests"
long_files()
{
	find $all \( -name '*.[ch]' -o -name '*.sh' \) -exec wc -l {} + |
		awk '$1 > 300 && $2 != "total"'
}
ok "files: 300 lines at the most" nothing long_files
long_lines()
{
	sources $zones | while read -r f; do
		expand "$f" | awk -v f="$f" '
			length > 80 { print f ":" NR ": " length }'
	done
}
ok "lines: 80 columns at the most" nothing long_lines
ok "no util, misc, common.h" nothing find $all -name 'util*.[ch]' -o \
	-name 'misc*.[ch]' -o -name common.h -o -name 'helpers.[ch]'

no_header_comment()
{
	local f
	for f in $(sources $all); do
		[ "$(head -c 2 "$f")" = '/*' ] || echo "$f"
	done
	find tests -name '*.sh' | while read -r f; do
		sed -n 1,3p "$f" | grep -q '^# ' || echo "$f"
	done
}
ok "every file starts by saying what it is" nothing no_header_comment
unguarded()
{
	local h guard
	for h in $(find $zones -name '*.h'); do
		guard=$(tr 'a-z/.-' 'A-Z___' <<<"$h")
		grep -q "^#ifndef $guard\$" "$h" || echo "$h: $guard"
	done
}
ok "every header's guard is its path" nothing unguarded
marks='TO''DO|FIX''ME|XX''X[^X]'
ok "nothing is left to do" nothing grep -rnE "$marks" \
	--include='*.[ch]' --include='*.sh' $all Makefile
ok "one kind of comment" nothing grep -rnE '^([^"]*[^:"])?//' \
	--include='*.[ch]' $zones
ok "no typedef, no strcat" nothing grep -rnE \
	'^typedef|\b(strcat|strncpy|sprintf|gets|alloca|atoi)\(' \
	--include='*.[ch]' $zones

if command -v clang-format >/dev/null; then
	sources $all | xargs clang-format --dry-run -Werror 2>"$work/format"
	ok "clang-format has nothing to say" \
		nothing sh -c "sed -n 's/:.*error:.*//p' '$work/format' | uniq"
else
	skip "clang-format has nothing to say" "clang-format is not there"
fi
