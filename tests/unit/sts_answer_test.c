/*
 * Answers of STS, of its imitators, and of what stands between: which give
 * credentials, and what is said of the others.
 */

#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "helper/sts.h"
#include "tests/unit/sts_bodies.h"

struct row {
	const char *reason;
	long http;
	const char *body;
	const char *detail; /* a part of it; NULL: credentials */
};

static struct credentials got;

static int
judge(const char *action, long http, struct span body, const char *code,
    struct verdict *v)
{
	const struct http_answer h = {.status = http, .body = body};

	memset(&got, 'x', sizeof(got));
	return sts_judge(&got, &h, action, span_of(code), NOW, v);
}

static void
check(const char *action, const struct row *t, size_t count)
{
	static const struct credentials nothing;

	for (size_t i = 0; i < count; i++) {
		struct verdict v = {0};
		int r = judge(action, t[i].http, span_of(t[i].body), NULL, &v);

		if ((r == 0) != (t[i].detail == NULL))
			fail_msg("row \"%s\": %d %s", t[i].reason, r, v.detail);
		if (r == 0) {
			assert_string_equal(got.access_key_id, KEY);
			assert_string_equal(got.secret_access_key, SECRET);
			assert_string_equal(got.session_token, TOKEN);
			assert_string_equal(got.expiration, EXPIRES);
			continue;
		}
		check_row(t[i].reason, v.status == STATUS_UNAVAILABLE);
		if (strstr(v.detail, t[i].detail) == NULL)
			fail_msg("row \"%s\": %s", t[i].reason, v.detail);
		check_row(
		    t[i].reason, memcmp(&got, &nothing, sizeof(got)) == 0);
	}
}

static void
json_answers(void **state)
{
	static const struct row t[] = {
	    {"a Java double", 200, GOOD_JSON("1.768482E9"), NULL},
	    {"an integer", 200, GOOD_JSON("1768482000"), NULL},
	    {"a string", 200, GOOD_JSON(Q(EXPIRES)), NULL},
	    {"one wrapping less, nanoseconds (Ceph)", 200,
		"{\"GetSessionTokenResult\":{\"Credentials\":{"
		"\"AccessKeyId\":\"" KEY "\",\"Expiration\":"
		"\"2026-01-15T13:00:00.539719593Z\",\"SecretAccessKey\":\"" SECRET
		"\",\"SessionToken\":\"" TOKEN "\"}}}",
		NULL},
	    {"blanks around", 200, " \r\n" GOOD_JSON("1768482000") "\n", NULL},
	    {"expired", 200, GOOD_JSON("1768478400"), "is in the past"},
	    {"far", 200, GOOD_JSON("1.9E9"), "further ahead"},
	    {"no time", 200, GOOD_JSON("true"), "wrong type"},
	    {"a key that is a number", 200,
		JSON("GetSessionToken", "1", Q(SECRET), Q(TOKEN), "1768482000"),
		"wrong type"},
	    {"a token that is an object", 200,
		JSON("GetSessionToken", Q(KEY), Q(SECRET), "{}", "1768482000"),
		"wrong type"},
	    {"a secret that is a list", 200,
		JSON("GetSessionToken", Q(KEY), "[]", Q(TOKEN), "1768482000"),
		"wrong type"},
	    {"no token", 200,
		JSON(
		    "GetSessionToken", Q(KEY), Q(SECRET), "null", "1768482000"),
		"has no session token"},
	    {"an empty token", 200,
		JSON("GetSessionToken", Q(KEY), Q(SECRET), Q(""), "1768482000"),
		"malformed session token"},
	    {"a newline in the token", 200,
		JSON("GetSessionToken", Q(KEY), Q(SECRET),
		    Q(TOKEN "\\ncredential_process=x"), "1768482000"),
		"malformed session token"},
	    {"a bracket in the token", 200,
		JSON("GetSessionToken", Q(KEY), Q(SECRET), Q(TOKEN "[x]"),
		    "1768482000"),
		"malformed session token"},
	    {"a NUL in the secret", 200,
		JSON("GetSessionToken", Q(KEY), Q(SECRET "\\u0000"), Q(TOKEN),
		    "1768482000"),
		"malformed secret access key"},
	    {"a short key", 200,
		JSON("GetSessionToken", Q("ASIA"), Q(SECRET), Q(TOKEN),
		    "1768482000"),
		"malformed access key id"},
	    {"another action's answer", 200,
		JSON("AssumeRole", Q(KEY), Q(SECRET), Q(TOKEN), "1768482000"),
		"not an answer of STS"},
	    {"credentials with an error's status", 500, GOOD_JSON("1768482000"),
		"HTTP 500, not an answer"},
	    {"cut", 200, "{\"GetSessionTokenResponse\":{\"GetSess",
		"malformed JSON"},
	    {"something behind", 200, GOOD_JSON("1768482000") "x",
		"malformed JSON"},
	    {"too deep", 200,
		"{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{"
		"\"a\":1}}}}}}}}}",
		"malformed JSON"},
	    {"a name that poses as a path", 200,
		"{\"GetSessionTokenResponse/GetSessionTokenResult/Credentials"
		"\":{\"AccessKeyId\":\"" KEY "\",\"SecretAccessKey\":\"" SECRET
		"\",\"SessionToken\":\"" TOKEN "\",\"Expiration\":1768482000}}",
		"not an answer of STS"},
	    {"an empty object", 200, "{}", "not an answer of STS"},
	};

	(void)state;
	check("GetSessionToken", t, COUNT(t));
}

