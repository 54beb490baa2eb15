/* What each refusal of STS means, in every dialect it is said in. */

#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "helper/sts.h"

#define NOW 1768478400
#define CODE "492039"
#define MFA "MultiFactorAuthentication failed"

static enum status
judge(struct verdict *v, const char *action, long http, const char *body,
    const char *code, int64_t date)
{
	static struct credentials c;
	const struct http_answer h = {
	    .status = http, .body = span_of(body), .date = date};

	assert_int_equal(sts_judge(&c, &h, action, span_of(code), NOW, v), -1);
	return v->status;
}

static const struct {
	const char *reason, *action;
	long http;
	const char *code, *message, *sent;
	enum status want;
} refusals[] = {
    {"a wrong or used code", "GetSessionToken", 403, "AccessDenied",
	MFA " with invalid MFA one time pass code. ", CODE, STATUS_WRONG},
    {"a wrong code for a role", "AssumeRole", 403, "AccessDenied",
	MFA " with invalid MFA one time pass code. ", CODE, STATUS_WRONG},
    {"a device unknown or exhausted", "AssumeRole", 403, "AccessDenied",
	MFA ", unable to validate MFA code.  Please verify your MFA "
	    "serial number is valid and associated with this user.",
	CODE, STATUS_WRONG},
    {"the documentation's words", "GetSessionToken", 403, "AccessDenied",
	"GetSessionToken call failed, unable to validate MFA code.", CODE,
	STATUS_WRONG},
    {"Ceph's AccessDenied: of a key as well", "GetSessionToken", 403,
	"AccessDenied", "", CODE, STATUS_DENIED},
    {"a trust policy", "AssumeRole", 403, "AccessDenied",
	"User: x is not authorized to perform: sts:AssumeRole", CODE,
	STATUS_DENIED},
    {"no code was sent", "GetSessionToken", 403, "AccessDenied", "no", NULL,
	STATUS_DENIED},
    {"MFA words without a code sent", "AssumeRole", 403, "AccessDenied", MFA,
	NULL, STATUS_DENIED},
    {"source credentials expired", "AssumeRole", 403, "ExpiredToken", "x", NULL,
	STATUS_DENIED},
    {"a key that is none", "GetSessionToken", 403, "InvalidClientTokenId",
	"The security token is invalid", CODE, STATUS_CONFIG},
    {"a wrong secret", "GetSessionToken", 403, "SignatureDoesNotMatch",
	"does not match", CODE, STATUS_CONFIG},
    {"no signature", "GetSessionToken", 403, "MissingAuthenticationToken", "x",
	CODE, STATUS_CONFIG},
    {"a region that is off", "GetSessionToken", 403, "RegionDisabledException",
	"x", CODE, STATUS_CONFIG},
    {"a parameter", "AssumeRole", 400, "ValidationError", "x", CODE,
	STATUS_CONFIG},
    {"a policy", "AssumeRole", 400, "MalformedPolicyDocument", "x", NULL,
	STATUS_CONFIG},
    {"a policy too large", "AssumeRole", 400, "PackedPolicyTooLarge", "x", NULL,
	STATUS_CONFIG},
    {"no role (Ceph)", "AssumeRole", 404, "NoSuchEntity", "x", NULL,
	STATUS_CONFIG},
    {"throttled, as STS says it", "AssumeRole", 400, "Throttling",
	"Rate exceeded", CODE, STATUS_UNAVAILABLE},
    {"slow down", "AssumeRole", 503, "SlowDown", "x", CODE, STATUS_UNAVAILABLE},
    {"an internal failure", "AssumeRole", 500, "InternalFailure", "x", CODE,
	STATUS_UNAVAILABLE},
    {"unknown, 403", "AssumeRole", 403, "Novel", "x", CODE, STATUS_DENIED},
    {"unknown, 400", "AssumeRole", 400, "Novel", "x", CODE, STATUS_CONFIG},
    {"unknown, 404", "AssumeRole", 404, "Novel", "x", CODE, STATUS_CONFIG},
    {"unknown, 429", "AssumeRole", 429, "Novel", "x", CODE, STATUS_UNAVAILABLE},
    {"unknown, 500", "AssumeRole", 500, "Novel", "x", CODE, STATUS_UNAVAILABLE},
    {"an error with a good status", "AssumeRole", 200, "Novel", "x", CODE,
	STATUS_UNAVAILABLE},
};

