/* Records of login sessions: which give credentials, and why others do not. */

#include "tests/unit/unit.h"

#include <string.h>

#include "helper/login_session.h"

#define NOW 1768478400 /* 2026-01-15T12:00:00Z */

static struct message
header(const char *user, const char *target)
{
	return (struct message){.kind = KIND_RECORD,
	    .field = {[TAG_USER] = span_of(user),
		[TAG_TARGET] = span_of(target),
		[TAG_SERVICE] = span_of("sshd"),
		[TAG_PROFILES] = span_of("login"),
		[TAG_SESSION] = span_of("0123456789abcdef"),
		[TAG_STAMP] = span_of("1"),
		[TAG_PROOF] = span_of("totp"),
		[TAG_UID] = span_of("1000"),
		[TAG_LEADER] = span_of("1"),
		[TAG_START] = span_of("1"),
		[TAG_BOOT] = span_of("00000000-0000-0000-0000-000000000000")}};
}

static struct message
base(const char *profile, const char *expiration)
{
	return (struct message){.kind = KIND_CREDENTIALS,
	    .field = {[TAG_PROFILE] = span_of(profile),
		[TAG_ACCESS_KEY_ID] = span_of("ASIAIOSFODNN7EXAMPLE"),
		[TAG_SECRET_ACCESS_KEY] = span_of("secretsecretsecret"),
		[TAG_SESSION_TOKEN] = span_of("tokentokentokentoken"),
		[TAG_EXPIRATION] = span_of(expiration),
		[TAG_MORE] = span_of("1")}};
}

#define LATER "2026-01-15T12:00:01Z"

static void
records(void **state)
{
	static const struct message refusal = {
	    .kind = KIND_CREDENTIALS, .status = STATUS_DENIED};
	const struct {
		const char *reason;
		struct message parts[3]; /* kind 0: none */
		size_t cut; /* bytes that are missing at the end */
		enum status status;
		const char *detail;
	} t[] = {
	    {"as it should be", {header("alice", "alice"), base(NULL, LATER)},
		0, STATUS_OK, ""},
	    {"none", {{0}}, 0, STATUS_NO_SESSION,
		"there is no login session of this user"},
	    {"another user's", {header("bob", "bob"), base(NULL, LATER)}, 0,
		STATUS_NO_SESSION, "the login session is another user's"},
	    {"his, but of another who proved himself",
		{header("bob", "alice"), base(NULL, LATER)}, 0,
		STATUS_NO_SESSION, "the login session is another user's"},
	    {"he proved himself, but it is another's",
		{header("alice", "root"), base(NULL, LATER)}, 0,
		STATUS_NO_SESSION, "the login session is another user's"},
	    {"no credentials", {header("alice", "alice")}, 0, STATUS_NO_SESSION,
		"the login session has no credentials to derive from"},
	    {"they end this second",
		{header("alice", "alice"), base(NULL, "2026-01-15T12:00:00Z")},
		0, STATUS_NO_SESSION,
		"the credentials of the login session have expired"},
	    {"no header", {base(NULL, LATER)}, 0, STATUS_CONFIG,
		"the record of the login session is damaged"},
	    {"cut short", {header("alice", "alice"), base(NULL, LATER)}, 1,
		STATUS_CONFIG, "the record of the login session is damaged"},
	    {"a header cut short", {header("alice", "alice")}, 1, STATUS_CONFIG,
		"the record of the login session is damaged"},
	    {"a profile instead of the base",
		{header("alice", "alice"), base("prod", LATER)}, 0,
		STATUS_CONFIG, "the record of the login session is damaged"},
	    {"a refusal instead of the base",
		{header("alice", "alice"), refusal}, 0, STATUS_CONFIG,
		"the record of the login session is damaged"},
	    {"more than the base",
		{header("alice", "alice"), base(NULL, LATER),
		    base(NULL, LATER)},
		0, STATUS_CONFIG, "the record of the login session is damaged"},
	};
	static struct credentials c;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		uint8_t room[4096];
		struct bundle b = {room, sizeof(room), 0};
		struct verdict v = {0};
		int r;

		for (size_t k = 0; k < COUNT(t[i].parts); k++)
			if (t[i].parts[k].kind != 0)
				assert_int_equal(
				    bundle_add(&b, &t[i].parts[k]), 0);
		b.n -= t[i].cut;
		strcpy(c.access_key_id, "of before");
		r = login_session_read(&c, &b, span_of("alice"), NOW, &v);
		check_row(t[i].reason, (r == 0) == (t[i].status == STATUS_OK));
		check_row(t[i].reason, v.status == t[i].status);
		if (strcmp(v.detail, t[i].detail) != 0)
			fail_msg("row \"%s\": %s", t[i].reason, v.detail);
		check_row(t[i].reason,
		    strcmp(c.access_key_id,
			r == 0 ? "ASIAIOSFODNN7EXAMPLE" : "") == 0);
		check_row(t[i].reason,
		    strcmp(c.session_token,
			r == 0 ? "tokentokentokentoken" : "") == 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(records),
	};

	return cmocka_run_group_tests_name("login session", tests, NULL, NULL);
}
