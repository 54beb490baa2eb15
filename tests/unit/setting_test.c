/* common/setting: keys with words and numbers, and the tables themselves.
 * Keys with AWS's texts are setting_aws_test.c's. */

#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "common/limits.h"
#include "common/setting.h"

#define X16 "xxxxxxxxxxxxxxxx"
#define X64 X16 X16 X16 X16
struct row {
	int key;
	const char *why, *value;
	bool valid;
};

static void
check(const struct setting *table, const struct row *t, size_t rows)
{
	for (size_t i = 0; i < rows; i++)
		if (table[t[i].key].valid(span_of(t[i].value)) != t[i].valid)
			fail_msg("%s: %s", table[t[i].key].name, t[i].why);
}

static void
test_words(void **state)
{
	static const struct row t[] = {
	    {KEY_CREDENTIAL_SOURCE, "the user's key", "UserKey", true},
	    {KEY_CREDENTIAL_SOURCE, "case matters", "userkey", false},
	    {KEY_SOURCE_PROFILE, "a name", "a.B_c@d-1", true},
	    {KEY_SOURCE_PROFILE, "64 bytes", X64, true},
	    {KEY_SOURCE_PROFILE, "65 bytes", X64 "x", false},
	    {KEY_SOURCE_PROFILE, "a blank", "a b", false},
	    {KEY_MFA, "local", "local", true},
	    {KEY_MFA, "sts", "sts", true},
	    {KEY_MFA, "both", "both", true},
	    {KEY_MFA, "none", "none", true},
	    {KEY_MFA, "anything else", "yes", false},
	    {KEY_ON_FAILURE, "deny", "deny", true},
	    {KEY_ON_FAILURE, "allow", "allow", true},
	    {KEY_ON_FAILURE, "ignore", "ignore", false},
	    {KEY_USE_FIPS_ENDPOINT, "yes", "yes", true},
	    {KEY_USE_FIPS_ENDPOINT, "no", "no", true},
	    {KEY_USE_FIPS_ENDPOINT, "true", "true", false},
	    {KEY_USE_DUALSTACK_ENDPOINT, "1", "1", false},
	    {KEY_STS_REGIONAL_ENDPOINTS, "regional", "regional", true},
	    {KEY_STS_REGIONAL_ENDPOINTS, "legacy", "legacy", true},
	    {KEY_STS_REGIONAL_ENDPOINTS, "global", "global", false},
	    {KEY_REGION, "a region", "us-gov-west-1", true},
	    {KEY_REGION, "63 bytes", X16 X16 X16 "xxxxxxxxxxxxxxx", true},
	    {KEY_REGION, "64 bytes", X64, false},
	    {KEY_REGION, "another host", "x.evil.example", false},
	    {KEY_REGION, "upper case", "EU-WEST-1", false},
	    {KEY_REGION, "'-' first", "-a", false},
	    {KEY_REGION, "'-' last", "a-", false},
	};

	(void)state;
	check(profile_settings, t, COUNT(t));
}

static void
test_numbers(void **state)
{
	static const struct row t[] = {
	    {KEY_DURATION_SECONDS, "shortest", "900", true},
	    {KEY_DURATION_SECONDS, "too short", "899", false},
	    {KEY_DURATION_SECONDS, "longest", "129600", true},
	    {KEY_DURATION_SECONDS, "too long", "129601", false},
	    {KEY_DURATION_SECONDS, "2^64 + 900", "18446744073709552516", false},
	    {KEY_DURATION_SECONDS, "a unit", "1h", false},
	    {KEY_DURATION_SECONDS, "a sign", "+900", false},
	    {KEY_DURATION_SECONDS, "a fraction", "900.0", false},
	    {KEY_TIMEOUT, "shortest", "1", true},
	    {KEY_TIMEOUT, "never", "0", false},
	    {KEY_TIMEOUT, "longest", "60", true},
	    {KEY_TIMEOUT, "too long", "61", false},
	    {KEY_CONNECT_TIMEOUT, "longest", "60", true},
	    {KEY_CONNECT_TIMEOUT, "too long", "61", false},
	};

	(void)state;
	check(profile_settings, t, COUNT(t));
}

