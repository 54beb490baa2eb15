/* Comparing with patterns; pure. */

#include "common/glob.h"

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
same(char a, char b, bool any_case)
{
	return any_case ? lower(a) == lower(b) : a == b;
}

/*
 * When the text stops fitting, only the last '*' can take one byte more: what
 * an earlier one could take, the last one can as well.
 */
static bool
fits(struct span pattern, struct span text, bool any_case)
{
	size_t p = 0, t = 0, star = pattern.n, taken = 0;

	while (t < text.n) {
		if (p < pattern.n && pattern.p[p] == '*') {
			star = p++;
			taken = t;
		} else if (p < pattern.n &&
		    (pattern.p[p] == '?' ||
			same(pattern.p[p], text.p[t], any_case))) {
			p++;
			t++;
		} else if (star < pattern.n) {
			p = star + 1;
			t = ++taken;
		} else
			return false;
	}
	while (p < pattern.n && pattern.p[p] == '*')
		p++;
	return p == pattern.n;
}

bool
glob_fits(struct span pattern, struct span text)
{
	return fits(pattern, text, false);
}

bool
glob_fits_any_case(struct span pattern, struct span text)
{
	return fits(pattern, text, true);
}
