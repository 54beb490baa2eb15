/*
 * Percent-encoding for the STS emulator. Pure text work; keeps no state.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/printbuf.h>

#include "urlcode.h"

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

/* The escaped byte at s[0..n), or 0 when there is none that may stand. */
static char
escape_value(const char *s, size_t n)
{
	int high, low;

	if (n < 3 || (high = hex_value(s[1])) < 0 ||
	    (low = hex_value(s[2])) < 0)
		return 0;
	return (char)(high * 16 + low);
}

char *
urlcode_decode(const char *s, size_t n)
{
	char *out = calloc(n + 1, 1);
	size_t i, used = 0;

	for (i = 0; out != NULL && i < n; i++) {
		char c = s[i] == '+' ? ' ' : s[i];

		if (c == '%') {
			c = escape_value(s + i, n - i);
			i += 2;
		}
		if (c == 0) {
			free(out);
			return NULL;
		}
		out[used++] = c;
	}
	return out;
}

static bool
is_unreserved(unsigned char c)
{
	return (c < 0x80 && isalnum(c)) ||
	    (c != 0 && strchr("-._~", c) != NULL);
}

void
urlcode_encode(struct printbuf *out, const char *s)
{
	for (; *s != '\0'; s++) {
		if (is_unreserved((unsigned char)*s))
			printbuf_memappend(out, s, 1);
		else
			sprintbuf(out, "%%%02X", (unsigned char)*s);
	}
}
