/* common/bundle: messages behind each other, and what is none. */

#include "tests/unit/unit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/bundle.h"

#define CODE_SIZE (4 + 8 + 4 + 6) /* a COMMIT with its code, and its length */

static const struct message codes[] = {
    {.kind = KIND_COMMIT, .field = {[TAG_CODE] = {"111111", 6}}},
    {.kind = KIND_COMMIT, .field = {[TAG_CODE] = {"222222", 6}}},
    {.kind = KIND_COMMIT, .field = {[TAG_CODE] = {"333333", 6}}},
};

static struct bundle
filled(uint8_t *room, size_t cap)
{
	struct bundle b = {room, cap, 0};

	for (size_t i = 0; i < COUNT(codes); i++)
		assert_int_equal(bundle_add(&b, &codes[i]), 0);
	assert_int_equal(b.n, COUNT(codes) * CODE_SIZE);
	return b;
}

static void
test_order(void **state)
{
	uint8_t room[COUNT(codes) * CODE_SIZE];
	struct bundle b = filled(room, sizeof(room));
	struct message m;
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++) {
		assert_int_equal(bundle_next(&b, &at, &m), 1);
		assert_true(
		    span_equal(m.field[TAG_CODE], codes[i].field[TAG_CODE]));
		assert_int_equal(at, (i + 1) * CODE_SIZE);
	}
	m.kind = KIND_VERIFY;
	assert_int_equal(bundle_next(&b, &at, &m), 0);
	assert_int_equal(bundle_next(&b, &at, &m), 0);
	assert_int_equal(m.kind, KIND_VERIFY);
}

static void
test_empty(void **state)
{
	struct bundle b = {NULL, 0, 0};
	struct message m;
	size_t at = 0;

	(void)state;
	assert_int_equal(bundle_next(&b, &at, &m), 0);
	assert_int_equal(bundle_add(&b, &codes[0]), -EMSGSIZE);
}

/* The bytes of a length are written down: u32, big-endian. */
static void
test_bytes(void **state)
{
	uint8_t room[CODE_SIZE];
	struct bundle b = {room, sizeof(room), 0};

	(void)state;
	assert_int_equal(bundle_add(&b, &codes[0]), 0);
	assert_memory_equal(room, "\0\0\0\22STS1\5\0\0\1", 12);
}

static void
test_what_does_not_fit(void **state)
{
	uint8_t room[CODE_SIZE + 1];
	const struct message no_code = {
	    .kind = KIND_COMMIT, .field = {[TAG_CODE] = {"1", 1}}};
	struct bundle empty = {room, sizeof(room), 0};

	(void)state;
	for (size_t cap = 0; cap <= sizeof(room); cap++) {
		struct bundle b = {room, cap, 0};

		assert_int_equal(
		    bundle_add(&b, &codes[0]), cap < CODE_SIZE ? -EMSGSIZE : 0);
		assert_int_equal(b.n, cap < CODE_SIZE ? 0 : CODE_SIZE);
	}
	for (size_t n = 0; n < CODE_SIZE; n++) {
		struct bundle b = {room, sizeof(room), sizeof(room) - n};

		assert_int_equal(bundle_add(&b, &codes[0]), -EMSGSIZE);
		assert_int_equal(b.n, sizeof(room) - n);
	}
	assert_int_equal(bundle_add(&empty, &no_code), -EPROTO);
	assert_int_equal(empty.n, 0);
}

/* Cut anywhere, what is whole is read, and what is not is none; no byte
 * behind the end is looked at. */
static void
test_cut(void **state)
{
	uint8_t room[COUNT(codes) * CODE_SIZE];
	size_t whole = filled(room, sizeof(room)).n;

	(void)state;
	for (size_t n = 0; n < whole; n++) {
		uint8_t *exact = malloc(n);
		struct bundle b = {exact, n, n};
		struct message m = {0};
		size_t at = 0, count = 0;
		int r;

		if (n > 0)
			memcpy(exact, room, n);
		while ((r = bundle_next(&b, &at, &m)) == 1)
			count++;
		assert_int_equal(count, n / CODE_SIZE);
		assert_int_equal(at, count * CODE_SIZE);
		assert_int_equal(r, n % CODE_SIZE == 0 ? 0 : -EPROTO);
		free(exact);
	}
}

static void
test_lengths_that_lie(void **state)
{
	static const uint8_t lengths[][4] = {{0, 0, 0, 0}, {0, 0, 0, 17},
	    {0, 0, 0, 19}, {0xff, 0xff, 0xff, 0xff}, {0xff, 0xff, 0xff, 0xfc},
	    {0, 0, 0x80, 1}};
	static uint8_t room[MESSAGE_MAX + 64];
	struct message m = {.kind = KIND_VERIFY};

	(void)state;
	for (size_t i = 0; i < COUNT(lengths); i++) {
		struct bundle b = {room, sizeof(room), 0};
		size_t at = 0;

		assert_int_equal(bundle_add(&b, &codes[0]), 0);
		memcpy(room, lengths[i], 4);
		b.n = sizeof(room);
		assert_int_equal(bundle_next(&b, &at, &m), -EPROTO);
		assert_int_equal(at, 0);
		assert_int_equal(m.kind, KIND_VERIFY);
	}
}

/* The largest login there may be has room. */
static void
test_largest(void **state)
{
	static char token[24576];
	static uint8_t room[BUNDLE_MAX];
	struct bundle b = {room, sizeof(room), 0};
	struct message m = {.kind = KIND_CREDENTIALS};

	(void)state;
	memset(token, 'x', sizeof(token));
	m.field[TAG_PROFILE] = (struct span){token, PROFILE_NAME_MAX};
	m.field[TAG_REGION] = (struct span){token, 63};
	m.field[TAG_ACCESS_KEY_ID] = (struct span){token, 128};
	m.field[TAG_SECRET_ACCESS_KEY] = (struct span){token, 256};
	m.field[TAG_SESSION_TOKEN] = (struct span){token, sizeof(token)};
	m.field[TAG_EXPIRATION] = span_of("2026-11-21T00:00:00Z");
	m.field[TAG_ARN] = (struct span){token, 2048};
	m.field[TAG_DETAIL] = (struct span){token, DETAIL_MAX};
	m.field[TAG_MORE] = span_of("10");
	for (int i = 0; i < PROFILES_MAX + 2; i++)
		assert_int_equal(bundle_add(&b, &m), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_order),
	    cmocka_unit_test(test_empty),
	    cmocka_unit_test(test_bytes),
	    cmocka_unit_test(test_what_does_not_fit),
	    cmocka_unit_test(test_cut),
	    cmocka_unit_test(test_lengths_that_lie),
	    cmocka_unit_test(test_largest),
	};

	return cmocka_run_group_tests_name("bundle", tests, NULL, NULL);
}
