/* common/check: what is said of a configuration that does not hold together.
 * Lines are config_test.c's, values setting_test.c's. */

#include "tests/unit/faults.h"

#include <stdio.h>

#define KEY_PROFILE(name, more) \
	"[profile " name "]\ncredential_source = UserKey\nregion = a1\n" more
#define SESSION "[profile s]\ncredential_source = LoginSession\n"

static void
test_whole_faults(void **state)
{
	static const struct fault t[] = {
	    {"no place to call", "[profile p]\ncredential_source = UserKey\n",
		1, 1, "needs a region or an endpoint_url", "p"},
	    {"said once, however often it is used",
		"[profile p]\ncredential_source = UserKey\nmfa = local\n" USES_P
		    USES_P,
		1, 1, "needs a region or an endpoint_url", "p"},
	    {"no credentials", "[profile p]\nregion = a1\n", 1, 1,
		"needs a credential_source or a source_profile", "p"},
	    {"once for each name",
		"[profile p]\nregion = a1\n[profile p]\nregion = a1\n", 2, 3,
		"duplicate section", "p"},
	    {"mfa = sts without device", BASE "mfa = sts\n", 1, 1,
		"mfa = sts and mfa = both need an mfa_serial", "p"},
	    {"mfa = both without device", BASE "mfa = both\n", 1, 1,
		"mfa = sts and mfa = both need an mfa_serial", "p"},
	    {"source of nobody",
		"[profile q]\nsource_profile = p\nregion = a1\n" ROLE, 1, 1,
		"source_profile names no profile", "p"},
	    {"source without role",
		BASE "[profile q]\nsource_profile = p\nregion = a1\n", 1, 4,
		"source_profile needs a role_arn", "q"},
	    {"its own source",
		"[profile q]\nsource_profile = q\nregion = a1\n" ROLE, 1, 1,
		"source_profile loops, or is longer than 5 links", "q"},
	    {"external_id for nobody", BASE "external_id = abc\n", 1, 1,
		"without role_arn there is no use for", "external_id"},
	    {"tags for nobody", BASE "tags = a=b\n", 1, 1,
		"without role_arn there is no use for", "tags"},
	    {"endpoint_url and FIPS",
		BASE "endpoint_url = https://h\nuse_fips_endpoint = yes\n", 1,
		1,
		"endpoint_url goes with neither use_fips_endpoint nor "
		"use_dualstack_endpoint",
		"https://h"},
	    {"a policy in defaults that would be lost",
		"[defaults]\npolicy = {}\n" BASE, 1, 3,
		"without role_arn there is no use for", "policy"},
	    {"two ways to the first credentials",
		BASE "[profile q]\ncredential_source = UserKey\n"
		     "source_profile = p\n" ROLE "region = a1\n",
		1, 4, "one of credential_source and source_profile", "q"},
	};

	(void)state;
	assert_faults(t, COUNT(t));
}

