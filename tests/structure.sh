#!/bin/bash
# What the layout promises, checked on the sources, the objects and the
# installed tree: trust zones, exports, libraries, sizes, form.
#
# Usage, from the project's root: tests/structure.sh BUILD STAGE
# BUILD is the build directory, STAGE what "make install DESTDIR=STAGE" made.

. tests/e2e/tap.sh
build=$1 stage=$2
export LC_ALL=C

work=$(mktemp -d)
trap 'rm -rf "$work" "$tap_out"' EXIT

zones="common pam_sts helper cli"
sources()
{
	find "$@" -name '*.[ch]' | sort
}

# nothing COMMAND...: passes when the command prints nothing.
nothing()
{
	local out
	out=$("$@") || true
	[ -z "$out" ] || { echo "$out"; return 1; }
}

# --- includes ---------------------------------------------------------------

# foreign DIRECTORY ALLOWED: its #include "..." of other directories.
foreign()
{
	sources "$1" | xargs grep -n '#include "' |
		grep -Ev "#include \"($2)/[^/\"]*\"" || true
}

# System headers outside an allow-list.
foreign_system()
{
	sources "$1" | xargs grep -n '#include <' |
		grep -Ev "#include <($2)>" || true
}

libc='errno|fcntl|grp|pwd|poll|signal|stdatomic|stdbool|stddef|stdint|stdio|stdlib'
libc+='|stdarg|string|syslog|time|unistd|ctype|inttypes|limits|dirent|getopt|sched'
libc+='|termios|sys/[a-z]*|linux/[a-z]*'
ok "common/ includes nothing outside common/" nothing foreign common common
ok "pam_sts/ includes common/ and itself" \
	nothing foreign pam_sts 'common|pam_sts'
ok "helper/ includes common/ and itself" \
	nothing foreign helper 'common|helper'
ok "cli/ includes common/ and itself" nothing foreign cli 'common|cli'
ok "the emulator shares no code with what it tests" \
	nothing grep -rnE '#include "(\.\.|common|helper|pam_sts|cli)/' \
	tests/sts-emulator
ok "common/ needs six headers of libc" nothing foreign_system common \
	'(arpa/inet|errno|stdbool|stddef|stdint|string)\.h'
ok "pam_sts/ includes libc and libpam only" nothing foreign_system pam_sts \
	"($libc)\.h|security/pam_[a-z]*\.h"
ok "cli/ includes libc and liboath only" nothing foreign_system cli \
	"($libc)\.h|liboath/oath\.h"

# --- the binaries -------------------------------------------------------------

exports()
{
	nm -D --defined-only "$1" | awk '{ print $3 }' | sort | xargs
}
is "the module exports its four entry points" \
	"$(exports "$build"/pam_sts.so)" \
	"pam_sm_authenticate pam_sm_close_session pam_sm_open_session pam_sm_setcred"

needed()
{
	readelf -dW "$1" | sed -n 's/.*NEEDED.*\[\(.*\)\.so.*/\1/p' |
		sort | xargs
}
is "the module needs libpam and libc" "$(needed "$build"/pam_sts.so)" \
	"libc libpam"
is "the keeper needs libc" "$(needed "$build"/pam-sts-keeper)" libc
is "verify needs liboath, libseccomp and libc" \
	"$(needed "$build"/pam-sts-verify)" "libc liboath libseccomp"
is "obtain needs its five libraries and libc" \
	"$(needed "$build"/pam-sts-obtain)" \
	"libc libcrypto libcurl libexpat libjson-c libseccomp"
like "the command needs libc and may need liboath" \
	"$(needed "$build"/pam-sts)" '^libc( liboath)?$'

for f in pam_sts.so pam-sts-keeper pam-sts-verify pam-sts-obtain pam-sts; do
	dynamic=$(readelf -dW "$build/$f")
	segments=$(readelf -lW "$build/$f")
	like "$f is bound at start" "$dynamic" 'FLAGS_1.*NOW'
	like "$f has read-only relocations" "$segments" GNU_RELRO
	like "$f has no executable stack" "$segments" 'GNU_STACK.* RW +0x'
	ok "$f looks for libraries nowhere of its own" \
		not grep -E 'RPATH|RUNPATH' <<<"$dynamic"
done
like "the module is never unloaded" "$(readelf -dW "$build"/pam_sts.so)" \
	'FLAGS_1.*NODELETE'
for f in pam-sts-keeper pam-sts-verify pam-sts-obtain pam-sts; do
	like "$f is position independent" "$(readelf -hW "$build/$f")" \
		'Type: *DYN'
done

# What is shown must not tell where it was built; debug information may.
build_paths()
{
	local f
	for f in pam_sts.so pam-sts-keeper pam-sts-verify pam-sts-obtain pam-sts; do
		objcopy --strip-debug "$build/$f" "$work/stripped"
		strings -a "$work/stripped" | grep -F "$PWD/" | sed "s|^|$f: |"
	done
	grep -rnF "$PWD/" $zones etc doc Makefile 2>/dev/null
}
ok "no path of the build" nothing build_paths

# --- the objects --------------------------------------------------------------

