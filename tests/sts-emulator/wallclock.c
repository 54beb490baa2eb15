/*
 * Time for the STS emulator: one clock, its pace, the spellings STS uses.
 * Runs in every connection thread; must never touch the host's clock.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "wallclock.h"

time_t
wallclock_now(const struct wallclock *clock)
{
	return time(NULL) + (time_t)atomic_load(&clock->offset);
}

time_t
wallclock_end(const struct wallclock *clock, long duration)
{
	return wallclock_now(clock) + duration / atomic_load(&clock->pace);
}

/* A moment whose year does not fit the buffer is spelled as the epoch. */
static struct tm
civil_time(time_t when)
{
	struct tm tm;

	if (gmtime_r(&when, &tm) == NULL || tm.tm_year > 9999 - 1900 ||
	    tm.tm_year < -1900) {
		when = 0;
		gmtime_r(&when, &tm);
	}
	return tm;
}

void
wallclock_basic(time_t when, char out[static WALLCLOCK_BASIC])
{
	struct tm tm = civil_time(when);

	(void)strftime(out, WALLCLOCK_BASIC, "%Y%m%dT%H%M%SZ", &tm);
}

void
wallclock_iso(time_t when, char out[static WALLCLOCK_ISO])
{
	struct tm tm = civil_time(when);

	(void)strftime(out, WALLCLOCK_ISO, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

void
wallclock_http(time_t when, char out[static WALLCLOCK_HTTP])
{
	struct tm tm = civil_time(when);

	(void)strftime(out, WALLCLOCK_HTTP, "%a, %d %b %Y %H:%M:%S GMT", &tm);
}

int
wallclock_parse_basic(const char *text, time_t *out)
{
	char again[WALLCLOCK_BASIC];
	struct tm tm = {0};
	time_t when;

	if (strlen(text) != WALLCLOCK_BASIC - 1 ||
	    sscanf(text, "%4d%2d%2dT%2d%2d%2dZ", &tm.tm_year, &tm.tm_mon,
		&tm.tm_mday, &tm.tm_hour, &tm.tm_min, &tm.tm_sec) != 6)
		return -1;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	when = timegm(&tm);
	/* Signs, blanks and the 31st of February do not survive this. */
	wallclock_basic(when, again);
	if (strcmp(again, text) != 0)
		return -1;
	*out = when;
	return 0;
}
