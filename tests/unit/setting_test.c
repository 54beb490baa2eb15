/* common/setting: keys with words and numbers, and the tables themselves.
 * Keys with AWS's texts are setting_aws_test.c's, those of rules
 * setting_rule_test.c's. */

#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "common/limits.h"
#include "common/setting.h"
#include "common/value.h"

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
	    {KEY_CREDENTIAL_SOURCE, "the login session", "LoginSession", true},
	    {KEY_CREDENTIAL_SOURCE, "case matters", "userkey", false},
	    {KEY_CREDENTIAL_SOURCE, "the host's role", "Ec2InstanceMetadata",
		false},
	    {KEY_SOURCE_PROFILE, "a name", "a.B_c@d-1", true},
	    {KEY_SOURCE_PROFILE, "64 bytes", X64, true},
	    {KEY_SOURCE_PROFILE, "65 bytes", X64 "x", false},
	    {KEY_SOURCE_PROFILE, "a blank", "a b", false},
	    {KEY_SOURCE_PROFILE, "'-' further on", "a-", true},
	    {KEY_SOURCE_PROFILE, "an option", "--force", false},
	    {KEY_SOURCE_PROFILE, "'-' alone", "-", false},
	    {KEY_MFA, "local", "local", true},
	    {KEY_MFA, "sts", "sts", true},
	    {KEY_MFA, "both", "both", true},
	    {KEY_MFA, "none", "none", true},
	    {KEY_MFA, "anything else", "yes", false},
	    {KEY_ON_FAILURE, "deny", "deny", true},
	    {KEY_ON_FAILURE, "allow", "allow", true},
	    {KEY_ON_FAILURE, "ignore", "ignore", false},
	    {KEY_CREDENTIAL_FILE, "static", "static", true},
	    {KEY_CREDENTIAL_FILE, "process", "process", true},
	    {KEY_CREDENTIAL_FILE, "anything else", "both", false},
	    {KEY_LINGER, "until-expiry", "until-expiry", true},
	    {KEY_LINGER, "logout", "logout", true},
	    {KEY_LINGER, "anything else", "yes", false},
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
	    {KEY_REUSE_SECONDS, "shortest", "1", true},
	    {KEY_REUSE_SECONDS, "never", "0", false},
	    {KEY_REUSE_SECONDS, "longest", "43200", true},
	    {KEY_REUSE_SECONDS, "too long", "43201", false},
	    {KEY_EXPIRY_NOTICE, "shortest", "1s", true},
	    {KEY_EXPIRY_NOTICE, "minutes", "15m", true},
	    {KEY_EXPIRY_NOTICE, "hours", "1h", true},
	    {KEY_EXPIRY_NOTICE, "none", "no", true},
	    {KEY_EXPIRY_NOTICE, "a day", "24h", true},
	    {KEY_EXPIRY_NOTICE, "a day in minutes", "1440m", true},
	    {KEY_EXPIRY_NOTICE, "a day in seconds", "86400s", true},
	    {KEY_EXPIRY_NOTICE, "more than a day", "25h", false},
	    {KEY_EXPIRY_NOTICE, "more than a day in minutes", "1441m", false},
	    {KEY_EXPIRY_NOTICE, "more than a day in seconds", "86401s", false},
	    {KEY_EXPIRY_NOTICE, "at the end", "0s", false},
	    {KEY_EXPIRY_NOTICE, "2^64 s and one", "18446744073709551617s",
		false},
	    {KEY_EXPIRY_NOTICE, "(2^64 + 16) / 60 m", "307445734561825861m",
		false},
	    {KEY_EXPIRY_NOTICE, "no unit", "900", false},
	    {KEY_EXPIRY_NOTICE, "a unit alone", "m", false},
	    {KEY_EXPIRY_NOTICE, "another unit", "1d", false},
	    {KEY_EXPIRY_NOTICE, "two units", "1h30m", false},
	    {KEY_EXPIRY_NOTICE, "upper case", "1H", false},
	    {KEY_EXPIRY_NOTICE, "a blank", "15 m", false},
	    {KEY_EXPIRY_NOTICE, "a sign", "-1m", false},
	    {KEY_EXPIRY_NOTICE, "another no", "none", false},
	    {KEY_CONNECT_TIMEOUT, "longest", "60", true},
	    {KEY_CONNECT_TIMEOUT, "too long", "61", false},
	};

	(void)state;
	check(profile_settings, t, COUNT(t));
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
		/* Nothing is something to say of one key: not to be set. */
		assert_int_equal(table[i].valid(span_of("")),
		    table == profile_settings && i == KEY_SOURCE_IDENTITY);
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
	    [KEY_REUSE_SECONDS] = "reuse_seconds",
	    [KEY_CREDENTIAL_FILE] = "credential_file",
	    [KEY_LINGER] = "linger",
	    [KEY_EXPIRY_NOTICE] = "expiry_notice",
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
	static const char *const rules[RULE_KEYS] = {
	    [RULE_SERVICE] = "service",
	    [RULE_USER] = "user",
	    [RULE_GROUP] = "group",
	    [RULE_TARGET] = "target",
	    [RULE_TARGET_GROUP] = "target_group",
	    [RULE_RHOST] = "rhost",
	    [RULE_TTY] = "tty",
	    [RULE_HOST] = "host",
	    [RULE_PROFILE] = "profile",
	    [RULE_ASSUME] = "assume",
	    [RULE_EXEMPT] = "exempt",
	    [RULE_DENY] = "deny",
	    [RULE_MESSAGE] = "message",
	    [RULE_ALERT] = "alert",
	};

	(void)state;
	for (int i = 0; i < PROFILE_KEYS; i++)
		assert_string_equal(profile_settings[i].name, names[i]);
	for (int i = 0; i < RULE_KEYS; i++)
		assert_string_equal(rule_settings[i].name, rules[i]);
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
	char text[64];

	(void)state;
	assert_says(KEY_DURATION_SECONDS, DURATION_MIN, DURATION_SESSION_MAX);
	assert_says(KEY_REUSE_SECONDS, 1, REUSE_MAX);
	assert_says(KEY_TIMEOUT, 1, TIMEOUT_MAX);
	assert_says(KEY_CONNECT_TIMEOUT, 1, TIMEOUT_MAX);
	snprintf(text, sizeof(text), "%d bytes at the most", USER_MESSAGE_MAX);
	assert_non_null(strstr(rule_settings[RULE_MESSAGE].expected, text));
	snprintf(text, sizeof(text), "(%d at the most)", PROFILES_MAX);
	assert_non_null(strstr(rule_settings[RULE_PROFILE].expected, text));
	assert_non_null(strstr(rule_settings[RULE_ASSUME].expected, text));
	snprintf(text, sizeof(text), "%dh at the most", NOTICE_MAX / 3600);
	assert_non_null(
	    strstr(profile_settings[KEY_EXPIRY_NOTICE].expected, text));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_names_of_keys),
	    cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests_name("setting", tests, NULL, NULL);
}
