/* common/text and common/secret: reading borrowed text. */

#include "tests/unit/unit.h"

#include <string.h>

#include "common/secret.h"
#include "common/text.h"

static const struct span absent = {NULL, 0};

static void
test_span_of(void **state)
{
	(void)state;
	assert_null(span_of(NULL).p);
	assert_int_equal(span_of(NULL).n, 0);
	assert_int_equal(span_of("").n, 0);
	assert_non_null(span_of("").p);
	assert_int_equal(span_of("abc").n, 3);
}

static void
test_equal(void **state)
{
	static const struct {
		const char *why;
		struct span a, b;
		bool equal;
	} t[] = {
	    {"same text", {"abc", 3}, {"abc", 3}, true},
	    {"last byte", {"abc", 3}, {"abd", 3}, false},
	    {"prefix", {"abc", 2}, {"abc", 3}, false},
	    {"both empty", {"x", 0}, {"y", 0}, true},
	    {"a NUL inside counts", {"a\0b", 3}, {"a\0c", 3}, false},
	    {"absent equals nothing", {NULL, 0}, {"", 0}, false},
	    {"not even absent", {NULL, 0}, {NULL, 0}, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		if (span_equal(t[i].a, t[i].b) != t[i].equal)
			fail_msg("%s", t[i].why);
	assert_true(span_is(span_of("yes"), "yes"));
	assert_false(span_is(span_of("Yes"), "yes"));
	assert_false(span_is(absent, ""));
}

static void
test_starts(void **state)
{
	(void)state;
	assert_true(span_starts(span_of("https://x"), "https://"));
	assert_true(span_starts(span_of("https://"), "https://"));
	assert_true(span_starts(span_of("x"), ""));
	assert_false(span_starts(span_of("https:/"), "https://"));
	assert_false(span_starts(absent, "a"));
	assert_false(span_starts(absent, ""));
}

static void
test_trim(void **state)
{
	static const struct {
		const char *why, *text, *trimmed;
	} t[] = {
	    {"nothing to do", "a b", "a b"},
	    {"both ends", " \ta b\t ", "a b"},
	    {"blanks only", " \t ", ""},
	    {"empty", "", ""},
	    {"line ends are no blanks", "\na\r", "\na\r"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		if (!span_is(span_trim(span_of(t[i].text)), t[i].trimmed))
			fail_msg("%s", t[i].why);
	assert_null(span_trim(absent).p);
}

static void
test_cut(void **state)
{
	struct span rest = span_of("a,,b");

	(void)state;
	assert_true(span_is(span_cut(&rest, ','), "a"));
	assert_true(span_is(span_cut(&rest, ','), ""));
	assert_true(span_is(span_cut(&rest, ','), "b"));
	assert_null(rest.p);
	assert_null(span_cut(&rest, ',').p);
	rest = span_of("a,");
	assert_true(span_is(span_cut(&rest, ','), "a"));
	assert_non_null(rest.p);
	assert_int_equal(rest.n, 0);
	assert_true(span_is(span_cut(&rest, ','), ""));
	assert_null(rest.p);
	rest = (struct span){"a\0b", 3};
	assert_int_equal(span_cut(&rest, 'b').n, 2);
}

static void
test_copy(void **state)
{
	char dst[4] = "old";

	(void)state;
	assert_false(span_copy(dst, sizeof(dst), span_of("four")));
	assert_string_equal(dst, "old");
	assert_true(span_copy(dst, sizeof(dst), span_of("new")));
	assert_string_equal(dst, "new");
	assert_true(span_copy(dst, sizeof(dst), span_of("1")));
	assert_string_equal(dst, "1");
	assert_true(span_copy(dst, sizeof(dst), absent));
	assert_string_equal(dst, "");
	assert_false(span_copy(dst, 0, absent));
}

static void
test_set(void **state)
{
	static const struct {
		const char *why, *text, *set;
		bool in;
	} t[] = {
	    {"range", "az", "a-z", true},
	    {"below the range", "`", "a-z", false},
	    {"above the range", "{", "a-z", false},
	    {"single bytes", "_.", "._", true},
	    {"range, then single", "a_", "a-z_", true},
	    {"a '-' that stands last is itself", "-", "a-z-", true},
	    {"a '-' that stands first is itself", "-", "-a", true},
	    {"a '-' in a range is not", "-", "a-z", false},
	    {"two ranges", "aZ", "a-zA-Z", true},
	    {"high bytes", "\x80\xff", "\x80-\xff", true},
	    {"high bytes are not low", "\x7f", "\x80-\xff", false},
	    {"one bad byte is enough", "ab!", "a-z", false},
	    {"nothing is in any set", "", "a", true},
	    {"nothing is in an empty set", "a", "", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		if (text_in_set(span_of(t[i].text), t[i].set) != t[i].in)
			fail_msg("%s", t[i].why);
	assert_false(text_in_set((struct span){"\0", 1}, "a-z"));
}

static void
test_decimal(void **state)
{
	static const struct {
		const char *why, *text;
		bool ok;
		uint64_t value;
	} t[] = {
	    {"zero", "0", true, 0},
	    {"leading zeros", "007", true, 7},
	    {"the largest", "18446744073709551615", true, UINT64_MAX},
	    {"one more", "18446744073709551616", false, 0},
	    {"ten times more", "184467440737095516150", false, 0},
	    {"sign", "-1", false, 0},
	    {"plus", "+1", false, 0},
	    {"blank", " 1", false, 0},
	    {"hex", "0x10", false, 0},
	    {"empty", "", false, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		uint64_t v = 42;

		if (text_decimal(span_of(t[i].text), &v) != t[i].ok)
			fail_msg("%s", t[i].why);
		assert_int_equal(v, t[i].ok ? t[i].value : 42);
	}
}

static void
test_hex(void **state)
{
	const uint8_t bytes[] = {0x00, 0x7f, 0x80, 0xff};
	char text[9] = "xxxxxxxx";

	(void)state;
	text_hex(text, bytes, sizeof(bytes));
	assert_string_equal(text, "007f80ff");
	text_hex(text, bytes, 0);
	assert_string_equal(text, "");
}

static void
test_secret_move(void **state)
{
	char from[SECRET_MAX];
	struct secret s = {3, "old"};

	(void)state;
	memset(from, 'x', sizeof(from));
	assert_int_equal(secret_move(&s, from, SECRET_MAX - 1), 0);
	assert_int_equal(s.len, SECRET_MAX - 1);
	assert_int_equal(s.buf[SECRET_MAX - 2], 'x');
	assert_int_equal(s.buf[SECRET_MAX - 1], '\0');
	assert_int_equal(from[0], '\0');
	assert_int_equal(from[SECRET_MAX - 2], '\0');
	memset(from, 'y', sizeof(from));
	assert_int_equal(secret_move(&s, from, SECRET_MAX), -1);
	assert_int_equal(s.len, 0);
	assert_int_equal(s.buf[0], '\0');
	assert_int_equal(from[0], '\0');
	assert_int_equal(from[SECRET_MAX - 1], '\0');
}

static void
test_secret_equal(void **state)
{
	(void)state;
	assert_true(secret_equal(span_of("123456"), span_of("123456")));
	assert_false(secret_equal(span_of("123456"), span_of("123457")));
	assert_false(secret_equal(span_of("123456"), span_of("023456")));
	assert_false(secret_equal(span_of("12345"), span_of("123456")));
}

static void
test_printable(void **state)
{
	char text[6];

	(void)state;
	text_printable(text, sizeof(text), span_of("a\n\x7f\303~"));
	assert_string_equal(text, "a???~");
	text_printable(text, sizeof(text), span_of("cut short"));
	assert_string_equal(text, "cut s");
	text_printable(text, sizeof(text), span_of(NULL));
	assert_string_equal(text, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_printable),
	    cmocka_unit_test(test_span_of),
	    cmocka_unit_test(test_equal),
	    cmocka_unit_test(test_starts),
	    cmocka_unit_test(test_trim),
	    cmocka_unit_test(test_cut),
	    cmocka_unit_test(test_copy),
	    cmocka_unit_test(test_set),
	    cmocka_unit_test(test_decimal),
	    cmocka_unit_test(test_hex),
	    cmocka_unit_test(test_secret_move),
	    cmocka_unit_test(test_secret_equal),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
