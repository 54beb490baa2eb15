/* common/check: what is said of a configuration that does not hold together.
 * Lines are config_test.c's, values setting_test.c's. */

#include "tests/unit/faults.h"

#include <stdio.h>

static void
test_whole_faults(void **state)
{
	static const struct fault t[] = {
	    {"rule without outcome", "[rule]\nuser = a\n", 1, 1,
		"a rule has one of profile, exempt = yes and deny = yes",
		"rule"},
	    {"rule with two", "[rule]\ndeny = yes\nexempt = yes\n", 1, 1,
		"a rule has one of profile, exempt = yes and deny = yes",
		"rule"},
	    {"rule of no profile", "[rule]\nprofile = p\n", 1, 1,
		"profile names no profile", "p"},
	    {"profile without mfa", BASE USES_P, 1, 4,
		"a profile that a rule uses says mfa = local, sts, both or "
		"none",
		"p"},
	    {"no place to call", "[profile p]\ncredential_source = UserKey\n",
		1, 1, "needs a region or an endpoint_url", "p"},
	    {"said once, however often it is used",
		"[profile p]\ncredential_source = UserKey\nmfa = local\n" USES_P
		    USES_P,
		1, 1, "needs a region or an endpoint_url", "p"},
	    {"no credentials", "[profile p]\nregion = a1\n", 1, 1,
		"needs a credential_source or a source_profile", "p"},
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
	    {"a role for more than 12 hours",
		BASE ROLE "duration_seconds = 43201\n", 1, 1,
		"duration_seconds of a role is 43200 at the most", "43201"},
	    {"a chained role for more than 1 hour",
		BASE "[profile q]\nsource_profile = p\nregion = a1\n" ROLE
		     "duration_seconds = 3601\n",
		1, 4, "duration_seconds of a chained role is 3600 at the most",
		"3601"},
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

/* A duration may be as long as AWS allows, to the second. */
static void
test_durations(void **state)
{
	static const char *const longest[] = {
	    BASE "duration_seconds = 129600\n",
	    BASE ROLE "duration_seconds = 43200\n",
	    BASE "[profile q]\nsource_profile = p\nregion = a1\n" ROLE
		 "duration_seconds = 3600\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(longest); i++)
		assert_int_equal(check(span_of(longest[i])).count, 0);
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
	    cmocka_unit_test(test_durations),
	    cmocka_unit_test(test_many),
	    cmocka_unit_test(test_chain_length),
	    cmocka_unit_test(test_many_sections),
	};

	return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
