/* Which fields each kind of message carries: those of doc/PROTOCOL.md. */

#include <errno.h>
#include <string.h>

#include "common/limits.h"
#include "common/wire.h"
#include "tests/unit/unit.h"

#define TAGS_MAX 16

static const char *const values[TAG_COUNT] = {
    [TAG_PROFILE] = "prod",
    [TAG_USER] = "alice",
    [TAG_TARGET] = "root",
    [TAG_SERVICE] = "sudo",
    [TAG_HOST] = "web1",
    [TAG_FQDN] = "web1.example.com",
    [TAG_RHOST] = "192.0.2.7",
    [TAG_SESSION] = "0123456789abcdef",
    [TAG_MFA] = "both",
    [TAG_CODE] = "123456",
    [TAG_STAMP] = "4711",
    [TAG_REGION] = "eu-west-1",
    [TAG_ACCESS_KEY_ID] = "ASIAIOSFODNN7EXAMPLE",
    [TAG_SECRET_ACCESS_KEY] = "wJalrXUtnFEMI/K7MDENG",
    [TAG_SESSION_TOKEN] = "AQoEXAMPLEH4aoAH0gNCAPy",
    [TAG_EXPIRATION] = "2026-11-21T00:00:00Z",
    [TAG_ARN] = "arn:aws:sts::123456789012:assumed-role/x/y",
    [TAG_DETAIL] = "no",
    [TAG_PROFILES] = "login,prod",
    [TAG_MORE] = "2",
    [TAG_PROOF] = "totp",
    [TAG_AGE] = "40",
    [TAG_UID] = "1000",
    [TAG_LEADER] = "4711",
    [TAG_START] = "123456",
    [TAG_BOOT] = "6f3a8c1e-0b57-4c9d-9a52-3f1e8d7c6b5a",
    [TAG_AUDIT] = "3",
    [TAG_ENDPOINT] = "sts.eu-west-1.amazonaws.com/",
    [TAG_REQUEST] = "Action=GetSessionToken",
    [TAG_TTY] = "/dev/pts/3",
    [TAG_LOGIN] = "fedcba9876543210",
    [TAG_ASSUMED] = "audit,ops",
    [TAG_CONF] = "/etc/sts/other.conf",
    [TAG_RENEWABLE] = "prod",
    [TAG_OBTAINED] = "4712",
    [TAG_LINGER] = "yes",
    [TAG_NOTICE] = "900",
    [TAG_ORDER] = "assume",
    [TAG_ACCOUNT] = "123456789012",
    [TAG_USER_ID] = "AROAEXAMPLE:alice@web1",
    [TAG_FIRST] = "AssumeRole serial=x role=y profile=z",
};

/* 0 ends a list. */
static const struct row {
	const char *why;
	enum kind kind;
	enum status status;
	unsigned char must[TAGS_MAX], may[TAGS_MAX];
} rows[] = {
    {"VERIFY", KIND_VERIFY, STATUS_OK, {TAG_USER, TAG_MFA, TAG_CODE}, {0}},
    {"VERIFIED", KIND_VERIFIED, STATUS_OK, {0}, {TAG_DETAIL}},
    {"VERIFIED: refused", KIND_VERIFIED, STATUS_WRONG, {0}, {TAG_DETAIL}},
    {"PREPARE", KIND_PREPARE, STATUS_OK,
	{TAG_PROFILES, TAG_USER, TAG_TARGET, TAG_SERVICE, TAG_HOST, TAG_SESSION,
	    TAG_PROOF},
	{TAG_FQDN, TAG_RHOST, TAG_AGE}},
    {"PREPARED", KIND_PREPARED, STATUS_OK, {0}, {TAG_DETAIL}},
    {"PREPARED: refused", KIND_PREPARED, STATUS_NO_SESSION, {0}, {TAG_DETAIL}},
    {"COMMIT", KIND_COMMIT, STATUS_OK, {0}, {TAG_CODE}},
    {"CREDENTIALS", KIND_CREDENTIALS, STATUS_OK,
	{TAG_ACCESS_KEY_ID, TAG_SECRET_ACCESS_KEY, TAG_SESSION_TOKEN,
	    TAG_EXPIRATION, TAG_MORE},
	{TAG_PROFILE, TAG_REGION, TAG_ARN, TAG_DETAIL}},
    {"CREDENTIALS: refused", KIND_CREDENTIALS, STATUS_DENIED, {0},
	{TAG_PROFILE, TAG_DETAIL}},
    {"TICKET", KIND_TICKET, STATUS_OK,
	{TAG_PROFILES, TAG_USER, TAG_TARGET, TAG_SERVICE, TAG_SESSION,
	    TAG_STAMP, TAG_PROOF},
	{TAG_LEADER, TAG_START, TAG_LOGIN, TAG_FIRST}},
    {"RECORD", KIND_RECORD, STATUS_OK,
	{TAG_PROFILES, TAG_USER, TAG_TARGET, TAG_SERVICE, TAG_SESSION,
	    TAG_STAMP, TAG_PROOF, TAG_UID, TAG_LEADER, TAG_START, TAG_BOOT,
	    TAG_OBTAINED},
	{TAG_AUDIT, TAG_RHOST, TAG_TTY, TAG_LOGIN, TAG_ASSUMED, TAG_CONF,
	    TAG_RENEWABLE, TAG_LINGER, TAG_NOTICE, TAG_FIRST}},
    {"EXPLAIN", KIND_EXPLAIN, STATUS_OK,
	{TAG_PROFILES, TAG_USER, TAG_TARGET, TAG_SERVICE, TAG_HOST, TAG_SESSION,
	    TAG_PROOF},
	{TAG_FQDN, TAG_RHOST, TAG_AGE}},
    {"EXPLAINED", KIND_EXPLAINED, STATUS_OK,
	{TAG_MORE, TAG_ENDPOINT, TAG_REQUEST},
	{TAG_PROFILE, TAG_REGION, TAG_DETAIL}},
    {"EXPLAINED: refused", KIND_EXPLAINED, STATUS_CONFIG, {0},
	{TAG_PROFILE, TAG_DETAIL}},
    {"RENEW", KIND_RENEW, STATUS_OK,
	{TAG_PROFILES, TAG_USER, TAG_TARGET, TAG_SERVICE, TAG_HOST, TAG_SESSION,
	    TAG_PROOF},
	{TAG_FQDN, TAG_RHOST, TAG_AGE}},
    {"IDENTIFY", KIND_IDENTIFY, STATUS_OK,
	{TAG_PROFILE, TAG_ACCESS_KEY_ID, TAG_SECRET_ACCESS_KEY,
	    TAG_SESSION_TOKEN},
	{0}},
    {"IDENTITY", KIND_IDENTITY, STATUS_OK, {TAG_ARN, TAG_ACCOUNT, TAG_USER_ID},
	{TAG_DETAIL}},
    {"IDENTITY: refused", KIND_IDENTITY, STATUS_DENIED, {0}, {TAG_DETAIL}},
    {"ORDER", KIND_ORDER, STATUS_OK, {TAG_ORDER}, {TAG_PROFILE}},
    {"ORDERED", KIND_ORDERED, STATUS_OK, {TAG_MORE}, {TAG_DETAIL}},
    {"ORDERED: refused", KIND_ORDERED, STATUS_DENIED, {0}, {TAG_DETAIL}},
};

