/* common/sudo_line: what sudo's command line says about its target.  The
 * lines are as parse_args.c of sudo 1.9 reads them. */

#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "common/sudo_line.h"

/* As in /proc: a NUL behind each argument, also behind the last. */
#define LINE(s) s, sizeof(s)

#define UNTOLD SUDO_TARGET_UNTOLD
#define ROOT SUDO_TARGET_DEFAULT
#define CALLER SUDO_TARGET_CALLER
#define NAMED SUDO_TARGET_NAMED

struct row {
	const char *why, *line;
	size_t n;
	enum sudo_target target;
	const char *name; /* of SUDO_TARGET_NAMED */
};

static void
check_rows(const struct row *t, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct span line = {t[i].line, t[i].n};
		struct span name = {NULL, 0};
		enum sudo_target got = sudo_line_target(line, &name);

		if (got != t[i].target)
			fail_msg("%s: %d, not %d", t[i].why, (int)got,
			    (int)t[i].target);
		if (got == NAMED && !span_is(name, t[i].name))
			fail_msg("%s: \"%.*s\"", t[i].why, (int)name.n, name.p);
	}
}

static void
test_user(void **state)
{
	static const struct row t[] = {
	    {"short", LINE("sudo\0-u\0bob\0id"), NAMED, "bob"},
	    {"attached", LINE("sudo\0-ubob\0id"), NAMED, "bob"},
	    {"long", LINE("sudo\0--user\0bob\0id"), NAMED, "bob"},
	    {"long with =", LINE("sudo\0--user=bob\0id"), NAMED, "bob"},
	    {"abbreviated", LINE("sudo\0--us\0bob\0id"), NAMED, "bob"},
	    {"one letter of it", LINE("sudo\0--u=bob\0id"), NAMED, "bob"},
	    {"= belongs to a short one's name", LINE("sudo\0-u=bob\0id"), NAMED,
		"=bob"},
	    {"more = in a name", LINE("sudo\0--user=a=b\0id"), NAMED, "a=b"},
	    {"a uid", LINE("sudo\0-u\0#0\0id"), NAMED, "#0"},
	    {"a uid, attached", LINE("sudo\0-u#1000\0id"), NAMED, "#1000"},
	    {"behind letters", LINE("sudo\0-nHu\0bob\0id"), NAMED, "bob"},
	    {"behind letters, attached", LINE("sudo\0-nHubob\0id"), NAMED,
		"bob"},
	    {"letters of a name are none", LINE("sudo\0-unH\0id"), NAMED, "nH"},
	    {"a name like an option", LINE("sudo\0-u\0-g\0id"), NAMED, "-g"},
	    {"a name like the end", LINE("sudo\0-u\0--\0id"), NAMED, "--"},
	    {"a name like a variable", LINE("sudo\0-u\0A=b\0id"), NAMED, "A=b"},
	    {"before the end", LINE("sudo\0-u\0bob\0--\0-u\0root"), NAMED,
		"bob"},
	    {"behind a variable", LINE("sudo\0A=b\0-u\0bob\0id"), NAMED, "bob"},
	    {"between variables", LINE("sudo\0A=b\0-u\0bob\0C=d\0-n\0id"),
		NAMED, "bob"},
	    {"with a group", LINE("sudo\0-u\0bob\0-g\0sre\0id"), NAMED, "bob"},
	    {"behind a group", LINE("sudo\0-gsre\0-ubob\0id"), NAMED, "bob"},
	    {"a shell", LINE("sudo\0-iu\0bob"), NAMED, "bob"},
	    {"no command", LINE("sudo\0-v\0-u\0bob"), NAMED, "bob"},
	    {"sudoedit", LINE("sudoedit\0-u\0bob\0/etc/motd"), NAMED, "bob"},
	    {"a path of sudo", LINE("/usr/bin/sudo\0-u\0bob\0id"), NAMED,
		"bob"},
	    {"no name of its own", LINE("\0-u\0bob\0id"), NAMED, "bob"},
	    {"UTF-8", LINE("sudo\0-u\0ren\303\251e\0id"), NAMED,
		"ren\303\251e"},
	};

	(void)state;
	check_rows(t, COUNT(t));
}

