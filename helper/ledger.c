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
	for (size_t i = 0; i < SENT_BUDGET; i++) {
		got.sent[i].when = take(&p, 8);
		got.sent[i].mark = (uint32_t)take(&p, 4);
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
	for (size_t i = 0; i < SENT_BUDGET; i++) {
		p = put(p, l->sent[i].when, 8);
		p = put(p, l->sent[i].mark, 4);
	}
}

/* Within so many seconds of now, on either side: a clock that was set back
 * makes stamps of the future, which count only if they are near. */
static bool
recent(uint64_t when, uint64_t now, uint64_t seconds)
{
	uint64_t distance = when > now ? when - now : now - when;

	return when != 0 && distance < seconds;
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
sent_within(const struct ledger *l, uint64_t now, uint64_t seconds)
{
	size_t count = 0;

	for (size_t i = 0; i < SENT_BUDGET; i++)
		count += recent(l->sent[i].when, now, seconds);
	return count;
}

bool
ledger_spent(const struct ledger *l, uint64_t now)
{
	return sent_within(l, now, THROTTLE_SECONDS) >= FAILURES_FREE ||
	    sent_within(l, now, SENT_BUDGET_SECONDS) >= SENT_BUDGET;
}

bool
ledger_sent(const struct ledger *l, uint32_t mark, uint64_t now)
{
	for (size_t i = 0; i < SENT_BUDGET; i++)
		if (l->sent[i].mark == mark &&
		    recent(l->sent[i].when, now, SENT_SECONDS))
			return true;
	return false;
}

void
ledger_send(struct ledger *l, uint32_t mark, uint64_t now)
{
	size_t oldest = 0;

	/* ledger_spent() said no, so one is free: stale, or never used. */
	for (size_t i = 1; i < SENT_BUDGET; i++)
		if (!recent(l->sent[i].when, now, SENT_BUDGET_SECONDS) ||
		    l->sent[i].when < l->sent[oldest].when)
			oldest = i;
	l->sent[oldest].when = now;
	l->sent[oldest].mark = mark;
}