# uses DIRECTORY: "object symbol" for what its objects want from outside.
uses()
{
	local o
	for o in "$build/$1"/*.o; do
		nm -u "$o" | awk -v o="${o##*/}" '{
			sub(/@.*/, "", $2); sub(/^__/, "", $2)
			sub(/_chk$/, "", $2); print o, $2 }'
	done
}
defined_in()
{
	nm --defined-only "$build/$1"/*.o | awk 'NF == 3 { print $3 }' |
		sort -u >"$work/defined"
}
defined_in common
uses_foreign_common()
{
	uses common | grep -vxFf <(sed 's/^/x /' "$work/defined") |
		awk 'NR == FNR { own[$1]; next } !($2 in own)' \
			"$work/defined" - |
		grep -Ev ' (mem(cpy|cmp|chr|move|set)|str(len|chr|ncmp|cmp))$' |
		grep -Ev ' (explicit_bzero|inet_pton|stack_chk_fail|_?GLOBAL_OFFSET_TABLE_)$' ||
		true
}
ok "common/ calls no I/O, no allocation, no formatting" \
	nothing uses_foreign_common

# The keeper's own rooms: it is nobody's guest, and may do more.
keeper='keeper|charge|desk|journal_own|order|renewal|resumption|sweep|terminal'
keeper+='|timetable|waste|watch|worker'
in_module()
{
	local o
	nm "$build"/pam_sts.so | awk '{ print $NF }' | sort -u >"$work/module"
	for o in $(tr '|' ' ' <<<"$keeper"); do
		[ $o = journal_own ] ||
			nm --defined-only -g "$build/pam_sts/$o.o" |
			awk '{ print $NF }' | grep -vx main |
			grep -xFf "$work/module"
	done
}
ok "none of the keeper's own rooms is in the module" nothing in_module
# forbidden OBJECT-EXEMPT NAMES: calls no room of the module makes, but one.
forbidden()
{
	uses pam_sts | grep -E "^[^ ]* ($2)$" |
		grep -Ev "^($1|$keeper)\.o " || true
}
ok "pam_sts/ never ends its host" nothing forbidden none \
	'exit|quick_exit|abort|assert_fail|assert|kill|raise|pthread_exit'
ok "pam_sts/ never touches the host's environment, locale, directory" \
	nothing forbidden spawn \
	'(un)?setenv|putenv|clearenv|(secure_)?getenv|setlocale|umask|f?chdir'
ok "pam_sts/ has no signal handlers, timers, threads" \
	nothing forbidden spawn \
	'signal|sigaction|alarm|setitimer|timer_create|pthread_create|sigprocmask'
ok "only shield.c blocks signals" nothing forbidden shield pthread_sigmask
ok "only spawn.c makes processes and changes ids" nothing forbidden spawn \
	'v?fork|_Fork|clone|exec[lv]p?e?|system|popen|posix_spawnp?|set.*[ug]id|setgroups|setrlimit|prctl|_exit'
ok "spawn.c uses fork() without the host's handlers" not \
	grep -E '^spawn.o v?fork$' <(uses pam_sts)
ok "pam_sts/ loads nothing, makes no temporary names" nothing forbidden none \
	'dlopen|dlsym|mktemp|tmpnam|tempnam|tmpfile|mkstemp'
ok "pam_sts/ uses no look-up with static buffers" nothing forbidden none \
	'get(pw|gr)(nam|uid|gid)|strtok|strerror|localtime|gmtime|ctime|gethostbyname'
ok "pam_sts/ sleeps nowhere" nothing forbidden none '(u|nano)?sleep'

# Tables of pointers are relocated, then read-only; anything else in .data or
# .bss is a global that two logins in one host would share.
writable()
{
	local o
	for o in "$build"/common/*.o "$build"/pam_sts/*.o; do
		size -A "$o" | awk -v o="$o" '
			$1 ~ /^\.t?(data|bss)(\.|$)/ &&
			$1 !~ /^\.data\.rel\.ro/ && $2 > 0 { print o, $1, $2 }'
	done
}
ok "no writable globals in pam_sts/ and common/" nothing writable

# --- the installed tree -------------------------------------------------------

ok "nothing is setuid or setgid" nothing find "$stage" -perm /6000
ok "nothing is writable for others" \
	nothing find "$stage" ! -type l -perm /0022
for f in pam-sts-keeper pam-sts-verify pam-sts-obtain; do
	is "$f is installed 0711: not dumpable" \
		"$(find "$stage" -type f -name $f -printf %m)" 711
done
is "the module is installed 0644" \
	"$(find "$stage" -name pam_sts.so -printf %m)" 644
ok "no PAM stack is installed" nothing find "$stage" -path '*/pam.d/*'
installed_differs()
{
	local f
	for f in pam_sts.so pam-sts-keeper pam-sts-verify pam-sts-obtain pam-sts; do
		find "$stage" -type f -name "$f" |
			while read -r g; do
				cmp -s "$g" "$build/$f" || echo "$g differs"
			done
	done
}
ok "what is installed is what was built" nothing installed_differs

. "$(dirname "$0")"/structure-sources.sh
tap_done
