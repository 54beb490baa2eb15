/* common/glob and common/address against slow ways to the same answer. */

#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/address.h"
#include "common/glob.h"

#define TRIES 200000

static bool
slow_glob(const char *pattern, const char *text)
{
	if (*pattern == '\0')
		return *text == '\0';
	if (*pattern == '*')
		return slow_glob(pattern + 1, text) ||
		    (*text != '\0' && slow_glob(pattern, text + 1));
	return *text != '\0' && (*pattern == '?' || *pattern == *text) &&
	    slow_glob(pattern + 1, text + 1);
}

static void
random_text(char *out, size_t longest, const char *of)
{
	size_t n = (size_t)random() % (longest + 1);

	for (size_t i = 0; i < n; i++)
		out[i] = of[(size_t)random() % strlen(of)];
	out[n] = '\0';
}

static void
test_glob_is_right(void **state)
{
	unsigned fitted = 0;

	(void)state;
	for (int i = 0; i < TRIES; i++) {
		char pattern[9], text[9];
		bool fits;

		random_text(pattern, 8, "ab*?");
		random_text(text, 8, "ab");
		fits = slow_glob(pattern, text);
		fitted += fits;
		if (glob_fits(span_of(pattern), span_of(text)) != fits)
			fail_msg("\"%s\" on \"%s\"", pattern, text);
	}
	assert_true(fitted > TRIES / 20 && fitted < TRIES / 2);
}

/* Trying every way would take longer than the world stands. */
static void
test_glob_is_fast(void **state)
{
	char pattern[513], text[4096];

	(void)state;
	for (size_t i = 0; i < 512; i += 2)
		memcpy(pattern + i, "*a", 2);
	pattern[512] = 'b';
	memset(text, 'a', sizeof(text));
	assert_false(glob_fits((struct span){pattern, sizeof(pattern)},
	    (struct span){text, sizeof(text)}));
}

static void
test_glob_case(void **state)
{
	(void)state;
	assert_false(glob_fits(span_of("A"), span_of("a")));
	assert_true(glob_fits_any_case(span_of("A*Z"), span_of("azZ")));
	assert_true(glob_fits_any_case(span_of("a?z"), span_of("AyZ")));
	assert_false(glob_fits_any_case(span_of("@"), span_of("`")));
	assert_false(glob_fits_any_case(span_of("["), span_of("{")));
	assert_true(glob_fits(span_of("*"), span_of("")));
	assert_false(glob_fits(span_of("?"), span_of("")));
	assert_true(glob_fits(span_of(""), span_of("")));
}

/* The network of the first bits of base, as text; what it holds, bit by bit. */
static void
test_network_is_right(void **state)
{
	static const struct {
		int family;
		unsigned bytes;
	} kinds[] = {{AF_INET, 4}, {AF_INET6, 16}};
	unsigned held = 0;

	(void)state;
	for (int i = 0; i < TRIES; i++) {
		unsigned bytes = kinds[i % 2].bytes;
		unsigned bits = (unsigned)random() % (8 * bytes + 1), same = 0;
		uint8_t base[16] = {0}, host[16];
		char text[64], network[80];
		struct address a;
		struct network n;

		for (unsigned b = 0; b < 8 * bytes; b++)
			if (b < bits && random() % 2 == 0)
				base[b / 8] |= (uint8_t)(0x80 >> b % 8);
		memcpy(host, base, sizeof(host));
		for (int flips = (int)(random() % 4); flips > 0; flips--) {
			unsigned b = (unsigned)random() % (8 * bytes);

			host[b / 8] ^= (uint8_t)(0x80 >> b % 8);
		}
		while (same < 8 * bytes &&
		    ((base[same / 8] ^ host[same / 8]) >> (7 - same % 8) & 1) ==
			0)
			same++;
		inet_ntop(kinds[i % 2].family, base, text, sizeof(text));
		snprintf(network, sizeof(network), "%s/%u", text, bits);
		inet_ntop(kinds[i % 2].family, host, text, sizeof(text));
		if (!network_read(&n, span_of(network)) ||
		    !address_read(&a, span_of(text)) ||
		    network_has(&n, &a) != (same >= bits))
			fail_msg("%s in %s", text, network);
		held += same >= bits;
	}
	assert_true(held > TRIES / 3 && held < TRIES);
}

static void
test_bits_behind_the_mask(void **state)
{
	struct network n;

	(void)state;
	for (unsigned bits = 0; bits <= 32; bits++)
		for (unsigned b = 0; b < 32; b++) {
			uint32_t base = htonl(UINT32_C(1) << (31 - b));
			char text[INET_ADDRSTRLEN], network[32];

			inet_ntop(AF_INET, &base, text, sizeof(text));
			snprintf(network, sizeof(network), "%s/%u", text, bits);
			assert_int_equal(
			    network_read(&n, span_of(network)), b < bits);
		}
}

static void
test_what_is_no_network(void **state)
{
	static const char *const wrong[] = {"", "/8", "10.0.0.0/", "10.0.0/8",
	    "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0",
	    "10.0.0.0.0", "256.0.0.0", "010.0.0.0", "10.0.0.0 /8", "::%eth0",
	    "[::1]", "1::2::3", "10.0.0.0/255.0.0.0", "0x0a.0.0.0",
	    "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000",
	    "2001:db8::1/64"};
	struct network n;

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++)
		if (network_read(&n, span_of(wrong[i])))
			fail_msg("\"%s\"", wrong[i]);
	assert_false(network_read(&n, (struct span){"10.0.0.1\0", 9}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_glob_is_right),
	    cmocka_unit_test(test_glob_is_fast),
	    cmocka_unit_test(test_glob_case),
	    cmocka_unit_test(test_network_is_right),
	    cmocka_unit_test(test_bits_behind_the_mask),
	    cmocka_unit_test(test_what_is_no_network),
	};

	srandom(1);
	return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