static void
xml_answers(void **state)
{
	static const struct row t[] = {
	    {"AWS", 200, XML("GetSessionToken", NS, GOOD), NULL},
	    {"no namespace, a prologue (Ceph)", 200,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>" XML(
		    "GetSessionToken", "", GOOD),
		NULL},
	    {"a prefix", 200,
		"<s:GetSessionTokenResponse xmlns:s=\"x\"><s:GetSessionToken"
		"Result>" GOOD "</s:GetSessionTokenResult></s:GetSessionToken"
		"Response>",
		NULL},
	    {"unknown elements, blanks at ends", 200,
		XML("GetSessionToken", NS,
		    "<New><A>b</A></New>" CREDENTIALS(
			"\n  " KEY "\n", SECRET, TOKEN, EXPIRES)),
		NULL},
	    {"character references", 200,
		XML("GetSessionToken", NS,
		    CREDENTIALS(KEY, SECRET,
			"IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVz"
			"&#43;TOKEN==",
			EXPIRES)),
		NULL},
	    {"a wrapped token, as the documentation prints it", 200,
		XML("GetSessionToken", NS,
		    CREDENTIALS(KEY, SECRET, TOKEN "\n       " TOKEN, EXPIRES)),
		"malformed session token"},
	    {"a token twice", 200,
		XML("GetSessionToken", NS,
		    "<Credentials><SessionToken>" TOKEN "</SessionToken>"
		    "<SessionToken>" TOKEN "</SessionToken></Credentials>"),
		"stands twice"},
	    {"an element inside the token", 200,
		XML("GetSessionToken", NS,
		    CREDENTIALS(KEY, SECRET, TOKEN "<b/>", EXPIRES)),
		"where text was expected"},
	    {"credentials elsewhere", 200,
		"<GetSessionTokenResponse>" GOOD "</GetSessionTokenResponse>",
		"not an answer of STS"},
	    {"no secret", 200,
		XML("GetSessionToken", NS,
		    "<Credentials><AccessKeyId>" KEY
		    "</AccessKeyId></Credentials>"),
		"has no secret access key"},
	    {"expired", 200,
		XML("GetSessionToken", NS,
		    CREDENTIALS(
			KEY, SECRET, TOKEN, "2011-07-11T19:55:29.611Z")),
		"is in the past: 2011-07-11T19:55:29.611Z"},
	    {"cut", 200, "<GetSessionTokenResponse><GetSessionTokenResult>",
		"malformed XML"},
	    {"HTML", 503, "<html><body><p>busy</p></body></html>",
		"HTTP 503, not an answer of STS"},
	    {"HTML that is no XML", 503, "<!DOCTYPE html><html><br>",
		"document type"},
	    {"an entity bomb", 200,
		"<!DOCTYPE b [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>"
		"<GetSessionTokenResponse>&b;</GetSessionTokenResponse>",
		"document type"},
	    {"an external entity", 200,
		"<!DOCTYPE b [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
		"<b>&a;</b>",
		"document type"},
	    {"too deep", 200, DEEP4 DEEP4 DEEP4 DEEP4 "<a>", "XML too deep"},
	};

	(void)state;
	check("GetSessionToken", t, COUNT(t));
}

static void
neither(void **state)
{
	static const struct row t[] = {
	    {"empty", 200, "", "HTTP 200, not an answer of STS"},
	    {"blank", 502, "\r\n\r\n", "HTTP 502, not an answer of STS"},
	    {"text", 503, "Service Unavailable",
		"HTTP 503, not an answer of STS"},
	    {"a list", 200, "[1]", "not an answer of STS"},
	    {"a redirect", 302, GOOD_JSON("1768482000"),
		"HTTP 302: redirect refused"},
	};

	(void)state;
	check("GetSessionToken", t, COUNT(t));
}

static void
roles_have_an_arn(void **state)
{
	static const char xml[] = XML("AssumeRole", NS,
	    "<AssumedRoleUser><Arn>" ARN "</Arn><AssumedRoleId>AROA:alice"
	    "</AssumedRoleId></AssumedRoleUser>" GOOD "<PackedPolicySize>6"
	    "</PackedPolicySize>");
	static const char bad[] = XML("AssumeRole", NS,
	    "<AssumedRoleUser><Arn>arn:x y</Arn></AssumedRoleUser>" GOOD);
	struct verdict v = {0};

	(void)state;
	assert_int_equal(judge("AssumeRole", 200, span_of(xml), NULL, &v), 0);
	assert_string_equal(got.arn, ARN);
	assert_int_equal(judge("AssumeRole", 200, span_of(bad), NULL, &v), -1);
	assert_non_null(strstr(v.detail, "malformed arn"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(json_answers),
	    cmocka_unit_test(xml_answers),
	    cmocka_unit_test(neither),
	    cmocka_unit_test(roles_have_an_arn),
	};

	return cmocka_run_group_tests_name("sts answers", tests, NULL, NULL);
}
