/* Reading borrowed text; pure. */

#include <string.h>

#include "common/text.h"

struct span
span_of(const char *s)
{
	return (struct span){s, s == NULL ? 0 : strlen(s)};
}

bool
span_is(struct span s, const char *word)
{
	return span_equal(s, span_of(word));
}

bool
span_equal(struct span a, struct span b)
{
	return a.p != NULL && b.p != NULL && a.n == b.n &&
	    memcmp(a.p, b.p, a.n) == 0;
}

bool
span_starts(struct span s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.p != NULL && s.n >= n && memcmp(s.p, prefix, n) == 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct span
span_trim(struct span s)
{
	while (s.n > 0 && is_blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct span
span_cut(struct span *rest, char c)
{
	struct span head = *rest;
	const char *at = rest->n == 0 ? NULL : memchr(rest->p, c, rest->n);

	if (at == NULL) {
		*rest = (struct span){NULL, 0};
		return head;
	}
	head.n = (size_t)(at - head.p);
	*rest = (struct span){at + 1, rest->n - head.n - 1};
	return head;
}

struct span
span_item(struct span *rest)
{
	return span_trim(span_cut(rest, ','));
}

bool
span_copy(char *dst, size_t cap, struct span s)
{
	if (s.n >= cap)
		return false;
	if (s.n > 0)
		memcpy(dst, s.p, s.n);
	dst[s.n] = '\0';
	return true;
}

static bool
in_set(unsigned char c, const char *set)
{
	const unsigned char *u = (const unsigned char *)set;

	while (*u != '\0') {
		if (u[1] == '-' && u[2] != '\0') {
			if (c >= u[0] && c <= u[2])
				return true;
			u += 3;
		} else if (c == *u++)
			return true;
	}
	return false;
}

bool
text_in_set(struct span s, const char *set)
{
	for (size_t i = 0; i < s.n; i++)
		if (!in_set((unsigned char)s.p[i], set))
			return false;
	return true;
}

void
text_printable(char *dst, size_t cap, struct span s)
{
	size_t n = s.n < cap - 1 ? s.n : cap - 1;

	for (size_t i = 0; i < n; i++)
		dst[i] = s.p[i] < ' ' || s.p[i] > '~' ? '?' : s.p[i];
	dst[n] = '\0';
}

bool
text_decimal(struct span s, uint64_t *out)
{
	uint64_t v = 0;

	if (s.n == 0 || !text_in_set(s, "0-9"))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		uint64_t digit = (uint64_t)(s.p[i] - '0');

		if (v > (UINT64_MAX - digit) / 10)
			return false;
		v = v * 10 + digit;
	}
	*out = v;
	return true;
}

void
text_hex(char *dst, const uint8_t *src, size_t n)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		dst[2 * i] = digits[src[i] >> 4];
		dst[2 * i + 1] = digits[src[i] & 15];
	}
	dst[2 * n] = '\0';
}
