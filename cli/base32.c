/* Base32; pure. */

#include <string.h>

#include "cli/base32.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void
base32_encode(char *dst, const uint8_t *src, size_t n)
{
	unsigned bits = 0, held = 0;

	for (size_t i = 0; i < n; i++) {
		bits = bits << 8 | src[i];
		for (held += 8; held >= 5; held -= 5)
			*dst++ = alphabet[bits >> (held - 5) & 31];
	}
	if (held > 0)
		*dst++ = alphabet[bits << (5 - held) & 31];
	*dst = '\0';
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int
digit(char c)
{
	if (c >= 'a' && c <= 'z')
		return c - 'a';
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

/* Cut line ends, and the padding that fills groups of eight. */
static struct span
without_tail(struct span s)
{
	while (s.n > 0 && (is_space(s.p[s.n - 1]) || s.p[s.n - 1] == '='))
		s.n--;
	return s;
}

int
base32_decode(uint8_t *dst, size_t cap, struct span s)
{
	unsigned bits = 0, held = 0;
	size_t digits = 0, n = 0;

	s = without_tail(s);
	for (size_t i = 0; i < s.n; i++) {
		int d = digit(s.p[i]);

		if (is_space(s.p[i]))
			continue;
		if (d < 0)
			return -1;
		digits++;
		bits = bits << 5 | (unsigned)d;
		held += 5;
		if (held < 8)
			continue;
		if (n == cap)
			return -1;
		held -= 8;
		dst[n++] = (uint8_t)(bits >> held);
	}
	/* Of eight digits 1, 3 or 6 end in the middle of a byte. */
	return digits % 8 == 1 || digits % 8 == 3 || digits % 8 == 6 ? -1 :
								       (int)n;
}
