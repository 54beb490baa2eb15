/* Reading the time at which credentials end. */

#include <time.h>

#include "cli/expiry.h"
#include "common/field.h"

long
expiry_left(struct span expires)
{
	char text[sizeof("2026-11-21T18:00:00Z")];
	struct tm tm = {0};
	const char *end;
	time_t then, now = time(NULL);

	if (!field_valid(TAG_EXPIRATION, expires) ||
	    !span_copy(text, sizeof(text), expires) ||
	    (end = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm)) == NULL ||
	    *end != '\0')
		return -1;
	then = timegm(&tm);
	return then > now ? (long)(then - now) : 0;
}
