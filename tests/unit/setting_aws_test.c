/* common/setting: keys whose values AWS reads, at AWS's bounds. */

#include "tests/unit/unit.h"

#include <string.h>

#include "common/setting.h"

#define X16 "xxxxxxxxxxxxxxxx"
#define X64 X16 X16 X16 X16
#define X256 X64 X64 X64 X64
#define X1024 X256 X256 X256 X256
#define ACCOUNT "arn:aws:iam::123456789012:"
#define TAGS10 "a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1,j=1,"
#define POLICIES9                                                           \
	ACCOUNT "policy/a," ACCOUNT "policy/b," ACCOUNT "policy/c," ACCOUNT \
		"policy/d," ACCOUNT "policy/e," ACCOUNT "policy/f," ACCOUNT \
		"policy/g," ACCOUNT "policy/h," ACCOUNT "policy/i,"

struct row {
	enum profile_key key;
	const char *why, *value;
	bool valid;
};

static void
check(const struct row *t, size_t rows)
{
	for (size_t i = 0; i < rows; i++) {
		const struct setting *s = &profile_settings[t[i].key];

		if (s->valid(span_of(t[i].value)) != t[i].valid)
			fail_msg("%s: %s", s->name, t[i].why);
	}
}

static void
test_names(void **state)
{
	static const struct row t[] = {
	    {KEY_ROLE_ARN, "a role", ACCOUNT "role/x", true},
	    {KEY_ROLE_ARN, "20 bytes", "arn:aws:iam:::role/x", true},
	    {KEY_ROLE_ARN, "19 bytes", "arn:a:iam:::role/xx", false},
	    {KEY_ROLE_ARN, "not arn", "arm:aws:iam::123456789012:role/x",
		false},
	    {KEY_ROLE_ARN, "a path", ACCOUNT "role/a/b/x", true},
	    {KEY_ROLE_ARN, "a role each", ACCOUNT "role/%u", true},
	    {KEY_ROLE_ARN, "China", "arn:aws-cn:iam::123456789012:role/x",
		true},
	    {KEY_ROLE_ARN, "Ceph, no account", "arn:aws:iam:::role/S3Access",
		true},
	    {KEY_ROLE_ARN, "an assumed role",
		"arn:aws:sts::123456789012:assumed-role/x/y", false},
	    {KEY_ROLE_ARN, "a user", ACCOUNT "user/x", false},
	    {KEY_ROLE_ARN, "no name", ACCOUNT "role/", false},
	    {KEY_ROLE_ARN, "11 digits", "arn:aws:iam::12345678901:role/x",
		false},
	    {KEY_ROLE_ARN, "a region", "arn:aws:iam:x:123456789012:role/x",
		false},
	    {KEY_ROLE_ARN, "no partition", "arn::iam::123456789012:role/x",
		false},
	    {KEY_ROLE_ARN, "a blank", ACCOUNT "role/a b", false},
	    {KEY_ROLE_ARN, "unknown expansion", ACCOUNT "role/%x", false},
	    {KEY_ROLE_ARN, "half an expansion", ACCOUNT "role/a%", false},
	    {KEY_ROLE_ARN, "no ARN", "x", false},
	    {KEY_MFA_SERIAL, "a device", ACCOUNT "mfa/%u", true},
	    {KEY_MFA_SERIAL, "hardware", "GAHT12345678", true},
	    {KEY_MFA_SERIAL, "9 bytes", "123456789", true},
	    {KEY_MFA_SERIAL, "8 bytes", "12345678", false},
	    {KEY_MFA_SERIAL, "256 bytes", X256, true},
	    {KEY_MFA_SERIAL, "257 bytes", X256 "x", false},
	    {KEY_MFA_SERIAL, "a blank", "GAHT 12345678", false},
	    {KEY_ROLE_SESSION_NAME, "expansions", "%u@%h-%s-%i=%%", true},
	    {KEY_ROLE_SESSION_NAME, "expansions that touch", "a%u%h", false},
	    {KEY_ROLE_SESSION_NAME, "the same behind a percent sign",
		"a%%%u%ub", false},
	    {KEY_ROLE_SESSION_NAME, "a percent sign is none", "%u%%%%%h", true},
	    {KEY_ROLE_SESSION_NAME, "the proof and its age", "%u-%m-%a", true},
	    {KEY_ROLE_SESSION_NAME, "these touch, too", "%m%a", false},
	    {KEY_ROLE_SESSION_NAME, "no such expansion", "%M", false},
	    {KEY_ROLE_SESSION_NAME, "none", "", false},
	    {KEY_ROLE_SESSION_NAME, "1 byte", "a", true},
	    {KEY_ROLE_SESSION_NAME, "a slash", "a/b", false},
	    {KEY_ROLE_SESSION_NAME, "a colon", "a:b", false},
	    {KEY_ROLE_SESSION_NAME, "256 bytes", X256, true},
	    {KEY_ROLE_SESSION_NAME, "257 bytes", X256 "x", false},
	    {KEY_SOURCE_IDENTITY, "the user", "%u", true},
	    {KEY_SOURCE_IDENTITY, "none", "", true},
	    {KEY_SOURCE_IDENTITY, "not of AWS", "aws:x", false},
	    {KEY_SOURCE_IDENTITY, "expansions that touch", "%u%h", false},
	    {KEY_EXTERNAL_ID, "2 bytes", "ab", true},
	    {KEY_EXTERNAL_ID, "1 byte", "a", false},
	    {KEY_EXTERNAL_ID, "1224 bytes", X1024 X64 X64 X64 "xxxxxxxx", true},
	    {KEY_EXTERNAL_ID, "1225 bytes", X1024 X64 X64 X64 "xxxxxxxxx",
		false},
	    {KEY_EXTERNAL_ID, "a blank", "a b", false},
	};

	(void)state;
	check(t, COUNT(t));
}

