/* Replay and throttle; pure. */

#include <errno.h>
#include <string.h>

#include "helper/ledger.h"

#define FORMAT 1 /* first byte; 0 is a fresh file */

static uint8_t *
put(uint8_t *p, uint64_t v, size_t bytes)
{
	while (bytes-- > 0)
		*p++ = (uint8_t)(v >> (8 * bytes));
	return p;
}

static uint64_t
take(const uint8_t **p, size_t bytes)
{
	uint64_t v = 0;

	while (bytes-- > 0)
		v = v << 8 | *(*p)++;
	return v;
}

int
ledger_decode(struct ledger *l, const uint8_t bytes[static LEDGER_SIZE])
{
	const uint8_t *p = bytes;
	uint64_t format = take(&p, 1);
	struct ledger got = {0};

	if (format > FORMAT)
		return -EBADMSG;
	got.last_step = take(&p, 8);
	got.last_failure = take(&p, 8);
	got.failures = (uint32_t)take(&p, 4);
	memcpy(got.salt, p, SALT_SIZE);
	p += SALT_SIZE;
	for (size_t i = 0; i < TAKEN_BUDGET; i++) {
		got.taken[i].when = take(&p, 8);
		got.taken[i].mark = (uint32_t)take(&p, 4);
	}
	while (p < bytes + LEDGER_SIZE)
		if (*p++ != 0)
			return -EBADMSG;
	*l = got;
	return 0;
}

void
ledger_encode(const struct ledger *l, uint8_t bytes[static LEDGER_SIZE])
{
	uint8_t *p = bytes;

	memset(bytes, 0, LEDGER_SIZE);
	p = put(p, FORMAT, 1);
	p = put(p, l->last_step, 8);
	p = put(p, l->last_failure, 8);
	p = put(p, l->failures, 4);
	memcpy(p, l->salt, SALT_SIZE);
	p += SALT_SIZE;
	for (size_t i = 0; i < TAKEN_BUDGET; i++) {
		p = put(p, l->taken[i].when, 8);
		p = put(p, l->taken[i].mark, 4);
	}
}

/* A clock that was set back makes stamps of the future. */
static uint64_t
distance(uint64_t when, uint64_t now)
{
	return when > now ? when - now : now - when;
}

static bool
recent(uint64_t when, uint64_t now, uint64_t seconds)
{
	return when != 0 && distance(when, now) < seconds;
}

bool
ledger_throttled(struct ledger *l, uint64_t now)
{
	if (l->failures < FAILURES_FREE)
		return false;
	if (l->last_failure > now)
		l->last_failure = now;
	return recent(l->last_failure, now, THROTTLE_SECONDS);
}

void
ledger_failed(struct ledger *l, uint64_t now)
{
	l->last_failure = now;
	if (l->failures < UINT32_MAX)
		l->failures++;
}

bool
ledger_used(const struct ledger *l, uint64_t step)
{
	return step <= l->last_step;
}

void
ledger_accept(struct ledger *l, uint64_t step)
{
	l->last_step = step;
	l->failures = 0;
}

static size_t
taken_within(const struct ledger *l, uint64_t now, uint64_t seconds)
{
	size_t count = 0;

	for (size_t i = 0; i < TAKEN_BUDGET; i++)
		count += recent(l->taken[i].when, now, seconds);
	return count;
}

bool
ledger_spent(const struct ledger *l, uint64_t now)
{
	return taken_within(l, now, THROTTLE_SECONDS) >= FAILURES_FREE ||
	    taken_within(l, now, TAKEN_SECONDS) >= TAKEN_BUDGET;
}

bool
ledger_taken(const struct ledger *l, uint32_t mark, uint64_t now)
{
	for (size_t i = 0; i < TAKEN_BUDGET; i++)
		if (l->taken[i].mark == mark &&
		    recent(l->taken[i].when, now, TAKEN_SECONDS))
			return true;
	return false;
}

void
ledger_take(struct ledger *l, uint32_t mark, uint64_t now)
{
	size_t farthest = 0;

	/* The stamp of a place never used is 0, farther than any other. */
	for (size_t i = 1; i < TAKEN_BUDGET; i++)
		if (distance(l->taken[i].when, now) >
		    distance(l->taken[farthest].when, now))
			farthest = i;
	l->taken[farthest].when = now;
	l->taken[farthest].mark = mark;
}
