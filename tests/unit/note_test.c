/* common/note: what is no error, but may not be what was meant. */

#include "tests/unit/faults.h"

#include "common/note.h"

#define DEFAULTS \
	"[defaults]\nregion = a1\nmfa = sts\nmfa_serial = GAHT12345678\n"
#define KEY(name) "[profile " name "]\ncredential_source = UserKey\n"
#define CHAINED_CUT                                                         \
	"duration_seconds is cut to 3600: a chained role lasts an hour at " \
	"the most"
#define ROLE_CUT                                                          \
	"duration_seconds is cut to 43200: a role lasts 12 hours at the " \
	"most"
#define SHARED_CUT                                                            \
	"duration_seconds is cut to 3600: the session of one code is first, " \
	"and a role from it lasts an hour at the most"
#define ASSUMED_CUT                                                          \
	"duration_seconds is cut to 3600 once the session has assumed: a "   \
	"session of one code is first, and a role from it lasts an hour at " \
	"the most"
#define LONG "duration_seconds = 43200\n"
#define SUDO                                                          \
	"[profile s]\ncredential_source = LoginSession\nmfa = none\n" \
	"region = a1\n" ROLE
#define NOT_SUDO \
	"credential_source = LoginSession is for sudo, and this rule is not"
#define UNREACHED "no login reaches this rule: one before it has no conditions"

static struct heard
notes_on(const char *text)
{
	struct heard h = {0};
	struct sections all;

	assert_int_equal(config_check(&all, span_of(text), NULL, NULL), 0);
	config_notes(&all, hear, &h);
	return h;
}

