/* The wire format: what is accepted comes back byte for byte, and nothing
 * else is accepted. */

#include <errno.h>
#include <string.h>

#include "common/limits.h"
#include "common/wire.h"
#include "tests/unit/unit.h"

#define HEAD "STS1"

struct sample {
	const char *reason;
	const char *bytes;
	size_t n;
	bool good;
};

#define BYTES(s) s, sizeof(s) - 1

static const struct sample samples[] = {
    {"commit without a code", BYTES(HEAD "\5\0\0\0"), true},
    {"commit with a code",
	BYTES(HEAD "\5\0\0\1\12\0\0\6"
		   "012345"),
	true},
    {"verified, with detail",
	BYTES(HEAD "\2\1\0\1\22\0\0\2"
		   "no"),
	true},
    {"there is no login session", BYTES(HEAD "\4\10\0\0"), true},
    {"a call that was refused, and for which profile",
	BYTES(HEAD "\6\5\0\2\1\0\0\4"
		   "prod"
		   "\22\0\0\2"
		   "no"),
	true},
    {"the same of one that was explained",
	BYTES(HEAD "\12\7\0\2\1\0\0\4"
		   "prod"
		   "\22\0\0\2"
		   "no"),
	true},
    {"verify",
	BYTES(HEAD "\1\0\0\3\2\0\0\5"
		   "alice"
		   "\11\0\0\3"
		   "sts"
		   "\12\0\0\6"
		   "123456"),
	true},
    {"a user in UTF-8",
	BYTES(HEAD "\1\0\0\3\2\0\0\6"
		   "ren\303\251e"
		   "\11\0\0\3"
		   "sts"
		   "\12\0\0\6"
		   "123456"),
	true},
    {"nothing", BYTES(""), false},
    {"half a header", BYTES(HEAD "\5\0"), false},
    {"other magic", BYTES("STS2\5\0\0\0"), false},
    {"kind 0", BYTES(HEAD "\0\0\0\0"), false},
    {"kind out of range", BYTES(HEAD "\13\0\0\0"), false},
    {"status out of range", BYTES(HEAD "\2\11\0\0"), false},
    {"a request with a status", BYTES(HEAD "\5\1\0\0"), false},
    {"a trailing byte", BYTES(HEAD "\5\0\0\0x"), false},
    {"more fields than there are", BYTES(HEAD "\5\0\0\1"), false},
    {"fewer fields than there are",
	BYTES(HEAD "\5\0\0\0\12\0\0\6"
		   "012345"),
	false},
    {"a field past the end",
	BYTES(HEAD "\5\0\0\1\12\0\0\7"
		   "012345"),
	false},
    {"the same tag twice",
	BYTES(HEAD "\5\0\0\2\12\0\0\6"
		   "012345"
		   "\12\0\0\6"
		   "012345"),
	false},
    {"tags descending",
	BYTES(HEAD "\1\0\0\3\11\0\0\3"
		   "sts"
		   "\2\0\0\5"
		   "alice"
		   "\12\0\0\6"
		   "123456"),
	false},
    {"tag 0", BYTES(HEAD "\5\0\0\1\0\0\0\1x"), false},
    {"tag out of range", BYTES(HEAD "\5\0\0\1\77\0\0\1x"), false},
    {"the zero byte is not zero",
	BYTES(HEAD "\5\0\0\1\12\1\0\6"
		   "012345"),
	false},
    {"a field of another kind",
	BYTES(HEAD "\5\0\0\1\2\0\0\5"
		   "alice"),
	false},
    {"a field missing",
	BYTES(HEAD "\1\0\0\1\2\0\0\5"
		   "alice"),
	false},
    {"a code of five digits",
	BYTES(HEAD "\5\0\0\1\12\0\0\5"
		   "01234"),
	false},
    {"a code of letters",
	BYTES(HEAD "\5\0\0\1\12\0\0\6"
		   "abcdef"),
	false},
    {"an empty field", BYTES(HEAD "\2\1\0\1\22\0\0\0"), false},
    {"OK without credentials", BYTES(HEAD "\6\0\0\0"), false},
    {"a refusal with credentials",
	BYTES(HEAD "\6\5\0\1\15\0\0\20"
		   "AKIAIOSFODNN7EXA"),
	false},
    {"a refusal of a code has no profile",
	BYTES(HEAD "\2\1\0\1\1\0\0\4"
		   "prod"),
	false},
    {"a refusal that says how many follow",
	BYTES(HEAD "\6\5\0\1\24\0\0\1"
		   "1"),
	false},
    {"detail with a newline",
	BYTES(HEAD "\2\1\0\1\22\0\0\2"
		   "a\n"),
	false},
};

