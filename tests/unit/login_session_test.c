/* Records of login sessions: which give credentials, and why others do not. */

#include "tests/unit/records.h"

#include "helper/login_session.h"

#define NOW 1768478400 /* 2026-01-15T12:00:00Z */

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
	    {"as it should be", {header("alice", "alice"), keys(NULL, LATER)},
		0, STATUS_OK, ""},
	    {"none", {{0}}, 0, STATUS_NO_SESSION,
		"there is no login session of this user"},
	    {"another user's", {header("bob", "bob"), keys(NULL, LATER)}, 0,
		STATUS_NO_SESSION, "the login session is another user's"},
	    {"his, but of another who proved himself",
		{header("bob", "alice"), keys(NULL, LATER)}, 0,
		STATUS_NO_SESSION, "the login session is another user's"},
	    {"he proved himself, but it is another's",
		{header("alice", "root"), keys(NULL, LATER)}, 0,
		STATUS_NO_SESSION, "the login session is another user's"},
	    {"no credentials", {header("alice", "alice")}, 0, STATUS_NO_SESSION,
		"the login session has no credentials to derive from"},
	    {"they end this second",
		{header("alice", "alice"), keys(NULL, "2026-01-15T12:00:00Z")},
		0, STATUS_NO_SESSION,
		"the credentials of the login session have expired"},
	    {"no header", {keys(NULL, LATER)}, 0, STATUS_CONFIG,
		"the record of the login session is damaged"},
	    {"cut short", {header("alice", "alice"), keys(NULL, LATER)}, 1,
		STATUS_CONFIG, "the record of the login session is damaged"},
	    {"a header cut short", {header("alice", "alice")}, 1, STATUS_CONFIG,
		"the record of the login session is damaged"},
	    {"a profile instead of the base",
		{header("alice", "alice"), keys("prod", LATER)}, 0,
		STATUS_NO_SESSION,
		"the login session has no credentials to derive from"},
	    {"a refusal instead of the base",
		{header("alice", "alice"), refusal}, 0, STATUS_CONFIG,
		"the record of the login session is damaged"},
	    {"profiles behind the base",
		{header("alice", "alice"), keys(NULL, LATER),
		    keys("prod", LATER)},
		0, STATUS_OK, ""},
	    {"a profile that is cut off",
		{header("alice", "alice"), keys(NULL, LATER),
		    keys("prod", LATER)},
		9, STATUS_OK, ""},
	    {"something else instead of the base",
		{header("alice", "alice"), header("alice", "alice")}, 0,
		STATUS_CONFIG, "the record of the login session is damaged"},
	};
	const struct login_session_claim claim = {
	    span_of("alice"), span_of("alice"), {NULL, 0}};
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
		r = login_session_read(&c, &b, &claim, NOW, &v);
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

/* A session's own record is known by its id, and may be for two people. */
static void
claims(void **state)
{
	static const struct {
		const char *reason, *user, *target, *session, *detail;
	} t[] = {
	    {"it is", "alice", "root", SESSION_ID, ""},
	    {"any of theirs", "alice", "root", NULL, ""},
	    {"another session", "alice", "root", "0123456789abcdee",
		"the record is another session's"},
	    {"another user", "bob", "root", SESSION_ID,
		"this session is another user's"},
	    {"another target", "alice", "alice", SESSION_ID,
		"this session is another user's"},
	};
	const struct message parts[] = {
	    header("alice", "root"), keys(NULL, LATER)};
	uint8_t room[4096];
	struct bundle b = {room, sizeof(room), 0};

	(void)state;
	for (size_t i = 0; i < COUNT(parts); i++)
		assert_int_equal(bundle_add(&b, &parts[i]), 0);
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct login_session_claim claim = {span_of(t[i].user),
		    span_of(t[i].target), span_of(t[i].session)};
		static struct credentials c;
		struct verdict v = {0};
		int r = login_session_read(&c, &b, &claim, NOW, &v);

		check_row(t[i].reason, (r == 0) == (*t[i].detail == '\0'));
		check_row(t[i].reason,
		    v.status == (r == 0 ? STATUS_OK : STATUS_NO_SESSION));
		check_row(t[i].reason, strcmp(v.detail, t[i].detail) == 0);
		check_row(
		    t[i].reason, (c.access_key_id[0] != '\0') == (r == 0));
	}
}

/* What is told of a session's own record speaks of no login. */
static void
own(void **state)
{
	const struct {
		const char *reason;
		struct message parts[2]; /* kind 0: none */
		size_t cut;
		const char *detail;
	} t[] = {
	    {"none", {{0}}, 0, "there is no record of this session"},
	    {"damaged", {header("alice", "root")}, 1,
		"the record of this session is damaged"},
	    {"no base", {header("alice", "root")}, 0,
		"this session has no credentials to derive from"},
	    {"a base that is cut short",
		{header("alice", "root"), keys(NULL, LATER)}, 1,
		"the record of this session is damaged"},
	    {"expired",
		{header("alice", "root"), keys(NULL, "2026-01-15T12:00:00Z")},
		0, "the credentials of this session have expired"},
	};
	const struct login_session_claim claim = {
	    span_of("alice"), span_of("root"), span_of(SESSION_ID)};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		uint8_t room[4096];
		struct bundle b = {room, sizeof(room), 0};
		static struct credentials c;
		struct verdict v = {0};

		for (size_t k = 0; k < COUNT(t[i].parts); k++)
			if (t[i].parts[k].kind != 0)
				assert_int_equal(
				    bundle_add(&b, &t[i].parts[k]), 0);
		b.n -= t[i].cut;
		check_row(t[i].reason,
		    login_session_read(&c, &b, &claim, NOW, &v) < 0);
		check_row(t[i].reason, strcmp(v.detail, t[i].detail) == 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(records),
	    cmocka_unit_test(claims),
	    cmocka_unit_test(own),
	};

	return cmocka_run_group_tests_name("login session", tests, NULL, NULL);
}