static void
test_lists(void **state)
{
	static const struct row t[] = {
	    {KEY_TAGS, "one", "user=%u", true},
	    {KEY_TAGS, "how and when he proved himself", "mfa=%m, age=%a",
		true},
	    {KEY_TAGS, "blanks, UTF-8, no value",
		" a b = \xc3\xa9 , c = ", true},
	    {KEY_TAGS, "50",
		TAGS10 TAGS10 TAGS10 TAGS10
		"a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1,j=1",
		true},
	    {KEY_TAGS, "51", TAGS10 TAGS10 TAGS10 TAGS10 TAGS10 "a=1", false},
	    {KEY_TAGS, "an end too much", "a=1,", false},
	    {KEY_TAGS, "no =", "a", false},
	    {KEY_TAGS, "no key", "=a", false},
	    {KEY_TAGS, "of AWS", "aws:x=1", false},
	    {KEY_TAGS, "a key of 128", X64 X64 "=1", true},
	    {KEY_TAGS, "a key of 129", X64 X64 "x=1", false},
	    {KEY_TAGS, "a value of 256", "a=" X256, true},
	    {KEY_TAGS, "a value of 257", "a=" X256 "x", false},
	    {KEY_TAGS, "a quote", "a=\"", false},
	    {KEY_TRANSITIVE_TAG_KEYS, "two", "a, b c", true},
	    {KEY_TRANSITIVE_TAG_KEYS, "none", "", false},
	    {KEY_TRANSITIVE_TAG_KEYS, "a hole", "a,,b", false},
	    {KEY_POLICY, "an object", "{\"Version\":\"2012-10-17\"}", true},
	    {KEY_POLICY, "no end", "{", false},
	    {KEY_POLICY, "nothing in it", "{}", true},
	    {KEY_POLICY, "no object", "[]", false},
	    {KEY_POLICY, "2049 bytes", "{" X1024 X1024 "}", false},
	    {KEY_POLICY_ARNS, "of AWS",
		"arn:aws:iam::aws:policy/ReadOnlyAccess", true},
	    {KEY_POLICY_ARNS, "10", POLICIES9 ACCOUNT "policy/j", true},
	    {KEY_POLICY_ARNS, "11",
		POLICIES9 ACCOUNT "policy/j," ACCOUNT "policy/k", false},
	    {KEY_POLICY_ARNS, "a role", ACCOUNT "role/x", false},
	    {KEY_POLICY_ARNS, "an end too much", ACCOUNT "policy/x,", false},
	};

	(void)state;
	check(t, COUNT(t));
}