/* Options before -u, each with its own way of taking an argument. */
static void
test_steps_over(void **state)
{
	static const struct row t[] = {
	    {"-E", LINE("sudo\0-E\0-u\0bob"), NAMED, "bob"},
	    {"--preserve-env", LINE("sudo\0--preserve-env\0-u\0bob"), NAMED,
		"bob"},
	    {"--preserve-env=", LINE("sudo\0--preserve-env=A,B\0-u\0bob"),
		NAMED, "bob"},
	    {"--preserve-e=", LINE("sudo\0--preserve-e=A\0-u\0bob"), NAMED,
		"bob"},
	    {"-p", LINE("sudo\0-p\0-u root\0-u\0bob"), NAMED, "bob"},
	    {"-p with an empty prompt", LINE("sudo\0-p\0\0-u\0bob"), NAMED,
		"bob"},
	    {"--prompt", LINE("sudo\0--prompt\0-uroot\0-u\0bob"), NAMED, "bob"},
	    {"-C",
		LINE("sudo\0-C\0"
		     "3\0-u\0bob"),
		NAMED, "bob"},
	    {"-D", LINE("sudo\0-D/tmp\0-u\0bob"), NAMED, "bob"},
	    {"-R", LINE("sudo\0-R\0/srv\0-u\0bob"), NAMED, "bob"},
	    {"-T",
		LINE("sudo\0-T\0"
		     "10\0-u\0bob"),
		NAMED, "bob"},
	    {"-r and -t", LINE("sudo\0-r\0role\0-ttype\0-u\0bob"), NAMED,
		"bob"},
	    {"-U", LINE("sudo\0-l\0-U\0root\0-u\0bob"), NAMED, "bob"},
	    {"--other-user", LINE("sudo\0--o\0root\0-u\0bob"), NAMED, "bob"},
	    {"-h host", LINE("sudo\0-h\0host\0-u\0bob"), NAMED, "bob"},
	    {"-hhost", LINE("sudo\0-hhost\0-u\0bob"), NAMED, "bob"},
	    {"-hu is a host", LINE("sudo\0-hu\0-u\0bob"), NAMED, "bob"},
	    {"-h and an option", LINE("sudo\0-h\0-u\0bob"), NAMED, "bob"},
	    {"-h and a variable", LINE("sudo\0-h\0A=b\0-u\0bob"), NAMED, "bob"},
	    {"--host", LINE("sudo\0--host\0-uroot\0-u\0bob"), NAMED, "bob"},
	    {"--host=", LINE("sudo\0--host=h\0-u\0bob"), NAMED, "bob"},
	    {"all the letters", LINE("sudo\0-bEeHiKlPsvABkNnSV\0-u\0bob"),
		NAMED, "bob"},
	    {"--login, and --login-class begins so",
		LINE("sudo\0--login\0-u\0bob"), NAMED, "bob"},
	    {"--non-interactive, short", LINE("sudo\0--non\0-u\0bob"), NAMED,
		"bob"},
	};

	(void)state;
	check_rows(t, COUNT(t));
}

static void
test_nobody_named(void **state)
{
	static const struct row t[] = {
	    {"a command", LINE("sudo\0id"), ROOT, NULL},
	    {"nothing at all", LINE("sudo"), ROOT, NULL},
	    {"-i", LINE("sudo\0-i"), ROOT, NULL},
	    {"-u of the command", LINE("sudo\0su\0-u\0bob"), ROOT, NULL},
	    {"--user of the command", LINE("sudo\0-n\0env\0--user=bob"), ROOT,
		NULL},
	    {"behind the end", LINE("sudo\0--\0-u\0bob"), ROOT, NULL},
	    {"behind an empty argument", LINE("sudo\0\0-u\0bob"), ROOT, NULL},
	    {"behind a dash", LINE("sudo\0-\0-u\0bob"), ROOT, NULL},
	    {"behind a path with =", LINE("sudo\0/a=b\0-u\0bob"), ROOT, NULL},
	    {"behind what begins with =", LINE("sudo\0=b\0-u\0bob"), ROOT,
		NULL},
	    {"-nh has no host", LINE("sudo\0-nh\0id\0-u\0bob"), ROOT, NULL},
	    {"-u is a prompt", LINE("sudo\0-p\0-u\0id"), ROOT, NULL},
	    {"-u is an option's end", LINE("sudo\0-pu\0bob"), ROOT, NULL},
	    {"-U is not -u", LINE("sudo\0-l\0-U\0bob"), ROOT, NULL},
	    {"a host, then the command", LINE("sudo\0-h\0h\0id\0-u\0bob"), ROOT,
		NULL},
	    {"a group alone", LINE("sudo\0-g\0sre\0id"), CALLER, NULL},
	    {"a group, long", LINE("sudo\0--group=sre\0id"), CALLER, NULL},
	    {"a group, abbreviated", LINE("sudo\0--gr\0sre\0id"), CALLER, NULL},
	    {"a gid", LINE("sudo\0-g#0\0id"), CALLER, NULL},
	    {"a group of the command", LINE("sudo\0id\0-g"), ROOT, NULL},
	};

	(void)state;
	check_rows(t, COUNT(t));
}

