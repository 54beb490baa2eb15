/* Writing JSON values. */

#include "cli/json.h"

/* Is s[at] one that continues a character? */
static bool
continues(struct span s, size_t at)
{
	return at < s.n && ((unsigned char)s.p[at] & 0xc0) == 0x80;
}

/* Bytes of the well-formed character that s begins with, or 0 (Unicode,
 * table 3-7: no overlong forms, no surrogates, nothing over U+10FFFF). */
static size_t
utf8_length(struct span s)
{
	unsigned char a = (unsigned char)s.p[0];
	unsigned char b = s.n > 1 ? (unsigned char)s.p[1] : 0;
	size_t n = a < 0x80 ? 1 :
	    a < 0xc2	    ? 0 :
	    a < 0xe0	    ? 2 :
	    a < 0xf0	    ? 3 :
	    a < 0xf5	    ? 4 :
			      0;

	for (size_t i = 1; i < n; i++)
		if (!continues(s, i))
			return 0;
	if ((a == 0xe0 && b < 0xa0) || (a == 0xed && b > 0x9f) ||
	    (a == 0xf0 && b < 0x90) || (a == 0xf4 && b > 0x8f))
		return 0;
	return n;
}

static void
put_character(FILE *to, struct span s)
{
	unsigned char c = (unsigned char)s.p[0];

	if (s.n > 1)
		(void)fwrite(s.p, 1, s.n, to);
	else if (c == '"' || c == '\\')
		fprintf(to, "\\%c", c);
	else if (c < ' ' || c == 0x7f)
		fprintf(to, "\\u%04x", c);
	else
		putc(c, to);
}

void
json_string(FILE *to, struct span s)
{
	putc('"', to);
	while (s.n > 0) {
		size_t n = utf8_length(s);

		if (n == 0)
			fputs("\\ufffd", to);
		else
			put_character(to, (struct span){s.p, n});
		n = n == 0 ? 1 : n;
		s = (struct span){s.p + n, s.n - n};
	}
	putc('"', to);
}

void
json_text(FILE *to, struct span s)
{
	if (s.p == NULL)
		fputs("null", to);
	else
		json_string(to, s);
}

void
json_number(FILE *to, unsigned long n)
{
	if (n == 0)
		fputs("null", to);
	else
		fprintf(to, "%lu", n);
}

void
json_truth(FILE *to, bool yes)
{
	fputs(yes ? "true" : "false", to);
}

void
json_name(FILE *to, const char *before, const char *name)
{
	fputs(before, to);
	json_string(to, span_of(name));
	fputs(": ", to);
}

void
json_list(FILE *to, struct span list)
{
	const char *before = "";

	putc('[', to);
	while (list.p != NULL) {
		fputs(before, to);
		json_string(to, span_item(&list));
		before = ", ";
	}
	putc(']', to);
}