static void
test_places(void **state)
{
	static const struct row t[] = {
	    {KEY_ENDPOINT_URL, "TLS", "https://sts.example", true},
	    {KEY_ENDPOINT_URL, "a port", "https://rgw.example:7480/", true},
	    {KEY_ENDPOINT_URL, "IPv6", "http://[::1]:8000", true},
	    {KEY_ENDPOINT_URL, "a port too high", "https://h:65536", false},
	    {KEY_ENDPOINT_URL, "port 0", "https://h:0", false},
	    {KEY_ENDPOINT_URL, "an empty port", "https://h:", false},
	    {KEY_ENDPOINT_URL, "a bracket left open", "https://[::1", false},
	    {KEY_ENDPOINT_URL, "this host, in the clear",
		"http://127.0.0.1:8000", true},
	    {KEY_ENDPOINT_URL, "this host, by name", "http://localhost:80",
		true},
	    {KEY_ENDPOINT_URL, "this host, by any of its addresses",
		"http://127.1.2.3/x", true},
	    {KEY_ENDPOINT_URL, "this host, without a port", "http://localhost",
		true},
	    {KEY_ENDPOINT_URL, "a name that begins as an address",
		"http://127.example.com:80", false},
	    {KEY_ENDPOINT_URL, "a name that begins as a whole address",
		"http://127.0.0.1.example.com", false},
	    {KEY_ENDPOINT_URL, "half an address", "http://127.1", false},
	    {KEY_ENDPOINT_URL, "an address of another host", "http://128.0.0.1",
		false},
	    {KEY_ENDPOINT_URL, "an address of IPv6 that begins so",
		"http://[::1:2]", false},
	    {KEY_ENDPOINT_URL, "a path", "https://h/sts/v1%20x~", true},
	    {KEY_ENDPOINT_URL, "a bracket in a name", "https://a[b.example.com",
		false},
	    {KEY_ENDPOINT_URL, "a bracket in a path", "https://h/[x", false},
	    {KEY_ENDPOINT_URL, "an encoded name", "https://a%41b", false},
	    {KEY_ENDPOINT_URL, "no address in brackets", "https://[zz]", false},
	    {KEY_ENDPOINT_URL, "IPv4 in brackets", "https://[192.0.2.7]",
		false},
	    {KEY_ENDPOINT_URL, "half of one", "https://[1:2]", false},
	    {KEY_ENDPOINT_URL, "empty brackets", "https://[]", false},
	    {KEY_ENDPOINT_URL, "more behind the bracket", "https://[::1]x:80",
		false},
	    {KEY_ENDPOINT_URL, "IPv6 without brackets", "https://::1", false},
	    {KEY_ENDPOINT_URL, "a port with a zero", "https://h:0443", false},
	    {KEY_ENDPOINT_URL, "another, in the clear", "http://sts.example",
		false},
	    {KEY_ENDPOINT_URL, "another that begins so",
		"http://localhost.example", false},
	    {KEY_ENDPOINT_URL, "no host", "https://", false},
	    {KEY_ENDPOINT_URL, "another scheme", "ftp://x", false},
	    {KEY_ENDPOINT_URL, "upper case scheme", "HTTPS://x", false},
	    {KEY_ENDPOINT_URL, "a password", "https://u:p@x", false},
	    {KEY_ENDPOINT_URL, "a query", "https://x/?a", false},
	    {KEY_ENDPOINT_URL, "a blank", "https://x y", false},
	    {KEY_PROXY, "a proxy", "http://proxy.example:3128", true},
	    {KEY_PROXY, "another scheme", "https://proxy.example:3128", false},
	    {KEY_PROXY, "a bracket in a name", "http://a[b:3128", false},
	    {KEY_PROXY, "no host", "http://:3128", false},
	    {KEY_PROXY, "no scheme", "proxy.example:3128", false},
	    {KEY_CA_FILE, "absolute", "/etc/ssl/ca.pem", true},
	    {KEY_CA_FILE, "relative", "ca.pem", false},
	    {KEY_CA_FILE, "the root", "/", false},
	    {KEY_CA_PATH, "absolute", "/etc/ssl/certs", true},
	    {KEY_CA_PATH, "relative", "./certs", false},
	};

	(void)state;
	check(t, COUNT(t));
}

/* The longest value is taken, one byte more is not. */
static void
test_longest(void **state)
{
	static const struct {
		enum profile_key key;
		const char *head, *tail;
		size_t longest;
	} t[] = {
	    {KEY_ROLE_ARN, ACCOUNT "role/", "x", 2048},
	    {KEY_POLICY, "{", "}", 2048},
	    {KEY_ENDPOINT_URL, "https://h/", "x", 2048},
	    {KEY_PROXY, "http://", "x", 7 + 255},
	    {KEY_CA_FILE, "/", "x", 4095},
	    {KEY_TRANSITIVE_TAG_KEYS, "a,", "x", 2 + 128},
	};
	char text[4200];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct setting *s = &profile_settings[t[i].key];

		memset(text, 'x', sizeof(text));
		memcpy(text, t[i].head, strlen(t[i].head));
		text[t[i].longest - 1] = t[i].tail[0];
		check_row(s->name, s->valid((struct span){text, t[i].longest}));
		text[t[i].longest - 1] = 'x';
		text[t[i].longest] = t[i].tail[0];
		check_row(
		    s->name, !s->valid((struct span){text, t[i].longest + 1}));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_lists),
	    cmocka_unit_test(test_places),
	    cmocka_unit_test(test_longest),
	};

	return cmocka_run_group_tests_name("setting_aws", tests, NULL, NULL);
}