static void
codes(void **state)
{
	/* The shapes of one error: AWS in JSON and XML, Ceph in XML and JSON.
	 */
	static const char *const shape[] = {
	    "{\"Error\":{\"Code\":\"%s\",\"Message\":\"%s\",\"Type\":"
	    "\"Sender\"},\"RequestId\":\"r-1\"}",
	    "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/\"><Error>"
	    "<Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>"
	    "<RequestId>r-1</RequestId></ErrorResponse>",
	    "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s"
	    "</Message><RequestId>r-1</RequestId><HostId>h</HostId></Error>",
	    "{\"Code\":\"%s\",\"Message\":\"%s\",\"RequestId\":\"r-1\","
	    "\"HostId\":\"h\"}"};

	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++)
		for (size_t k = 0; k < COUNT(shape); k++) {
			char body[1024], head[64];
			struct verdict v = {0};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			snprintf(body, sizeof(body), shape[k], refusals[i].code,
			    refusals[i].message);
#pragma GCC diagnostic pop
			if (judge(&v, refusals[i].action, refusals[i].http,
				body, refusals[i].sent, 0) != refusals[i].want)
				fail_msg("row \"%s\": %d %s",
				    refusals[i].reason, (int)v.status,
				    v.detail);
			snprintf(head, sizeof(head), "%s (HTTP %ld)",
			    refusals[i].code, refusals[i].http);
			check_row(refusals[i].reason,
			    strncmp(v.detail, head, strlen(head)) == 0);
			check_row(refusals[i].reason,
			    strstr(v.detail, " [request id r-1]") != NULL);
		}
}