/* sudo would refuse them, so it is not sudo that runs, or not this one. */
static void
test_untold(void **state)
{
	static const struct row t[] = {
	    {"no line", "", 0, UNTOLD, NULL},
	    {"-u twice", LINE("sudo\0-u\0bob\0-u\0bob\0id"), UNTOLD, NULL},
	    {"-u twice, in two ways", LINE("sudo\0-ubob\0--user=root\0id"),
		UNTOLD, NULL},
	    {"-g twice", LINE("sudo\0-gsre\0-gops\0-ubob\0id"), UNTOLD, NULL},
	    {"-u at the end", LINE("sudo\0-u"), UNTOLD, NULL},
	    {"--user at the end", LINE("sudo\0--user"), UNTOLD, NULL},
	    {"-g at the end", LINE("sudo\0-g"), UNTOLD, NULL},
	    {"nobody", LINE("sudo\0-u\0\0id"), UNTOLD, NULL},
	    {"nobody, long", LINE("sudo\0--user=\0id"), UNTOLD, NULL},
	    {"no group", LINE("sudo\0-g\0\0id"), UNTOLD, NULL},
	    {"an unknown letter", LINE("sudo\0-ubob\0-Z\0id"), UNTOLD, NULL},
	    {"one among known ones", LINE("sudo\0-nZu\0bob\0id"), UNTOLD, NULL},
	    {"an unknown name", LINE("sudo\0--usher=bob\0id"), UNTOLD, NULL},
	    {"ambiguous", LINE("sudo\0--pre\0-ubob\0id"), UNTOLD, NULL},
	    {"no name at all", LINE("sudo\0--=bob\0id"), UNTOLD, NULL},
	    {"another case", LINE("sudo\0--User=bob\0id"), UNTOLD, NULL},
	    {"an argument too much", LINE("sudo\0--login=bob\0id"), UNTOLD,
		NULL},
	    {"a value for -E", LINE("sudo\0-E=A\0-ubob\0id"), UNTOLD, NULL},
	};

	(void)state;
	check_rows(t, COUNT(t));
}

/* Cut off anywhere, it is read to its end and no further. */
static void
test_cut_off(void **state)
{
	static const char line[] =
	    "sudo\0--preserve-env=A\0-h\0h\0A=b\0-nu\0bob";

	(void)state;
	for (size_t n = 0; n <= sizeof(line); n++) {
		char *exact = n == 0 ? NULL : malloc(n);
		struct span name = {NULL, 0};
		enum sudo_target got;

		if (exact != NULL)
			memcpy(exact, line, n);
		got = sudo_line_target((struct span){exact, n}, &name);
		assert_true(
		    (got == NAMED) == (n > sizeof(line) - sizeof("bob")));
		free(exact);
	}
}

static void
test_edits(void **state)
{
	static const struct {
		const char *why, *line;
		size_t n;
		bool edits;
	} t[] = {
	    {"by its name", LINE("sudoedit\0/etc/motd"), true},
	    {"by its path", LINE("/usr/bin/sudoedit\0-u\0bob\0f"), true},
	    {"by a letter", LINE("sudo\0-e\0f"), true},
	    {"among letters", LINE("sudo\0-nHe\0f"), true},
	    {"by name", LINE("sudo\0--edit\0f"), true},
	    {"abbreviated", LINE("sudo\0--ed\0f"), true},
	    {"sudo", LINE("sudo\0id"), false},
	    {"a directory of that name", LINE("/sudoedit/sudo\0id"), false},
	    {"of the command", LINE("sudo\0vi\0-e"), false},
	    {"the command", LINE("sudo\0sudoedit\0f"), false},
	    {"behind the end", LINE("sudo\0--\0-e"), false},
	    {"a name that has it", LINE("sudo\0-ue\0id"), false},
	    {"capital", LINE("sudo\0-E\0id"), false},
	    {"no line", "", 0, false},
	    {"one that sudo would refuse", LINE("sudo\0-e\0-Z\0f"), false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		check_row(t[i].why,
		    sudo_line_edits((struct span){t[i].line, t[i].n}) ==
			t[i].edits);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_user),
	    cmocka_unit_test(test_steps_over),
	    cmocka_unit_test(test_nobody_named),
	    cmocka_unit_test(test_untold),
	    cmocka_unit_test(test_cut_off),
	    cmocka_unit_test(test_edits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