static void
test_rule_faults(void **state)
{
	static const struct fault t[] = {
	    {"rule without outcome", "[rule]\nuser = a\n", 1, 1,
		"a rule has one of profile, exempt = yes and deny = yes",
		"rule"},
	    {"rule with two", "[rule]\ndeny = yes\nexempt = yes\n", 1, 1,
		"a rule has one of profile, exempt = yes and deny = yes",
		"rule"},
	    {"rule with a profile, and denied",
		BASE "mfa = none\n" USES_P "deny = yes\n", 1, 5,
		"a rule has one of profile, exempt = yes and deny = yes",
		"rule"},
	    {"an alert alone", "[rule]\nalert = yes\n", 1, 1,
		"a rule has one of profile, exempt = yes and deny = yes",
		"rule"},
	    {"words for who is let in", "[rule]\nexempt = yes\nmessage = no\n",
		1, 1, "message goes with deny = yes only", "no"},
	    {"rule of no profile", "[rule]\nprofile = p\n", 1, 1,
		"profile names no profile", "p"},
	    {"the second of them is none",
		BASE "mfa = none\n[rule]\nprofile = p, q\n", 1, 5,
		"profile names no profile", "q"},
	    {"a profile twice", BASE "mfa = none\n[rule]\nprofile = p, p\n", 1,
		6, "expected names of profiles: NAME, ... (8 at the most)",
		"p, p"},
	    {"profile without mfa", BASE USES_P, 1, 4,
		"a profile that a rule uses says mfa = local, sts, both or "
		"none",
		"p"},
	    {"said for each of them",
		BASE KEY_PROFILE("q", "") "[rule]\nprofile = p, q\n", 2, 7,
		"a profile that a rule uses says mfa = local, sts, both or "
		"none",
		"p"},
	    {"one says nothing",
		BASE
		"mfa = none\n" KEY_PROFILE("q", "") "[rule]\nprofile = p, q\n",
		1, 8,
		"a profile that a rule uses says mfa = local, sts, both or "
		"none",
		"q"},
	    {"two ways to prove oneself",
		BASE "mfa = none\n" KEY_PROFILE(
		    "q", "mfa = local\n") "[rule]\nprofile = p, q\n",
		1, 9, "the profiles of a rule say the same mfa", "q"},
	    {"a code for two sessions",
		"[defaults]\nmfa = sts\nmfa_serial = GAHT12345678\n" BASE
		    KEY_PROFILE("q", "") "[rule]\nprofile = p, q\n",
		1, 10,
		"a code gives one session: no more than one of the profiles "
		"is without role_arn",
		"q"},
	    {"key and login session",
		BASE "mfa = local\n[profile q]\nmfa = local\nregion = a1\n"
		     "credential_source = LoginSession\n" ROLE
		     "[rule]\nprofile = p, q\n",
		1, 10,
		"the profiles of one login begin with the same "
		"credential_source",
		"q"},
	    {"what is wrong with one alone is said there",
		BASE "mfa = local\n[profile q]\nmfa = local\nregion = a1\n"
		     "[rule]\nprofile = p, q\n",
		1, 5, "needs a credential_source or a source_profile", "q"},
	};

	(void)state;
	assert_faults(t, COUNT(t));
}

