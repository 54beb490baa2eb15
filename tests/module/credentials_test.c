/* Credentials with a byte in them that would be code in a credentials file:
 * they never become one, in authenticate nor in open_session. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/limits.h"
#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/tap.h"

#define GARBAGE "set-up error: the helper's answer is garbage\n"

static const struct field_case {
	const char *reason;
	enum tag tag; /* the field that is spoilt */
	char byte;
} fields[] = {
    {"a newline in the token", TAG_SESSION_TOKEN, '\n'},
    {"a carriage return in the token", TAG_SESSION_TOKEN, '\r'},
    {"a NUL in the token", TAG_SESSION_TOKEN, '\0'},
    {"a blank in the token", TAG_SESSION_TOKEN, ' '},
    {"a comment in the token", TAG_SESSION_TOKEN, '#'},
    {"a quote in the token", TAG_SESSION_TOKEN, '"'},
    {"a high byte in the token", TAG_SESSION_TOKEN, '\200'},
    {"a newline in the secret key", TAG_SECRET_ACCESS_KEY, '\n'},
    {"a section in the secret key", TAG_SECRET_ACCESS_KEY, '['},
    {"a newline in the key id", TAG_ACCESS_KEY_ID, '\n'},
    {"a slash in the key id", TAG_ACCESS_KEY_ID, '/'},
    {"a newline in the expiration", TAG_EXPIRATION, '\n'},
    {"a letter in the expiration", TAG_EXPIRATION, 'x'},
    {"a newline in the role", TAG_ARN, '\n'},
    {"an escape in the role", TAG_ARN, '\33'},
    {"a blank in the role", TAG_ARN, ' '},
    {"a newline in the region", TAG_REGION, '\n'},
    {"a section in the region", TAG_REGION, ']'},
    {"a newline in the profile", TAG_PROFILE, '\n'},
    {"a section in the profile", TAG_PROFILE, ']'},
    {"a letter in what follows", TAG_MORE, 'x'},
};

static const struct given base = {NULL, 1, REGION, ARN},
			  usual = {"test", 0, REGION, ARN};

/* Where a field's entry begins in an encoded message. */
static int
find_entry(const uint8_t *buf, int n, enum tag tag)
{
	int at = 8;

	while (at < n && buf[at] != tag)
		at += 4 + buf[at + 2] * 256 + buf[at + 3];
	if (at >= n)
		abort();
	return at;
}

/* A whole message as obtain gives it, with one byte replaced. */
static void
give_spoilt(
    enum fake_act act, const struct given *g, const struct field_case *c)
{
	uint8_t buf[2048];
	struct message m = script_given(g);
	int n = wire_encode(&m, buf, sizeof(buf));
	int at = find_entry(buf, n, c->tag) + 4;

	buf[at + (int)m.field[c->tag].n / 2] = (uint8_t)c->byte;
	script_step(OBTAIN, act, buf, (size_t)n);
}

static void
spoil(const struct field_case *c)
{
	script_prepared(STATUS_OK, NULL);
	script_give(FAKE_ANSWER, &base);
	give_spoilt(FAKE_SEND, &usual, c);
}

static void
spoilt_at_authenticate(const void *arg)
{
	struct host h = {0};

	spoil(arg);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_SERVICE_ERR);
	expect_text(h.log,
	    "err user=alice profile=test session=ID step=obtain: " GARBAGE);
	expect_int(world_entries(TICKETS), 0);
}

/* The base goes into the record, and from there into further calls. */
static void
spoilt_base(const void *arg)
{
	const struct field_case *c = arg;
	struct host h = {0};

	script_prepared(STATUS_OK, NULL);
	give_spoilt(FAKE_ANSWER, &base, c);
	script_give(FAKE_SEND, &usual);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_SERVICE_ERR);
	expect_text(h.log,
	    "err user=alice profile=test session=ID step=obtain: " GARBAGE);
	expect_int(world_entries(TICKETS), 0);
}

static void
spoilt_at_open(const void *arg)
{
	struct host h = {0};

	world_profile("none", "on_failure = allow\n");
	spoil(arg);
	host_start(&h, "cron", "alice");
	expect_int(host_open(&h), PAM_PERM_DENIED);
	expect_text(h.log,
	    "err user=alice profile=test session=ID step=open: " GARBAGE);
	expect_int(world_entries(SESSIONS), 0);
}

static const struct missing_case {
	const char *reason;
	enum tag tag;
} missing[] = {
    {"no key id", TAG_ACCESS_KEY_ID},
    {"no secret key", TAG_SECRET_ACCESS_KEY},
    {"no token", TAG_SESSION_TOKEN},
    {"no expiration", TAG_EXPIRATION},
    {"no word about what follows", TAG_MORE},
};

/* Cut the field's entry out of an encoded message and count one less. */
static int
without(uint8_t *buf, int n, enum tag tag)
{
	int at = find_entry(buf, n, tag);
	int size = 4 + buf[at + 2] * 256 + buf[at + 3];

	memmove(buf + at, buf + at + size, (size_t)(n - at - size));
	buf[7]--;
	return n - size;
}

static void
field_missing(const void *arg)
{
	const struct missing_case *c = arg;
	uint8_t buf[2048];
	struct host h = {0};
	struct message m = script_given(&usual);
	int n = wire_encode(&m, buf, sizeof(buf));

	n = without(buf, n, c->tag);
	script_prepared(STATUS_OK, NULL);
	script_give(FAKE_ANSWER, &base);
	script_step(OBTAIN, FAKE_SEND, buf, (size_t)n);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_SERVICE_ERR);
	expect_int(world_entries(TICKETS), 0);
}

/* AWS says no length for a token: ours is what fits a message. */
static void
long_token(const void *arg)
{
	static char token[24576 + 1];
	static uint8_t buf[MESSAGE_MAX];
	struct host h = {0};
	struct message m = script_given(&usual);
	int n;

	(void)arg;
	memset(token, 'A', sizeof(token) - 1);
	m.field[TAG_SESSION_TOKEN] = span_of(token);
	n = wire_encode(&m, buf, sizeof(buf));
	if (!expect(n > 0))
		return;
	script_prepared(STATUS_OK, NULL);
	script_give(FAKE_ANSWER, &base);
	script_step(OBTAIN, FAKE_SEND, buf, (size_t)n);
	host_log_in(&h, "sshd");
	expect_int(host_open(&h), PAM_SUCCESS);
	expect(strstr(world_read(host_session_file(&h, ALICE_UID, "keys")),
		   token) != NULL);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(fields); i++) {
		host_test("authenticate", fields[i].reason,
		    spoilt_at_authenticate, &fields[i]);
		host_test("open_session", fields[i].reason, spoilt_at_open,
		    &fields[i]);
		if (fields[i].tag != TAG_PROFILE)
			host_test("the base", fields[i].reason, spoilt_base,
			    &fields[i]);
	}
	for (size_t i = 0; i < COUNT(missing); i++)
		host_test("authenticate", missing[i].reason, field_missing,
		    &missing[i]);
	host_test("credentials", "the longest token", long_token, NULL);
	return tap_end();
}
