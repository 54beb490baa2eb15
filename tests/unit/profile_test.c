/* common/profile and rule: what a sound configuration means. */

#include "tests/unit/unit.h"

#include "common/profile.h"
#include "common/rule.h"

static const char config[] = "[defaults]\n"
			     "region = eu-west-1\n"
			     "credential_source = UserKey\n"
			     "mfa = sts\n"
			     "timeout = 7\n"
			     "[profile plain]\n"
			     "[profile other]\n"
			     "region = us-east-1\n"
			     "use_fips_endpoint = yes\n"
			     "mfa = none\n"
			     "[rule]\n"
			     "user = alice\n"
			     "profile = plain\n"
			     "[profile chained]\n"
			     "source_profile = other\n"
			     "mfa = local\n"
			     "[rule]\n"
			     "service = cron\n"
			     "exempt = yes\n"
			     "# the end\n";

static struct sections
sections_of(const char *text)
{
	struct sections all;

	sections_read(&all, span_of(text));
	return all;
}

static struct profile
find(const char *text, const char *name)
{
	struct sections all = sections_of(text);
	struct profile p;

	assert_true(profile_find(&p, &all, span_of(name)));
	assert_true(span_is(p.name, name));
	return p;
}

static void
test_defaults_fill(void **state)
{
	struct profile p = find(config, "plain");

	(void)state;
	assert_true(span_is(p.value[KEY_REGION], "eu-west-1"));
	assert_true(span_is(p.value[KEY_CREDENTIAL_SOURCE], "UserKey"));
	assert_int_equal(profile_mfa(&p), MFA_STS);
	assert_null(p.value[KEY_ROLE_ARN].p);
}

static void
test_own_wins(void **state)
{
	struct profile p = find(config, "other");

	(void)state;
	assert_true(span_is(p.value[KEY_REGION], "us-east-1"));
	assert_int_equal(profile_mfa(&p), MFA_NONE);
	assert_true(profile_yes(&p, KEY_USE_FIPS_ENDPOINT));
	assert_false(profile_yes(&p, KEY_USE_DUALSTACK_ENDPOINT));
}

/* One road to the first credentials: the section's beats [defaults]'s. */
static void
test_source(void **state)
{
	static const char reverse[] = "[defaults]\nsource_profile = a\n"
				      "[profile a]\n"
				      "credential_source = UserKey\n"
				      "[profile b]\n";
	struct profile p = find(config, "chained");

	(void)state;
	assert_true(span_is(p.value[KEY_SOURCE_PROFILE], "other"));
	assert_null(p.value[KEY_CREDENTIAL_SOURCE].p);
	p = find(reverse, "a");
	assert_null(p.value[KEY_SOURCE_PROFILE].p);
	assert_true(span_is(p.value[KEY_CREDENTIAL_SOURCE], "UserKey"));
	p = find(reverse, "b");
	assert_true(span_is(p.value[KEY_SOURCE_PROFILE], "a"));
}

static void
test_absent(void **state)
{
	const struct span nobody = {NULL, 0};
	struct sections all = sections_of(config), empty = sections_of(NULL);
	struct profile p = {.name = span_of("before")};

	(void)state;
	assert_false(profile_find(&p, &all, span_of("none")));
	assert_false(profile_find(&p, &all, span_of("")));
	assert_false(profile_find(&p, &all, nobody));
	assert_false(profile_find(&p, &empty, span_of("plain")));
	assert_true(span_is(p.name, "before"));
	profile_section(&p, NULL);
	assert_null(p.name.p);
	assert_null(p.value[KEY_REGION].p);
}

static void
test_numbers(void **state)
{
	struct profile p = find(config, "plain");

	(void)state;
	assert_int_equal(profile_number(&p, KEY_TIMEOUT, 10), 7);
	assert_int_equal(profile_number(&p, KEY_CONNECT_TIMEOUT, 5), 5);
	p.value[KEY_TIMEOUT] = span_of("129600");
	assert_int_equal(profile_number(&p, KEY_TIMEOUT, 10), 129600);
	p.value[KEY_TIMEOUT] = span_of("129601");
	assert_int_equal(profile_number(&p, KEY_TIMEOUT, 10), 10);
	p.value[KEY_TIMEOUT] = span_of("x");
	assert_int_equal(profile_number(&p, KEY_TIMEOUT, 10), 10);
}

static void
test_mfa(void **state)
{
	static const struct {
		const char *text;
		enum mfa mfa;
	} t[] = {{"none", MFA_NONE}, {"local", MFA_LOCAL}, {"sts", MFA_STS},
	    {"both", MFA_BOTH}, {"", MFA_UNSET}, {"NONE", MFA_UNSET},
	    {NULL, MFA_UNSET}};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct profile p = {
		    .value = {[KEY_MFA] = span_of(t[i].text)}};

		assert_int_equal(profile_mfa(&p), t[i].mfa);
	}
}

static void
test_rules(void **state)
{
	struct sections all = sections_of(config);
	unsigned at = 0;
	struct rule r;

	(void)state;
	assert_true(rule_next(&r, &all, &at));
	assert_int_equal(r.line, 11);
	assert_true(span_is(r.value[RULE_USER], "alice"));
	assert_true(span_is(r.value[RULE_PROFILE], "plain"));
	assert_null(r.value[RULE_SERVICE].p);
	assert_null(r.value[RULE_EXEMPT].p);
	assert_true(rule_next(&r, &all, &at));
	assert_int_equal(r.line, 17);
	assert_true(span_is(r.value[RULE_SERVICE], "cron"));
	assert_true(span_is(r.value[RULE_EXEMPT], "yes"));
	assert_null(r.value[RULE_USER].p);
	assert_false(rule_next(&r, &all, &at));
	assert_false(rule_next(&r, &all, &at));
}

static void
test_rules_side_by_side(void **state)
{
	struct sections all = sections_of("[rule]\n[rule]\ndeny = yes\n[rule]");
	unsigned at = 0;
	struct rule r;

	(void)state;
	for (unsigned line = 1; line <= 4; line += line == 2 ? 2 : 1) {
		assert_true(rule_next(&r, &all, &at));
		assert_int_equal(r.line, line);
		assert_int_equal(r.value[RULE_DENY].p != NULL, line == 2);
	}
	assert_false(rule_next(&r, &all, &at));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_defaults_fill),
	    cmocka_unit_test(test_own_wins),
	    cmocka_unit_test(test_source),
	    cmocka_unit_test(test_absent),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_mfa),
	    cmocka_unit_test(test_rules),
	    cmocka_unit_test(test_rules_side_by_side),
	};

	return cmocka_run_group_tests_name("profile", tests, NULL, NULL);
}
