/* Reading expiration times; pure. */

#include <stdlib.h>
#include <time.h>

#include "common/limits.h"
#include "helper/expiry.h"

/* The longest session, and the clock skew that AWS itself bears. */
#define AHEAD_MAX (DURATION_SESSION_MAX + 15 * 60)

static bool
rd_number(struct span *s, size_t digits, int min, int max, int *out)
{
	uint64_t v;

	if (s->n < digits || !text_decimal((struct span){s->p, digits}, &v) ||
	    v > (uint64_t)max || (int)v < min)
		return false;
	*out = (int)v;
	s->p += digits;
	s->n -= digits;
	return true;
}

static bool
rd_byte(struct span *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	s->p++;
	s->n--;
	return true;
}

/* [.digits], then Z, +hh:mm or +hhmm; *ahead is the offset in seconds. */
static bool
rd_zone(struct span *s, int *ahead)
{
	int hours, minutes, sign;

	*ahead = 0;
	if (rd_byte(s, '.')) {
		size_t n = 0;

		while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
			n++;
		if (n == 0)
			return false;
		s->p += n;
		s->n -= n;
	}
	if (rd_byte(s, 'Z'))
		return true;
	sign = rd_byte(s, '+') ? 1 : rd_byte(s, '-') ? -1 : 0;
	if (sign == 0 || !rd_number(s, 2, 0, 14, &hours))
		return false;
	(void)rd_byte(s, ':');
	if (!rd_number(s, 2, 0, 59, &minutes))
		return false;
	*ahead = sign * (hours * 60 + minutes) * 60;
	return true;
}

static bool
from_iso(struct span s, int64_t *out)
{
	struct tm tm = {0};
	int second, ahead, day;

	if (!rd_number(&s, 4, 1970, 9998, &tm.tm_year) || !rd_byte(&s, '-') ||
	    !rd_number(&s, 2, 1, 12, &tm.tm_mon) || !rd_byte(&s, '-') ||
	    !rd_number(&s, 2, 1, 31, &tm.tm_mday) || !rd_byte(&s, 'T') ||
	    !rd_number(&s, 2, 0, 23, &tm.tm_hour) || !rd_byte(&s, ':') ||
	    !rd_number(&s, 2, 0, 59, &tm.tm_min) || !rd_byte(&s, ':') ||
	    !rd_number(&s, 2, 0, 60, &second) || !rd_zone(&s, &ahead) ||
	    s.n != 0)
		return false;
	tm.tm_year -= 1900;
	tm.tm_mon--;
	day = tm.tm_mday;
	/* A leap second is the first one of the next minute. */
	*out = timegm(&tm) + second - ahead;
	return tm.tm_mday == day; /* no 30th of February */
}

/* An integer, a decimal fraction or Java's 1.714449238E9. */
static bool
from_epoch(struct span s, int64_t *out)
{
	char text[32], *end;
	double v;

	if (s.n == 0 || s.p[0] < '0' || s.p[0] > '9' ||
	    !text_in_set(s, "0-9.eE+-") || !span_copy(text, sizeof(text), s))
		return false;
	v = strtod(text, &end);
	if (*end != '\0' || !(v >= 0 && v < 1e15))
		return false;
	*out = (int64_t)v;
	return true;
}

static bool
read_time(struct span value, int64_t *at)
{
	return from_iso(value, at) || from_epoch(value, at);
}

const char *
expiry_normalise(
    char out[static EXPIRY_LENGTH + 1], struct span value, int64_t now)
{
	int64_t at;
	time_t t;
	struct tm tm;

	if (!read_time(value, &at))
		return "is no time";
	if (at <= now)
		return "is in the past";
	if (at > now + AHEAD_MAX)
		return "is further ahead than any session lasts";
	t = (time_t)at;
	if (gmtime_r(&t, &tm) == NULL ||
	    strftime(out, EXPIRY_LENGTH + 1, "%Y-%m-%dT%H:%M:%SZ", &tm) !=
		EXPIRY_LENGTH)
		return "is no time";
	return NULL;
}

bool
expiry_passed(struct span value, int64_t now)
{
	int64_t at;

	return !read_time(value, &at) || at <= now;
}
