/* Decoding application/x-www-form-urlencoded; pure. */

#include "cli/parameter.h"

static int
digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	    c >= 'A' && c <= 'F'    ? c - 'A' + 10 :
	    c >= 'a' && c <= 'f'    ? c - 'a' + 10 :
				      -1;
}

/* The byte that %XX at the start stands for, or -1. */
static int
escaped(struct span s)
{
	if (s.n < 3 || s.p[0] != '%' || digit(s.p[1]) < 0 || digit(s.p[2]) < 0)
		return -1;
	return digit(s.p[1]) << 4 | digit(s.p[2]);
}

bool
parameter_next(struct parameter *p, struct span *rest)
{
	struct span value;
	size_t n = 0;
	int c;

	if (rest->p == NULL)
		return false;
	value = span_cut(rest, '&');
	p->name = span_cut(&value, '=');
	if (value.n > sizeof(p->room))
		return false;
	while (value.n > 0) {
		size_t taken = (c = escaped(value)) < 0 ? 1 : 3;

		p->room[n++] = c < 0 ? value.p[0] : (char)c;
		value = (struct span){value.p + taken, value.n - taken};
	}
	p->value = (struct span){p->room, n};
	return true;
}
