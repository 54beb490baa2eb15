/*
 * TOTP as STS checks it: two steps of tolerance either way, each code once
 * per device, and a budget of verifications in each aligned window, after
 * which even a right code is refused unexamined (and so remains unused).
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <liboath/oath.h>

#include "mfa.h"
#include "world.h"
#include "world_find.h"

enum {
	STEP_SECONDS = 30,
	STEP_TOLERANCE = 2,
	CODE_DIGITS = 6,
	WINDOW_SECONDS = 180,
	WINDOW_BUDGET = 9,
	USED_MAX = 16, /* more than tolerance lets matter */
};

struct record {
	struct record *next;
	const struct world_device *device;
	time_t window;
	int tries;
	time_t used[USED_MAX]; /* steps, oldest overwritten first */
	size_t used_next;
};

struct mfa_ledger {
	pthread_mutex_t lock;
	struct record *first;
};

struct mfa_ledger *
mfa_ledger_new(void)
{
	struct mfa_ledger *ledger = calloc(1, sizeof(*ledger));

	if (ledger != NULL)
		pthread_mutex_init(&ledger->lock, NULL);
	return ledger;
}

void
mfa_ledger_free(struct mfa_ledger *ledger)
{
	struct record *r;

	while ((r = ledger->first) != NULL) {
		ledger->first = r->next;
		free(r);
	}
	pthread_mutex_destroy(&ledger->lock);
	free(ledger);
}

static struct record *
record_of(struct mfa_ledger *ledger, const struct world_device *device)
{
	struct record *r;

	for (r = ledger->first; r != NULL; r = r->next)
		if (r->device == device)
			return r;
	r = calloc(1, sizeof(*r));
	if (r != NULL) {
		r->device = device;
		r->next = ledger->first;
		ledger->first = r;
	}
	return r;
}

/* Counts this attempt; false when the window's budget is spent. */
static bool
budget_take(struct record *r, time_t now)
{
	time_t window = now / WINDOW_SECONDS;

	if (r->window != window) {
		r->window = window;
		r->tries = 0;
	}
	if (r->tries == WINDOW_BUDGET)
		return false;
	r->tries++;
	return true;
}

static bool
step_is_used(const struct record *r, time_t step)
{
	size_t i;

	for (i = 0; i < USED_MAX; i++)
		if (r->used[i] == step)
			return true;
	return false;
}

static bool
code_is_of_step(const struct record *r, const char *code, time_t step)
{
	uint8_t copy[WORLD_SEED_MAX];
	char want[CODE_DIGITS + 1];

	memcpy(copy, r->device->seed, r->device->seed_len);
	return oath_totp_generate((char *)copy, r->device->seed_len,
		   step * STEP_SECONDS, STEP_SECONDS, 0, CODE_DIGITS,
		   want) == OATH_OK &&
	    strcmp(want, code) == 0;
}

static enum mfa_verdict
record_verify(struct record *r, const char *code, time_t now)
{
	time_t here = now / STEP_SECONDS, step;

	if (!budget_take(r, now))
		return MFA_UNABLE;
	for (step = here - STEP_TOLERANCE; step <= here + STEP_TOLERANCE;
	     step++) {
		if (!step_is_used(r, step) && code_is_of_step(r, code, step)) {
			r->used[r->used_next++ % USED_MAX] = step;
			return MFA_RIGHT;
		}
	}
	return MFA_WRONG;
}

enum mfa_verdict
mfa_verify(struct mfa_ledger *ledger, const struct world_user *user,
    const char *serial, const char *code, time_t now)
{
	const struct world_device *device =
	    user == NULL ? NULL : world_find_device(user, serial);
	enum mfa_verdict verdict = MFA_UNABLE;
	struct record *r;

	if (device == NULL)
		return MFA_UNABLE;
	pthread_mutex_lock(&ledger->lock);
	r = record_of(ledger, device);
	if (r != NULL)
		verdict = record_verify(r, code, now);
	pthread_mutex_unlock(&ledger->lock);
	return verdict;
}
