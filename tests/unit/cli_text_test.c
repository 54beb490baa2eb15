/* The pure rooms of pam-sts: base32, otpauth URI, printable text, JSON. */

#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base32.c"
#include "cli/json.c"
#include "cli/otpauth.c"
#include "cli/printable.c"

static void
test_base32(void **state)
{
	static const struct {
		const char *bytes, *text;
	} t[] = {/* RFC 4648, section 10, without padding */
	    {"", ""}, {"f", "MY"}, {"fo", "MZXQ"}, {"foo", "MZXW6"},
	    {"foob", "MZXW6YQ"}, {"fooba", "MZXW6YTB"},
	    {"foobar", "MZXW6YTBOI"}};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		uint8_t bytes[8];
		char text[16];
		size_t n = strlen(t[i].bytes);

		base32_encode(text, (const uint8_t *)t[i].bytes, n);
		assert_string_equal(text, t[i].text);
		assert_int_equal(BASE32_LENGTH(n), strlen(t[i].text));
		assert_int_equal(
		    base32_decode(bytes, sizeof(bytes), span_of(t[i].text)), n);
		assert_memory_equal(bytes, t[i].bytes, n);
	}
}

static void
test_base32_digits(void **state)
{
	static const char all[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	static const char lower[] = "abcdefghijklmnopqrstuvwxyz234567";
	uint8_t bytes[20], again[20];
	char text[33];

	(void)state;
	assert_int_equal(base32_decode(bytes, 20, span_of(all)), 20);
	base32_encode(text, bytes, 20);
	assert_string_equal(text, all);
	assert_int_equal(base32_decode(again, 20, span_of(lower)), 20);
	assert_memory_equal(bytes, again, 20);
}

static void
test_base32_faults(void **state)
{
	static const struct {
		const char *reason, *text;
		int n;
	} t[] = {
	    {"padding", "MY======", 1},
	    {"blanks, line ends, padding", "M Y\t= \r\n=\n", 1},
	    {"only padding", "=", 0},
	    {"only a blank", " ", 0},
	    {"1 digit", "M", -1},
	    {"3 digits", "MZX", -1},
	    {"6 digits", "MZXW6Y", -1},
	    {"9 digits", "MZXW6YTBM", -1},
	    {"padding in the middle", "MZ=XQ", -1},
	    {"0", "M0", -1},
	    {"1", "M1", -1},
	    {"8", "M8", -1},
	    {"before a", "M`", -1},
	    {"behind z", "M{", -1},
	    {"before A", "M@", -1},
	    {"behind Z", "M[", -1},
	    {"as many as fit", "MZXW6YTB", 5},
	    {"one more", "MZXW6YTBOI", -1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		uint8_t bytes[5];

		check_row(t[i].reason,
		    base32_decode(bytes, 5, span_of(t[i].text)) == t[i].n);
	}
	assert_int_equal(
	    base32_decode((uint8_t[5]){0}, 5, (struct span){"MY\0", 3}), -1);
}

static void
test_otpauth(void **state)
{
	char uri[OTPAUTH_SIZE], host[65], user[256], secret[104];

	(void)state;
	assert_true(otpauth_uri(uri, span_of("h-1.x"),
	    span_of("a@b:c/?&#%\xc3\xa9"), span_of("MY")));
	assert_string_equal(uri,
	    "otpauth://totp/h-1.x:a%40b%3Ac%2F%3F%26%23%25%C3%A9?secret=MY"
	    "&issuer=h-1.x&algorithm=SHA1&digits=6&period=30");
	memset(host, '&', 64);
	memset(user, '&', 255);
	memset(secret, 'A', 103);
	host[64] = user[255] = secret[103] = '\0';
	assert_true(
	    otpauth_uri(uri, span_of(host), span_of(user), span_of(secret)));
	assert_true(strlen(uri) < sizeof(uri));
	assert_false(
	    otpauth_uri(uri, span_of(user), span_of(user), span_of(secret)));
}

static void
test_printable(void **state)
{
	static const struct {
		const char *reason, *text, *shown;
	} t[] = {
	    {"plain", " az~\"\\", " az~\"\\"},
	    {"control", "\033[2J\n\x7f", "\\x1b[2J\\x0a\\x7f"},
	    {"not ASCII", "\xc2\x9b", "\\xc2\\x9b"},
	    {"empty", "", ""},
	};
	char shown[PRINTABLE_SIZE], text[PRINTABLE_MAX + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		printable(shown, span_of(t[i].text));
		assert_string_equal(shown, t[i].shown);
	}
	memset(text, '\n', sizeof(text));
	printable(shown, (struct span){text, PRINTABLE_MAX});
	assert_int_equal(strlen(shown), 4 * PRINTABLE_MAX);
	printable(shown, (struct span){text, PRINTABLE_MAX + 1});
	assert_int_equal(strlen(shown), 4 * PRINTABLE_MAX + 3);
	assert_string_equal(shown + 4 * PRINTABLE_MAX, "...");
	printable(shown, (struct span){NULL, 0});
	assert_string_equal(shown, "");
}

static void
test_json(void **state)
{
	static const struct {
		const char *reason, *text, *json;
	} t[] = {
	    {"plain", "alice", "\"alice\""},
	    {"empty", "", "\"\""},
	    {"quote and backslash", "\"\\/", "\"\\\"\\\\/\""},
	    {"control", "\n\x1f\x7f", "\"\\u000a\\u001f\\u007f\""},
	    {"2, 3 and 4 bytes", "\xc2\x80\xe2\x82\xac\xf4\x8f\xbf\xbf",
		"\"\xc2\x80\xe2\x82\xac\xf4\x8f\xbf\xbf\""},
	    {"overlong", "\xc1\xbf", "\"\\ufffd\\ufffd\""},
	    {"overlong, 3 bytes", "\xe0\x9f\xbf", "\"\\ufffd\\ufffd\\ufffd\""},
	    {"overlong, 4 bytes", "\xf0\x8f\xbf\xbf",
		"\"\\ufffd\\ufffd\\ufffd\\ufffd\""},
	    {"surrogate", "\xed\xa0\x80", "\"\\ufffd\\ufffd\\ufffd\""},
	    {"the last before them", "\xed\x9f\xbf", "\"\xed\x9f\xbf\""},
	    {"beyond Unicode", "\xf4\x90\x80\x80",
		"\"\\ufffd\\ufffd\\ufffd\\ufffd\""},
	    {"no such byte", "\xf5\xff", "\"\\ufffd\\ufffd\""},
	    {"cut at the end", "a\xe2\x82", "\"a\\ufffd\\ufffd\""},
	    {"cut in the middle", "\xe2\x82\"", "\"\\ufffd\\ufffd\\\"\""},
	    {"continued from nowhere",
		"\x80"
		"a",
		"\"\\ufffda\""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		char *json = NULL;
		size_t n = 0;
		FILE *to = open_memstream(&json, &n);

		json_string(to, span_of(t[i].text));
		fclose(to);
		check_row(t[i].reason, strcmp(json, t[i].json) == 0);
		free(json);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_base32),
	    cmocka_unit_test(test_base32_digits),
	    cmocka_unit_test(test_base32_faults),
	    cmocka_unit_test(test_otpauth),
	    cmocka_unit_test(test_printable),
	    cmocka_unit_test(test_json),
	};

	return cmocka_run_group_tests_name("cli_text", tests, NULL, NULL);
}
