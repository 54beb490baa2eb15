/*
 * The emulator's idea of the time: the host's clock plus an offset, and the
 * pace at which credentials age. A test may change both at any moment.
 */
#ifndef WALLCLOCK_H
#define WALLCLOCK_H

#include <stdatomic.h>
#include <stddef.h>
#include <time.h>

enum {
	WALLCLOCK_BASIC = sizeof("20260115T120000Z"),
	WALLCLOCK_ISO = sizeof("2026-01-15T12:00:00Z") + 8,
	WALLCLOCK_HTTP = sizeof("Thu, 15 Jan 2026 12:00:00 GMT") + 8,
};

struct wallclock {
	atomic_long offset;
	atomic_long pace; /* at least 1 */
};

time_t wallclock_now(const struct wallclock *);

/*
 * When credentials issued now for so many seconds end: each second of the
 * host counts as many as the pace. Codes and signatures know no pace.
 */
time_t wallclock_end(const struct wallclock *, long duration);

/* The three spellings of one moment in UTC; each buffer is filled whole. */
void wallclock_basic(time_t, char[static WALLCLOCK_BASIC]);
void wallclock_iso(time_t, char[static WALLCLOCK_ISO]);
void wallclock_http(time_t, char[static WALLCLOCK_HTTP]);

/* 0 and *out set for exactly YYYYMMDDTHHMMSSZ, else -1. */
int wallclock_parse_basic(const char *, time_t *out);

#endif