static void
parse_accepts_only_what_it_would_write(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		const struct sample *s = &samples[i];
		uint8_t back[256];
		struct message m = {0};
		int r = wire_parse(&m, (const uint8_t *)s->bytes, s->n);

		check_row(s->reason, r == (s->good ? 0 : -EPROTO));
		if (!s->good) {
			check_row(s->reason, m.kind == 0);
			continue;
		}
		r = wire_encode(&m, back, sizeof(back));
		check_row(s->reason, r == (int)s->n);
		check_row(s->reason, memcmp(back, s->bytes, s->n) == 0);
	}
}

/* Every good sample with each byte changed in every way: it is refused, or
 * it comes back as it was. */
static void
mutations_round_trip_or_are_refused(void **state)
{
	unsigned accepted = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		uint8_t bytes[128], back[128];
		struct message m;

		memcpy(bytes, samples[i].bytes, samples[i].n);
		for (size_t at = 0; at < samples[i].n; at++)
			for (unsigned v = 0; v < 256; v++) {
				uint8_t was = bytes[at];

				bytes[at] = (uint8_t)v;
				if (wire_parse(&m, bytes, samples[i].n) == 0) {
					accepted++;
					assert_int_equal(
					    wire_encode(&m, back, sizeof(back)),
					    (int)samples[i].n);
					assert_memory_equal(
					    back, bytes, samples[i].n);
				}
				bytes[at] = was;
			}
	}
	assert_true(accepted > 100);
}

static void
encode_refuses_what_does_not_fit(void **state)
{
	struct message m = {
	    .kind = KIND_COMMIT, .field = {[TAG_CODE] = {"123456", 6}}};
	uint8_t buf[18];

	(void)state;
	assert_int_equal(wire_encode(&m, buf, sizeof(buf)), 18);
	assert_int_equal(wire_encode(&m, buf, sizeof(buf) - 1), -EMSGSIZE);
	m.field[TAG_CODE].n = 5;
	assert_int_equal(wire_encode(&m, buf, sizeof(buf)), -EPROTO);
	m.kind = KIND_COUNT;
	assert_int_equal(wire_encode(&m, buf, sizeof(buf)), -EPROTO);
}

static void
fields_keep_their_rules(void **state)
{
	static const struct {
		const char *reason;
		unsigned tag;
		const char *value;
		bool valid;
	} t[] = {
	    {"a user", TAG_USER, "alice", true},
	    {"a user of a domain", TAG_USER, "DOM\\alice@corp", true},
	    {"a user with a path in it", TAG_USER, "../alice", false},
	    {"dots alone name no path", TAG_USER, "..", true},
	    {"a user with a newline", TAG_USER, "ali\nce", false},
	    {"no user", TAG_USER, "", false},
	    {"a session", TAG_SESSION, "0123456789abcdef", true},
	    {"a session in capitals", TAG_SESSION, "0123456789ABCDEF", false},
	    {"a session too short", TAG_SESSION, "0123456789abcde", false},
	    {"a token", TAG_SESSION_TOKEN, "AQoEXAMPLEH4aoAH0gNCAPy+/=", true},
	    {"a token that opens a section", TAG_SESSION_TOKEN,
		"AQoEXAMPLEH4aoAH[default]", false},
	    {"a token that ends its line", TAG_SESSION_TOKEN,
		"AQoEXAMPLEH4aoAH\ncredential_process = x", false},
	    {"a token with a blank", TAG_SESSION_TOKEN,
		"AQoEXAMPLEH4aoAH 0gNCAPy", false},
	    {"a key id too short", TAG_ACCESS_KEY_ID, "AKIA", false},
	    {"an expiration", TAG_EXPIRATION, "2026-11-21T00:00:00Z", true},
	    {"an expiration with a fraction", TAG_EXPIRATION,
		"2026-11-21T00:00:00.123Z", false},
	    {"a remote host by IPv6", TAG_RHOST, "fe80::1%eth0", true},
	    {"no such tag", TAG_COUNT, "x", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		check_row(t[i].reason,
		    field_valid(t[i].tag, span_of(t[i].value)) == t[i].valid);
	assert_false(field_valid(TAG_USER, span_of(NULL)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(parse_accepts_only_what_it_would_write),
	    cmocka_unit_test(mutations_round_trip_or_are_refused),
	    cmocka_unit_test(encode_refuses_what_does_not_fit),
	    cmocka_unit_test(fields_keep_their_rules),
	};

	return cmocka_run_group_tests_name("wire", tests, NULL, NULL);
}