static void
clocks(void **state)
{
	static const struct {
		const char *reason, *code, *message;
		int64_t date;
		const char *detail;
	} t[] = {
	    {"ours is behind", "SignatureDoesNotMatch",
		"Signature expired: 20260115T120000Z is now earlier than",
		NOW + 1200, "this host's clock is 1200 s behind STS"},
	    {"ours is ahead", "SignatureDoesNotMatch",
		"Signature not yet current: 20260115T120000Z is still later",
		NOW - 4000, "this host's clock is 4000 s ahead of STS"},
	    {"no date came", "RequestExpired", "x", 0,
		"this host's clock and that of STS differ"},
	    {"S3's word", "RequestTimeTooSkewed", "x", NOW - 1000,
		"1000 s ahead"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		char body[512];
		struct verdict v = {0};

		snprintf(body, sizeof(body),
		    "{\"Error\":{\"Code\":\"%s\",\"Message\":\"%s\"}}",
		    t[i].code, t[i].message);
		check_row(t[i].reason,
		    judge(&v, "GetSessionToken", 403, body, CODE, t[i].date) ==
			STATUS_UNAVAILABLE);
		check_row(t[i].reason, strstr(v.detail, t[i].detail) != NULL);
	}
}

static void
details_tell_no_secret(void **state)
{
	struct verdict v = {0};
	char body[2048], text[1024];

	(void)state;
	judge(&v, "AssumeRole", 400,
	    "{\"Error\":{\"Code\":\"ValidationError\",\"Message\":\"Value '" CODE
	    "' at 'tokenCode' and again " CODE "\"}}",
	    CODE, 0);
	assert_null(strstr(v.detail, CODE));
	assert_non_null(strstr(v.detail, "'******' at"));
	/* AWS quotes the canonical request, with the token, further down. */
	judge(&v, "AssumeRole", 403,
	    "{\"Error\":{\"Code\":\"SignatureDoesNotMatch\",\"Message\":"
	    "\"No match.\\n\\nx-amz-security-token:HIDDEN\"}}",
	    NULL, 0);
	assert_null(strstr(v.detail, "HIDDEN"));
	assert_string_equal(
	    v.detail, "SignatureDoesNotMatch (HTTP 403): No match.");
	/* Long ones are cut before the request id. */
	memset(text, 'm', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	snprintf(body, sizeof(body),
	    "<Error><Code>Novel</Code><Message>%s</Message>"
	    "<RequestId>r-1</RequestId></Error>",
	    text);
	judge(&v, "AssumeRole", 403, body, NULL, 0);
	assert_int_equal(strlen(v.detail), DETAIL_MAX);
	assert_string_equal(v.detail + DETAIL_MAX - 17, " [request id r-1]");
}

/* Wherever the answer says it. */
static void
no_answer_tells_the_code(void **state)
{
	static const struct {
		const char *reason, *body, *header, *want;
		long http;
	} t[] = {
	    {"the error's code",
		"{\"Error\":{\"Code\":\"E" CODE "\",\"Message\":\"m\"}}", "",
		"E****** (HTTP 400): m", 400},
	    {"the message, twice",
		"{\"Error\":{\"Code\":\"E\",\"Message\":\"" CODE CODE "\"}}",
		"", "E (HTTP 400): ************", 400},
	    {"the request id",
		"<Error><Code>E</Code><RequestId>r-" CODE
		"</RequestId></Error>",
		"", "E (HTTP 400) [request id r-******]", 400},
	    {"the request id of a header",
		"{\"Error\":{\"Code\":\"E\",\"Message\":\"m\"}}", "h-" CODE,
		"E (HTTP 400): m [request id h-******]", 400},
	    {"a skewed clock",
		"{\"Error\":{\"Code\":\"E" CODE
		"\",\"Message\":\"Signature expired\"}}",
		"", "E****** (HTTP 400): this host's clock", 400},
	    {"the expiration",
		"{\"GetSessionTokenResult\":{\"Credentials\":{"
		"\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\","
		"\"SecretAccessKey\":\"secretsecretsecret\","
		"\"SessionToken\":\"tokentokentokentoken\","
		"\"Expiration\":\"at " CODE "\"}}}",
		"", "is no time: at ******", 200},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		static struct credentials c;
		struct http_answer h = {
		    .status = t[i].http, .body = span_of(t[i].body)};
		struct verdict v = {0};

		strcpy(h.request_id, t[i].header);
		check_row(t[i].reason,
		    sts_judge(&c, &h, "GetSessionToken", span_of(CODE), NOW,
			&v) == -1);
		if (strstr(v.detail, t[i].want) == NULL ||
		    strstr(v.detail, CODE) != NULL)
			fail_msg("row \"%s\": %s", t[i].reason, v.detail);
	}
}

/* A time that has the digits of the code in it is a time. */
static void
a_code_in_a_good_time(void **state)
{
	static const char body[] =
	    "{\"GetSessionTokenResult\":{\"Credentials\":{"
	    "\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\","
	    "\"SecretAccessKey\":\"secretsecretsecret\","
	    "\"SessionToken\":\"tokentokentokentoken\","
	    "\"Expiration\":1768482000}}}";
	static struct credentials c;
	const struct http_answer h = {.status = 200, .body = span_of(body)};
	struct verdict v = {0};

	(void)state;
	assert_int_equal(
	    sts_judge(&c, &h, "GetSessionToken", span_of("684820"), NOW, &v),
	    0);
	assert_string_equal(c.expiration, "2026-01-15T13:00:00Z");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(codes),
	    cmocka_unit_test(clocks),
	    cmocka_unit_test(details_tell_no_secret),
	    cmocka_unit_test(no_answer_tells_the_code),
	    cmocka_unit_test(a_code_in_a_good_time),
	};

	return cmocka_run_group_tests_name("sts errors", tests, NULL, NULL);
}
