/* common/check: what the profiles of a rule, and those that it lets a session
 * assume, must have in common. */

#include "tests/unit/faults.h"

#include <stdio.h>

#define CODE                                   \
	"[defaults]\nregion = a1\nmfa = sts\n" \
	"mfa_serial = GAHT12345678\ncredential_source = UserKey\n"
#define LOCAL \
	"[defaults]\nregion = a1\nmfa = local\ncredential_source = UserKey\n"
#define P "[profile p]\n"
#define Q "[profile q]\n"
#define RULE "[rule]\nprofile = p\nassume = q\n"

static void
test_faults(void **state)
{
	static const struct fault t[] = {
	    {"nothing to add it to", LOCAL P "[rule]\nassume = p\ndeny = yes\n",
		1, 6, "assume goes with profile only", "p"},
	    {"no outcome", LOCAL P "[rule]\nassume = p\n", 2, 6,
		"a rule has one of profile, exempt = yes and deny = yes",
		"rule"},
	    {"nobody", LOCAL P RULE, 1, 6, "assume names no profile", "q"},
	    {"the second is nobody",
		LOCAL P Q "[rule]\nprofile = p\nassume = q, r\n", 1, 7,
		"assume names no profile", "r"},
	    {"what it has", LOCAL P "[rule]\nprofile = p\nassume = p\n", 1, 6,
		"a profile is named once", "p"},
	    {"twice", LOCAL P Q "[rule]\nprofile = p\nassume = q, q\n", 1, 9,
		"expected names of profiles: NAME, ... (8 at the most)",
		"q, q"},
	    {"a bad list names nobody, the profile is looked at",
		LOCAL Q "[rule]\nprofile = p\nassume = q, q\n", 2, 8,
		"expected names of profiles: NAME, ... (8 at the most)",
		"q, q"},
	    {"another mfa", LOCAL P Q "mfa = none\n" RULE, 1, 8,
		"the profiles of a rule say the same mfa", "q"},
	    {"another linger", LOCAL P Q "linger = until-expiry\n" RULE, 1, 8,
		"the profiles of a rule say the same linger", "q"},
	    {"and in profile itself",
		LOCAL P "linger = until-expiry\n" Q "[rule]\nprofile = p, q\n",
		1, 8, "the profiles of a rule say the same linger", "q"},
	    {"another source",
		LOCAL P Q "credential_source = LoginSession\n" ROLE RULE, 1, 9,
		"the profiles of one login begin with the same "
		"credential_source",
		"q"},
	    {"a code for two sessions", CODE P Q RULE, 1, 8,
		"a code gives one session: no more than one of the profiles "
		"is without role_arn",
		"q"},
	    {"what is wrong with one alone is said there",
		LOCAL P Q "source_profile = r\n" ROLE RULE, 1, 6,
		"source_profile names no profile", "r"},
	};

	(void)state;
	assert_faults(t, COUNT(t));
}

static void
test_sound(void **state)
{
	static const struct {
		const char *why, *text;
	} t[] = {
	    {"a role of the session",
		CODE P Q "source_profile = p\n" ROLE RULE},
	    {"a role that shares the code", CODE P Q ROLE RULE},
	    {"both stay",
		LOCAL "linger = until-expiry\n" P Q
		      "linger = until-expiry\n" RULE},
	    {"to go at logout is what is meant by nothing",
		LOCAL P Q "linger = logout\n" RULE},
	    {"the notice is the first one's",
		LOCAL P "expiry_notice = 15m\n" Q "expiry_notice = 5m\n" RULE},
	    {"the form of the file is each one's",
		LOCAL P "credential_file = static\n" Q
			"credential_file = process\n" RULE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		check_row(t[i].why, check(span_of(t[i].text)).count == 0);
}

/* profile = p1, ... and assume = the others, of so many. */
static struct heard
check_many(unsigned profiles, unsigned count)
{
	static char text[2048];
	size_t n = (size_t)snprintf(text, sizeof(text), LOCAL);

	for (unsigned i = 1; i <= count; i++)
		n += (size_t)snprintf(
		    text + n, sizeof(text) - n, "[profile p%u]\n", i);
	n += (size_t)snprintf(text + n, sizeof(text) - n, "[rule]\n");
	for (unsigned i = 1; i <= count; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%sp%u",
		    i == 1		  ? "profile = " :
			i == profiles + 1 ? "\nassume = " :
					    ", ",
		    i);
	snprintf(text + n, sizeof(text) - n, "\n");
	return check(span_of(text));
}

static void
test_eight(void **state)
{
	struct heard h = check_many(5, 9);

	(void)state;
	assert_int_equal(check_many(5, 8).count, 0);
	assert_int_equal(check_many(1, 8).count, 0);
	assert_int_equal(h.count, 1);
	assert_string_equal(
	    h.first.what, "profile and assume name 8 profiles at the most");
	assert_true(span_is(h.first.text, "p9"));
	/* Once, however many there are. */
	assert_int_equal(check_many(8, 16).count, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_faults),
	    cmocka_unit_test(test_sound),
	    cmocka_unit_test(test_eight),
	};

	return cmocka_run_group_tests_name("check_assume", tests, NULL, NULL);
}
