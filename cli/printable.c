/* Escaping; pure. */

#include "cli/printable.h"

void
printable(char dst[static PRINTABLE_SIZE], struct span s)
{
	size_t shown = s.n > PRINTABLE_MAX ? PRINTABLE_MAX : s.n;

	for (size_t i = 0; i < shown; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= ' ' && c <= '~')
			*dst++ = (char)c;
		else
			dst += snprintf(dst, 5, "\\x%02x", c);
	}
	snprintf(dst, 4, "%s", shown < s.n ? "..." : "");
}

void
printable_print(FILE *to, struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		fprintf(to, c >= ' ' && c <= '~' ? "%c" : "\\x%02x", c);
	}
}
