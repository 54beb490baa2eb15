/* Templates without a login; pure. */

#include <string.h>

#include "cli/template.h"

static struct span
add(char *room, struct span so_far, const char *text, size_t n)
{
	if (n > TEMPLATE_SIZE - so_far.n)
		return so_far;
	memcpy(room + so_far.n, text, n);
	return (struct span){room, so_far.n + n};
}

bool
template_varies(struct span s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if (s.p[i] == '%' && s.p[++i] != '%')
			return true;
	return false;
}

struct span
template_write(char room[static TEMPLATE_SIZE], struct span s, const char *any,
    const char *percent, bool escape)
{
	struct span out = {room, 0};

	for (size_t i = 0; i < s.n; i++) {
		const char *instead = NULL;

		if (s.p[i] == '%' && i + 1 < s.n)
			instead = s.p[++i] == '%' ? percent : any;
		else if (escape && memchr("*?$", s.p[i], 3) != NULL)
			instead = s.p[i] == '*' ? "${*}" :
			    s.p[i] == '?'	? "${?}" :
						  "${$}";
		out = instead != NULL ?
		    add(room, out, instead, strlen(instead)) :
		    add(room, out, s.p + i, 1);
	}
	return out;
}