static void
test_rules(void **state)
{
	static const struct row t[] = {
	    {RULE_SERVICE, "a service", "sudo-i", true},
	    {RULE_SERVICE, "a path", "/etc/pam.d/sshd", false},
	    {RULE_SERVICE, "two", "sshd, sudo", false},
	    {RULE_USER, "a domain user", "DOM\\al ice", true},
	    {RULE_USER, "a path", "a/b", false},
	    {RULE_USER, "a list", "alice, bob", false},
	    {RULE_USER, "a negation", "!root", false},
	    {RULE_USER, "a pattern", "ops-*", false},
	    {RULE_GROUP, "a netgroup", "@wheel", false},
	    {RULE_GROUP, "a group in sudo's spelling", "%wheel", false},
	    {RULE_GROUP, "a group", "domain admins", true},
	    {RULE_TARGET, "root", "root", true},
	    {RULE_PROFILE, "a name", "p", true},
	    {RULE_PROFILE, "a blank", "p q", false},
	    {RULE_EXEMPT, "yes", "yes", true},
	    {RULE_EXEMPT, "no is nothing to say", "no", false},
	    {RULE_DENY, "yes", "yes", true},
	    {RULE_DENY, "no is nothing to say", "no", false},
	};

	(void)state;
	check(rule_settings, t, COUNT(t));
}

/* Every row is filled, finds itself, and takes no empty value. */
static void
check_rows(const struct setting *table, int count)
{
	for (int i = 0; i < count; i++) {
		assert_non_null(table[i].name);
		assert_int_equal(strncmp(table[i].expected, "expected ", 9), 0);
		assert_int_equal(
		    setting_find(table, count, span_of(table[i].name)), i);
		assert_false(table[i].valid(span_of("")));
	}
	assert_int_equal(setting_find(table, count, span_of("")), -1);
	assert_int_equal(setting_find(table, count, span_of("x")), -1);
}

static void
test_rows(void **state)
{
	(void)state;
	check_rows(profile_settings, PROFILE_KEYS);
	check_rows(rule_settings, RULE_KEYS);
}

/* Keys are interface: they never change their names. */
static void
test_names_of_keys(void **state)
{
	static const char *const names[PROFILE_KEYS] = {
	    [KEY_CREDENTIAL_SOURCE] = "credential_source",
	    [KEY_SOURCE_PROFILE] = "source_profile",
	    [KEY_MFA] = "mfa",
	    [KEY_MFA_SERIAL] = "mfa_serial",
	    [KEY_ROLE_ARN] = "role_arn",
	    [KEY_ROLE_SESSION_NAME] = "role_session_name",
	    [KEY_EXTERNAL_ID] = "external_id",
	    [KEY_DURATION_SECONDS] = "duration_seconds",
	    [KEY_SOURCE_IDENTITY] = "source_identity",
	    [KEY_TAGS] = "tags",
	    [KEY_TRANSITIVE_TAG_KEYS] = "transitive_tag_keys",
	    [KEY_POLICY] = "policy",
	    [KEY_POLICY_ARNS] = "policy_arns",
	    [KEY_ON_FAILURE] = "on_failure",
	    [KEY_REGION] = "region",
	    [KEY_ENDPOINT_URL] = "endpoint_url",
	    [KEY_USE_FIPS_ENDPOINT] = "use_fips_endpoint",
	    [KEY_USE_DUALSTACK_ENDPOINT] = "use_dualstack_endpoint",
	    [KEY_STS_REGIONAL_ENDPOINTS] = "sts_regional_endpoints",
	    [KEY_PROXY] = "proxy",
	    [KEY_CA_FILE] = "ca_file",
	    [KEY_CA_PATH] = "ca_path",
	    [KEY_CONNECT_TIMEOUT] = "connect_timeout",
	    [KEY_TIMEOUT] = "timeout",
	};

	(void)state;
	for (int i = 0; i < PROFILE_KEYS; i++)
		if (names[i] != NULL)
			assert_string_equal(profile_settings[i].name, names[i]);
}

static void
assert_says(enum profile_key key, unsigned long min, unsigned long max)
{
	char text[64];

	snprintf(text, sizeof(text), "from %lu to %lu", min, max);
	assert_non_null(strstr(profile_settings[key].expected, text));
}

static void
test_texts(void **state)
{
	(void)state;
	assert_says(KEY_DURATION_SECONDS, DURATION_MIN, DURATION_SESSION_MAX);
	assert_says(KEY_TIMEOUT, 1, TIMEOUT_MAX);
	assert_says(KEY_CONNECT_TIMEOUT, 1, TIMEOUT_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_rules),
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_names_of_keys),
	    cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests_name("setting", tests, NULL, NULL);
}