static void
test_login_session_faults(void **state)
{
	static const struct fault t[] = {
	    {"a session for nothing", SESSION "mfa = local\nregion = a1\n", 1,
		1, "credential_source = LoginSession needs a role_arn", "s"},
	    {"a code for STS", SESSION ROLE "mfa = sts\nregion = a1\n", 1, 1,
		"mfa = sts and mfa = both need credential_source = UserKey",
		"s"},
	    {"a code for both", SESSION ROLE "mfa = both\nregion = a1\n", 1, 1,
		"mfa = sts and mfa = both need credential_source = UserKey",
		"s"},
	    {"a device does not help",
		"[defaults]\nmfa = both\nmfa_serial = GAHT12345678\n" SESSION
		    ROLE "region = a1\n",
		1, 4,
		"mfa = sts and mfa = both need credential_source = UserKey",
		"s"},
	    {"more than an hour",
		SESSION ROLE "region = a1\nduration_seconds = 3601\n", 1, 1,
		"duration_seconds of a chained role is 3600 at the most",
		"3601"},
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
	    {"two profiles from one key",
		BASE "mfa = local\n" KEY_PROFILE(
		    "q", "mfa = local\n") "[rule]\nprofile = p, q\n"},
	    {"a code, a session and its role",
		"[defaults]\nmfa = sts\nmfa_serial = GAHT12345678\n" BASE
		"[profile q]\nsource_profile = p\nregion = a1\n" ROLE
		"[rule]\nprofile = q, p\n"},
	    {"the login session needs no device",
		SESSION ROLE "mfa = local\nregion = a1\n"
			     "[rule]\nprofile = s\n"},
	    {"words for who is denied",
		"[rule]\ndeny = yes\nmessage = Not here.\nalert = yes\n"},
	    {"an alert with each outcome",
		BASE "mfa = none\n" USES_P
		     "alert = yes\n[rule]\nexempt = yes\nalert = yes\n"},
	    {"no source identity", BASE ROLE "source_identity =\n"},
	    {"no source identity by default",
		"[defaults]\nsource_identity =\n" BASE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		check_row(t[i].why, check(span_of(t[i].text)).count == 0);
}

#define CHAINED "[profile q]\nsource_profile = p\nregion = a1\n" ROLE
#define TOO_LONG "duration_seconds of a role is 43200 at the most"
#define TOO_LONG_CHAINED \
	"duration_seconds of a chained role is 3600 at the most"

/* A duration may be as long as AWS allows, to the second; what [defaults] ask
 * for is for many, and is cut. */
static void
test_durations(void **state)
{
	static const struct fault t[] = {
	    {"a role for more than 12 hours",
		BASE ROLE "duration_seconds = 43201\n", 1, 1, TOO_LONG,
		"43201"},
	    {"a chained role for more than an hour",
		BASE CHAINED "duration_seconds = 3601\n", 1, 4,
		TOO_LONG_CHAINED, "3601"},
	    {"the same, further from the key",
		BASE CHAINED
		"[profile r]\nsource_profile = q\nregion = a1\n" ROLE
		"duration_seconds = 3601\n",
		1, 8, TOO_LONG_CHAINED, "3601"},
	    {"whatever defaults say",
		"[defaults]\nduration_seconds = 3600\n" BASE CHAINED
		"duration_seconds = 3601\n",
		1, 6, TOO_LONG_CHAINED, "3601"},
	};
	static const char *const longest[] = {
	    BASE "duration_seconds = 129600\n",
	    BASE ROLE "duration_seconds = 43200\n",
	    BASE CHAINED "duration_seconds = 3600\n",
	    SESSION ROLE "region = a1\nduration_seconds = 3600\n",
	    "[defaults]\nduration_seconds = 129600\n" BASE ROLE CHAINED,
	    "[defaults]\nduration_seconds = 3601\n" SESSION ROLE
	    "region = a1\n",
	};

	(void)state;
	assert_faults(t, COUNT(t));
	for (size_t i = 0; i < COUNT(longest); i++)
		check_row(longest[i], check(span_of(longest[i])).count == 0);
}

/* Errors are counted, not only the first; a line's before a section's. */
static void
test_many(void **state)
{
	struct heard h =
	    check(span_of("[rule]\nwhat = 1\n[profile p]\nmfa = 2\n"));

	(void)state;
	assert_int_equal(h.count, 5);
	assert_int_equal(h.first.line, 2);
}

static void
test_chain_length(void **state)
{
	static const char *const names[] = {"b", "c", "d", "e", "f", "g"};
	char text[1024] = "[defaults]\nregion = a1\n" ROLE
			  "[profile a]\ncredential_source = UserKey\n";

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		assert_int_equal(check(span_of(text)).count, 0);
		snprintf(text + strlen(text), 64,
		    "[profile %s]\nsource_profile = %s\n", names[i],
		    i == 0 ? "a" : names[i - 1]);
	}
	assert_int_equal(check(span_of(text)).count, 1);
}

/* As many sections as there may be, and one more. */
static void
test_many_sections(void **state)
{
	static char text[SECTIONS_MAX * 32];
	size_t n = 0;

	(void)state;
	for (int i = 0; i < SECTIONS_MAX; i++)
		n += (size_t)snprintf(
		    text + n, sizeof(text) - n, "[rule]\ndeny = yes\n");
	assert_int_equal(check((struct span){text, n}).count, 0);
	n += (size_t)snprintf(
	    text + n, sizeof(text) - n, "[rule]\ndeny = yes\n");
	assert_int_equal(check((struct span){text, n}).count, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_whole_faults),
	    cmocka_unit_test(test_rule_faults),
	    cmocka_unit_test(test_login_session_faults),
	    cmocka_unit_test(test_sound),
	    cmocka_unit_test(test_durations),
	    cmocka_unit_test(test_many),
	    cmocka_unit_test(test_chain_length),
	    cmocka_unit_test(test_many_sections),
	};

	return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
