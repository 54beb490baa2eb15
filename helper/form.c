/* Building a form body; pure. */

#include <stdio.h>

#include "helper/form.h"

#define STS_VERSION "2011-06-15"

void
form_start(struct buffer *b, const char *action)
{
	buffer_wipe(b);
	buffer_text(b, "Action=");
	buffer_text(b, action);
	buffer_text(b, "&Version=" STS_VERSION);
}

void
form_add(struct buffer *b, const char *name, struct span value)
{
	buffer_byte(b, '&');
	buffer_text(b, name);
	buffer_byte(b, '=');
	buffer_percent(b, value);
}

void
form_add_member(struct buffer *b, const char *name, unsigned n,
    const char *suffix, struct span value)
{
	char full[64];

	snprintf(full, sizeof(full), "%s.member.%u%s", name, n, suffix);
	form_add(b, full, value);
}