static void
test_notes(void **state)
{
	static const struct fault t[] = {
	    {"a role, by default for 36 hours",
		"[defaults]\nduration_seconds = 129600\n" BASE ROLE, 1, 3,
		ROLE_CUT, "p"},
	    {"said of the profile, not of its rules",
		"[defaults]\nduration_seconds = 129600\nmfa = none\n" BASE ROLE
		    USES_P,
		1, 4, ROLE_CUT, "p"},
	    {"a chained role, by default for 12 hours",
		"[defaults]\nduration_seconds = 43200\n" BASE ROLE
		"[profile q]\nsource_profile = p\nregion = a1\n" ROLE,
		1, 7, CHAINED_CUT, "q"},
	    {"both are cut",
		"[defaults]\nduration_seconds = 43201\n" BASE ROLE
		"[profile q]\nsource_profile = p\nregion = a1\n" ROLE,
		2, 3, ROLE_CUT, "p"},
	    {"a role of the login session",
		"[defaults]\nduration_seconds = 3601\n[profile s]\n"
		"credential_source = LoginSession\nregion = a1\n" ROLE,
		1, 3, CHAINED_CUT, "s"},
	    {"two roles share a code",
		DEFAULTS KEY("p") ROLE "duration_seconds = 43200\n" KEY("q")
		    ROLE "[rule]\nprofile = q, p\n",
		1, 12, SHARED_CUT, "p"},
	    {"a session and a role share a code",
		DEFAULTS KEY("p") "duration_seconds = 129600\n" KEY("q") ROLE
		"duration_seconds = 3601\n"
		"[rule]\nprofile = p, q\n",
		1, 12, SHARED_CUT, "q"},
	    {"cut alone, and cut more together",
		"[defaults]\nduration_seconds = 43201\nregion = a1\n"
		"mfa = sts\nmfa_serial = GAHT12345678\n" KEY("p") ROLE KEY("q")
		    ROLE "[rule]\nprofile = p, q\n",
		4, 6, ROLE_CUT, "p"},
	    {"a role that is assumed beside another is cut, as is that one",
		DEFAULTS KEY("p") ROLE LONG KEY("q") ROLE LONG
		"[rule]\nprofile = p\nassume = q\n",
		2, 13, ASSUMED_CUT, "p"},
	    {"beside a session",
		DEFAULTS KEY("p") KEY("q") ROLE LONG
		"[rule]\nprofile = p\nassume = q\n",
		1, 11, ASSUMED_CUT, "q"},
	    {"what is cut all the same is said once",
		DEFAULTS KEY("p") KEY("q") ROLE LONG KEY("r") ROLE
		"[rule]\nprofile = p, q\nassume = r\n",
		1, 14, SHARED_CUT, "q"},
	    {"a rule behind all",
		"[rule]\ndeny = yes\n[rule]\nuser = a\nexempt = yes\n", 1, 3,
		UNREACHED, "rule"},
	    {"and the one behind that",
		"[rule]\nuser = a\ndeny = yes\n[rule]\ndeny = yes\n"
		"[rule]\nhost = b\ndeny = yes\n[rule]\nhost = c\ndeny = yes\n",
		2, 6, UNREACHED, "rule"},
	    {"the login session at its own login",
		SUDO "[rule]\nservice = sshd\nprofile = s\n", 1, 6, NOT_SUDO,
		"sshd"},
	    {"behind another role of it",
		SUDO "[profile t]\nsource_profile = s\nmfa = none\n"
		     "region = a1\n" ROLE "[rule]\nservice = su, !sudo\n"
		     "profile = t\n",
		1, 11, NOT_SUDO, "su, !sudo"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct heard h = notes_on(t[i].text);

		if (h.count != t[i].count || h.first.line != t[i].line ||
		    strcmp(h.first.what, t[i].what) != 0 ||
		    !span_is(h.first.text, t[i].offending))
			fail_msg("%s: %u notes, line %u: %s: \"%.*s\"",
			    t[i].why, h.count, h.first.line,
			    h.count == 0 ? "-" : h.first.what,
			    (int)h.first.text.n, h.first.text.p);
	}
}

static void
test_nothing_to_note(void **state)
{
	static const char *const quiet[] = {
	    "",
	    "[rule]\nuser = a\ndeny = yes\n[rule]\ndeny = yes\n",
	    "[rule]\nhost = *\ndeny = yes\n[rule]\ndeny = yes\n",
	    "[defaults]\nduration_seconds = 129600\n" BASE,
	    "[defaults]\nduration_seconds = 43200\n" BASE ROLE,
	    "[defaults]\nduration_seconds = 3600\n" BASE ROLE
	    "[profile q]\nsource_profile = p\nregion = a1\n" ROLE,
	    /* Without a code for STS each call is the key's own. */
	    "[defaults]\nregion = a1\nmfa = local\n" KEY("p") ROLE
	    "duration_seconds = 43200\n" KEY("q") ROLE
	    "[rule]\nprofile = p, q\n",
	    DEFAULTS KEY("p") ROLE KEY("q") ROLE "[rule]\nprofile = p, q\n",
	    /* Nor when one is assumed later, nor a session beside its role. */
	    "[defaults]\nregion = a1\nmfa = local\n" KEY("p") ROLE LONG KEY("q")
		ROLE LONG "[rule]\nprofile = p\nassume = q\n",
	    DEFAULTS KEY("p") LONG KEY("q") ROLE
	    "[rule]\nprofile = p\nassume = q\n",
	    SUDO "[rule]\nprofile = s\n",
	    DEFAULTS KEY("p") "[rule]\nservice = sshd\nprofile = p\n",
	    SUDO "[rule]\nservice = !cron\nprofile = s\n",
	    SUDO "[rule]\nservice = sshd, sudo-i\nprofile = s\n",
	    SUDO "[rule]\nservice = sshd\ndeny = yes\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(quiet); i++)
		check_row(quiet[i], notes_on(quiet[i]).count == 0);
}

/* Files are told, as those of errors are. */
static void
test_files(void **state)
{
	struct heard h = notes_on("\fa\n[rule]\ndeny = yes\n"
				  "\fb\n\n[rule]\ndeny = yes\n");

	(void)state;
	assert_int_equal(h.count, 1);
	assert_true(span_is(h.first.file, "b"));
	assert_int_equal(h.first.line, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_notes),
	    cmocka_unit_test(test_nothing_to_note),
	    cmocka_unit_test(test_files),
	};

	return cmocka_run_group_tests_name("note", tests, NULL, NULL);
}