static bool
has(const unsigned char *list, unsigned tag)
{
	return memchr(list, (int)tag, TAGS_MAX) != NULL;
}

static void
put(struct message *m, const unsigned char *list)
{
	for (const unsigned char *tag = list; *tag != 0; tag++)
		m->field[*tag] = span_of(values[*tag]);
}

/* Written and read again; false: neither. */
static bool
travels(const struct message *m)
{
	uint8_t wire[1024], again[1024];
	struct message back;
	int n = wire_encode(m, wire, sizeof(wire));

	if (n < 0) {
		assert_int_equal(n, -EPROTO);
		return false;
	}
	assert_int_equal(wire_parse(&back, wire, (size_t)n), 0);
	assert_int_equal(wire_encode(&back, again, sizeof(again)), n);
	assert_memory_equal(wire, again, (size_t)n);
	return true;
}

static void
kinds_carry_what_is_written_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *r = &rows[i];
		struct message m = {.kind = r->kind, .status = r->status};

		put(&m, r->must);
		check_row(r->why, travels(&m));
		put(&m, r->may);
		check_row(r->why, travels(&m));
		for (unsigned tag = 1; tag < TAG_COUNT; tag++) {
			const struct span was = m.field[tag];
			bool known = has(r->must, tag) || has(r->may, tag);

			m.field[tag] = span_of(known ? NULL : values[tag]);
			check_row(r->why, travels(&m) == has(r->may, tag));
			m.field[tag] = was;
		}
	}
}

static void
requests_have_no_status(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *r = &rows[i];
		bool reply = r->kind == KIND_VERIFIED ||
		    r->kind == KIND_PREPARED || r->kind == KIND_CREDENTIALS ||
		    r->kind == KIND_EXPLAINED || r->kind == KIND_IDENTITY ||
		    r->kind == KIND_ORDERED;
		struct message m = {.kind = r->kind};

		for (int s = STATUS_OK + 1; s < STATUS_COUNT; s++) {
			m.status = (enum status)s;
			check_row(r->why, travels(&m) == reply);
		}
		m.status = STATUS_COUNT;
		check_row(r->why, !travels(&m));
	}
}

/* With every field as long as it may be. */
static void
the_longest_fit(void **state)
{
	static char digits[MESSAGE_MAX], letters[MESSAGE_MAX];
	static uint8_t wire[MESSAGE_MAX];

	(void)state;
	memset(digits, '1', sizeof(digits));
	memset(letters, 'a', sizeof(letters));
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *r = &rows[i];
		struct message m = {.kind = r->kind, .status = r->status};

		for (unsigned tag = 1; tag < TAG_COUNT; tag++) {
			size_t n = field_rule(tag)->max;

			if (!has(r->must, tag) && !has(r->may, tag))
				continue;
			m.field[tag] = (struct span){digits, n};
			if (!field_valid(tag, m.field[tag]))
				m.field[tag].p = letters;
		}
		check_row(r->why, wire_encode(&m, wire, sizeof(wire)) > 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(kinds_carry_what_is_written_down),
	    cmocka_unit_test(requests_have_no_status),
	    cmocka_unit_test(the_longest_fit),
	};

	return cmocka_run_group_tests_name("wire_kinds", tests, NULL, NULL);
}
