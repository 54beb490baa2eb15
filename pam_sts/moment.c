/* Reading times; runs as root. */

#include "pam_sts/moment.h"

/* The digits before the separator. */
static bool
take(struct span *rest, char separator, size_t digits, int *out)
{
	struct span s = span_cut(rest, separator);
	uint64_t v;

	if (s.n != digits || !text_decimal(s, &v))
		return false;
	*out = (int)v;
	return true;
}

bool
moment_read(time_t *t, struct span s)
{
	struct tm tm = {0};

	if (!take(&s, '-', 4, &tm.tm_year) || !take(&s, '-', 2, &tm.tm_mon) ||
	    !take(&s, 'T', 2, &tm.tm_mday) || !take(&s, ':', 2, &tm.tm_hour) ||
	    !take(&s, ':', 2, &tm.tm_min) || !take(&s, 'Z', 2, &tm.tm_sec) ||
	    s.n != 0)
		return false;
	tm.tm_year -= 1900;
	tm.tm_mon--;
	*t = timegm(&tm);
	return true;
}
