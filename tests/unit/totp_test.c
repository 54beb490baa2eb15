/* Codes: the published vectors, the window, and the mark. */

#include <errno.h>
#include <string.h>

#include "common/limits.h"
#include "helper/totp.h"
#include "tests/unit/unit.h"

/* "12345678901234567890", the secret of both RFCs, in base32. */
#define RFC_SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

static struct totp_key
rfc_key(void)
{
	struct totp_key key;

	assert_int_equal(totp_key_read(&key, span_of(RFC_SECRET)), 0);
	return key;
}

static void
rfc4226_appendix_d(void **state)
{
	static const char *const codes[] = {"755224", "287082", "359152",
	    "969429", "338314", "254676", "287922", "162583", "399871",
	    "520489"};
	struct totp_key key = rfc_key();

	(void)state;
	/* A HOTP counter is a TOTP step; 0 is "none" here, so from 1. */
	for (uint64_t n = 1; n < COUNT(codes); n++)
		assert_int_equal(
		    totp_match(&key, span_of(codes[n]), n * STEP_SECONDS, 0),
		    n);
}

static void
rfc6238_appendix_b(void **state)
{
	/* The last six of the published eight digits. */
	static const struct {
		uint64_t time;
		const char *code;
	} t[] = {{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"},
	    {1234567890, "005924"}, {2000000000, "279037"},
	    {20000000000, "353130"}};
	struct totp_key key = rfc_key();

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		assert_int_equal(
		    totp_match(&key, span_of(t[i].code), t[i].time, 0),
		    t[i].time / STEP_SECONDS);
}

static void
window_is_so_wide_and_no_wider(void **state)
{
	static const struct {
		const char *reason;
		uint64_t time;
		unsigned window;
		uint64_t step;
	} t[] = {
	    /* 287082 is the code of step 1 */
	    {"its own step", 30, 1, 1},
	    {"the last second of it", 59, 1, 1},
	    {"one step late", 60, 1, 1},
	    {"the last second of that", 89, 1, 1},
	    {"two steps late", 90, 1, 0},
	    {"one step early", 29, 1, 1},
	    {"late, without a window", 60, 0, 0},
	    {"far, in a wide window", 30 * 20, 30, 1},
	};
	struct totp_key key = rfc_key();

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		check_row(t[i].reason,
		    totp_match(&key, span_of("287082"), t[i].time,
			t[i].window) == t[i].step);
	assert_int_equal(totp_match(&key, span_of("287083"), 59, 1), 0);
	assert_int_equal(totp_match(&key, span_of("28708"), 59, 1), 0);
	assert_int_equal(totp_match(&key, span_of("2870820"), 59, 1), 0);
}

static void
secrets_are_base32(void **state)
{
	static const struct {
		const char *reason, *text;
		int r;
	} t[] = {
	    {"as published", RFC_SECRET, 0},
	    {"in small letters", "gezdgnbvgy3tqojqgezdgnbvgy3tqojq", 0},
	    {"padded", "GEZDGNBVGY3TQOI=", 0},
	    {"empty", "", -EINVAL},
	    {"not base32", "1111111111111111", -EINVAL},
	};
	struct totp_key key;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		check_row(t[i].reason,
		    totp_key_read(&key, span_of(t[i].text)) == t[i].r);
	assert_int_equal(totp_key_read(&key, span_of(NULL)), -EINVAL);
}

static void
marks_depend_on_code_and_salt(void **state)
{
	const uint8_t a[] = "salt number one.....",
		      b[] = "salt number two.....";
	uint32_t mark = totp_mark(a, 20, span_of("000001"));

	(void)state;
	assert_int_equal(mark, totp_mark(a, 20, span_of("000001")));
	assert_int_not_equal(mark, totp_mark(a, 20, span_of("000002")));
	assert_int_not_equal(mark, totp_mark(b, 20, span_of("000001")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rfc4226_appendix_d),
	    cmocka_unit_test(rfc6238_appendix_b),
	    cmocka_unit_test(window_is_so_wide_and_no_wider),
	    cmocka_unit_test(secrets_are_base32),
	    cmocka_unit_test(marks_depend_on_code_and_salt),
	};

	return cmocka_run_group_tests_name("totp", tests, NULL, NULL);
}
