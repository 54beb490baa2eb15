/* common/config: lines and sections of pam_sts.conf, good and bad. */

#include "tests/unit/faults.h"

#include "common/limits.h"

static void
assert_sound(const char *why, const char *text)
{
	struct heard h = check(span_of(text));

	if (h.count > 0)
		fail_msg("%s: line %u: %s: \"%.*s\"", why, h.first.line,
		    h.first.what, (int)h.first.text.n, h.first.text.p);
}

static void
test_sound(void **state)
{
	static const struct {
		const char *why, *text;
	} t[] = {
	    {"empty file", ""},
	    {"one line end", "\n"},
	    {"comments only", "# a\n\t; b\n"},
	    {"smallest profile", BASE},
	    {"no line end at the end", "[rule]\ndeny = yes"},
	    {"CRLF", "[rule]\r\ndeny = yes\r\n"},
	    {"blanks everywhere", "  [ rule ] \t\n\tdeny\t=\tyes  \n"},
	    {"no blanks", "[rule]\ndeny=yes\n"},
	    {"more blanks in a section",
		"[profile   p]\n"
		"credential_source = UserKey\n"
		"region = eu-west-1\n"},
	    {"comment behind a value", "[rule] # a\ndeny = yes ; b\n"},
	    {"comment behind a tab", "[rule]\ndeny = yes\t# b\n"},
	    {"'#' without a blank is no comment",
		"[rule]\nuser = a#b\ndeny = yes\n"},
	    {"defaults alone", "[defaults]\nregion = eu-west-1\n"},
	    {"defaults behind the profile",
		"[profile p]\ncredential_source = UserKey\n"
		"[defaults]\nregion = eu-west-1\n"},
	    {"the same key in two sections",
		"[defaults]\nregion = eu-west-1\n" BASE},
	    {"a profile and a rule of one name", BASE "mfa = none\n" USES_P},
	    {"mfa from defaults", "[defaults]\nmfa = local\n" BASE USES_P},
	    {"a line of one CR", "\r\n\r\n"},
	    {"two rules", "[rule]\ndeny = yes\n[rule]\ndeny = yes\n"},
	    {"all conditions",
		"[rule]\nservice = sshd\nuser = DOM\\al ice\ngroup = g\n"
		"target = root\ntarget_group = wheel\n"
		"rhost = 10.0.0.0/8\ntty = pts/*\nhost = web*\nexempt = yes\n"},
	    {"endpoint instead of region",
		"[profile p]\ncredential_source = UserKey\n"
		"endpoint_url = https://rgw.example:7480\n"},
	    {"chain of two",
		BASE
		"[profile q]\nsource_profile = p\nregion = eu-west-1\n" ROLE},
	    {"source_profile beats credential_source of defaults",
		"[defaults]\ncredential_source = UserKey\nregion = a1\n"
		"[profile p]\n[profile q]\nsource_profile = p\n" ROLE},
	    {"credential_source beats source_profile of defaults",
		"[defaults]\nsource_profile = p\nregion = a1\n" ROLE
		"[profile p]\ncredential_source = UserKey\n[profile q]\n"},
	    {"mfa_serial of the base serves the chain",
		BASE "mfa_serial = GAHT12345678\n[profile q]\nmfa = sts\n"
		     "source_profile = p\nregion = eu-west-1\n" ROLE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		assert_sound(t[i].why, t[i].text);
}

static void
test_line_faults(void **state)
{
	static const struct fault t[] = {
	    {"no =", "[rule]\ndeny = yes\nwhat\n", 1, 3, "expected key = value",
		"what"},
	    {"no key", "[rule]\ndeny = yes\n = x\n", 1, 3,
		"no key before =", "= x"},
	    {"no end of section", "[rule\n", 1, 1, "a section ends with ]",
		"[rule"},
	    {"a bracket alone", "[\n", 1, 1, "a section ends with ]", "["},
	    {"no name", "[ ]\n", 1, 1, "a section has a name", "[ ]"},
	    {"comment before the end", "[rule #]\n", 1, 1,
		"a section ends with ]", "[rule"},
	    {"an escape", "# \033[2J\n", 1, 1, "control character in line",
		"# \033[2J"},
	    {"DEL", "# \x7f\n", 1, 1, "control character in line", "# \x7f"},
	    {"CR in the middle", "# a\rdeny = yes\n", 1, 1,
		"control character in line", "# a\rdeny = yes"},
	    {"two CR", "# a\r\r\n", 1, 1, "control character in line", "# a\r"},
	};
	static const char nul[] = "[rule]\ndeny = yes\n# \0\n";

	(void)state;
	assert_faults(t, COUNT(t));
	assert_int_equal(check((struct span){nul, sizeof(nul) - 1}).count, 1);
}

static void
test_section_faults(void **state)
{
	static const struct fault t[] = {
	    {"unknown section", "[rules]\n", 1, 1,
		"unknown section: expected defaults, profile NAME or rule",
		"rules"},
	    {"its keys are not judged", "[rules]\nwhat = 1\n", 1, 1,
		"unknown section: expected defaults, profile NAME or rule",
		"rules"},
	    {"case matters", "[Rule]\n", 1, 1,
		"unknown section: expected defaults, profile NAME or rule",
		"Rule"},
	    {"rule takes no name", "[rule r]\ndeny = yes\n", 1, 1,
		"this section takes no name", "r"},
	    {"defaults takes no name", "[defaults d]\n", 1, 1,
		"this section takes no name", "d"},
	    {"a tab before the name", "[rule\tr]\n", 2, 1,
		"this section takes no name", "r"},
	    {"two names", "[profile a b]\n", 1, 1,
		"bad profile name: expected letters, digits and _.@-, 64 at "
		"the most",
		"a b"},
	    {"profile without name", "[profile]\n", 1, 1,
		"bad profile name: expected letters, digits and _.@-, 64 at "
		"the most",
		"profile"},
	    {"a name that files need for the first", "[profile default]\n" BASE,
		3, 1,
		"\"default\" is what the first profile of a login is called "
		"in its files",
		"default"},
	    {"a name that is all sections to some", "[profile DEFAULT]\n" BASE,
		3, 1,
		"\"DEFAULT\" is all sections at once where Python reads the "
		"files of a login",
		"DEFAULT"},
	    {"a name that would be a list", "[profile a,b]\n[profile a]\n" BASE,
		3, 1,
		"bad profile name: expected letters, digits and _.@-, 64 at "
		"the most",
		"a,b"},
	    {"keys of a broken section are not judged",
		"[defaults]\n[rule\nuser = alice\n", 1, 2,
		"a section ends with ]", "[rule"},
	    {"two defaults", "[defaults]\n[defaults]\n", 1, 2,
		"duplicate section", "defaults"},
	    {"two profiles", BASE "[rule]\ndeny = yes\n" BASE, 1, 6,
		"duplicate section", "p"},
	    {"key before section", "region = a1\n[rule]\ndeny = yes\n", 1, 1,
		"a key before any section", "region"},
	    {"unknown key", BASE "regoin = x\n", 1, 4, "unknown key", "regoin"},
	    {"unknown key in defaults", "[defaults]\nregoin = x\n", 1, 2,
		"unknown key", "regoin"},
	    {"key of a rule in a profile", BASE "service = sshd\n", 1, 4,
		"unknown key", "service"},
	    {"key of a profile in a rule", "[rule]\ndeny = yes\nmfa = sts\n", 1,
		3, "unknown key", "mfa"},
	    {"case of keys matters", BASE "Region = a1\n", 1, 4, "unknown key",
		"Region"},
	    {"duplicate key", BASE "region = a1\n", 1, 4, "duplicate key",
		"region"},
	    {"duplicate key, same value", BASE "region = eu-west-1\n", 1, 4,
		"duplicate key", "region"},
	    {"duplicate of the last key of all",
		BASE "timeout = 7\ntimeout = 7\n", 1, 5, "duplicate key",
		"timeout"},
	    {"duplicate in a rule", "[rule]\ndeny = yes\ndeny = yes\n", 1, 3,
		"duplicate key", "deny"},
	};

	(void)state;
	assert_faults(t, COUNT(t));
}

static void
test_large(void **state)
{
	static char text[CONFIG_MAX];
	struct heard h;

	(void)state;
	memset(text, '#', sizeof(text));
	assert_int_equal(check((struct span){text, sizeof(text)}).count, 0);
	memset(text, '\n', sizeof(text));
	memcpy(text + sizeof(text) - 4, "a=b\n", 4);
	h = check((struct span){text, sizeof(text)});
	assert_int_equal(h.count, 1);
	assert_int_equal(h.first.line, CONFIG_MAX - 3);
	memset(text, 0, sizeof(text));
	assert_int_equal(check((struct span){text, sizeof(text)}).count, 1);
}

/* No byte at the end is needed to see the end. */
static void
test_borrowed(void **state)
{
	static const char text[] = "[rule]\ndeny = yes\n[profile";
	size_t whole = sizeof(text) - 1;
	struct sections all;

	(void)state;
	for (size_t n = 0; n <= whole; n++) {
		char *exact = malloc(n);

		if (n > 0)
			memcpy(exact, text, n);
		(void)config_check(&all, (struct span){exact, n}, NULL, NULL);
		free(exact);
	}
	assert_int_equal(check((struct span){text, 18}).count, 0);
	assert_int_equal(check((struct span){NULL, 0}).count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sound),
	    cmocka_unit_test(test_line_faults),
	    cmocka_unit_test(test_section_faults),
	    cmocka_unit_test(test_large),
	    cmocka_unit_test(test_borrowed),
	};

	return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
