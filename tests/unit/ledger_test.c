/* Replay and throttle, on a clock of the test's own. */

#include <errno.h>
#include <string.h>

#include "helper/ledger.h"
#include "tests/unit/unit.h"

#define NOON 1700000000u

static void
a_fresh_file_is_zero(void **state)
{
	uint8_t bytes[LEDGER_SIZE] = {0};
	struct ledger l;

	(void)state;
	assert_int_equal(ledger_decode(&l, bytes), 0);
	assert_false(ledger_used(&l, 1));
	assert_false(ledger_throttled(&l, NOON));
	assert_false(ledger_spent(&l, NOON));
}

static void
it_comes_back_as_written(void **state)
{
	struct ledger l = {.last_step = 0x1122334455667788,
	    .last_failure = NOON,
	    .failures = 3};
	struct ledger back;
	uint8_t bytes[LEDGER_SIZE];

	(void)state;
	memset(l.salt, 0xa5, sizeof(l.salt));
	for (uint32_t i = 0; i < TAKEN_BUDGET; i++)
		ledger_take(&l, 1000 + i, NOON + i);
	ledger_encode(&l, bytes);
	assert_int_equal(ledger_decode(&back, bytes), 0);
	assert_true(back.last_step == l.last_step);
	assert_true(back.last_failure == l.last_failure);
	assert_int_equal(back.failures, l.failures);
	assert_memory_equal(back.salt, l.salt, sizeof(l.salt));
	for (uint32_t i = 0; i < TAKEN_BUDGET; i++)
		assert_true(ledger_taken(&back, 1000 + i, NOON + 10));
}

static void
a_damaged_file_is_refused(void **state)
{
	uint8_t bytes[LEDGER_SIZE] = {0};
	struct ledger l;

	(void)state;
	bytes[0] = 2;
	assert_int_equal(ledger_decode(&l, bytes), -EBADMSG);
	bytes[0] = 1;
	bytes[LEDGER_SIZE - 1] = 1;
	assert_int_equal(ledger_decode(&l, bytes), -EBADMSG);
}

static void
a_step_is_accepted_once(void **state)
{
	struct ledger l = {0};

	(void)state;
	ledger_accept(&l, 100);
	assert_true(ledger_used(&l, 100));
	assert_true(ledger_used(&l, 99));
	assert_false(ledger_used(&l, 101));
}

static void
failures_throttle_and_never_lock(void **state)
{
	struct ledger l = {0};

	(void)state;
	for (int i = 0; i < FAILURES_FREE; i++) {
		assert_false(ledger_throttled(&l, NOON));
		ledger_failed(&l, NOON);
	}
	assert_true(ledger_throttled(&l, NOON));
	assert_true(ledger_throttled(&l, NOON + THROTTLE_SECONDS - 1));
	assert_false(ledger_throttled(&l, NOON + THROTTLE_SECONDS));
	/* One more try each THROTTLE_SECONDS. */
	ledger_failed(&l, NOON + THROTTLE_SECONDS);
	assert_true(ledger_throttled(&l, NOON + THROTTLE_SECONDS + 1));
	assert_false(ledger_throttled(&l, NOON + 2 * THROTTLE_SECONDS));
	ledger_accept(&l, 7);
	assert_false(ledger_throttled(&l, NOON + 2 * THROTTLE_SECONDS));
}

static void
a_clock_set_back_locks_nobody_out(void **state)
{
	struct ledger l = {0};

	(void)state;
	for (int i = 0; i < FAILURES_FREE; i++)
		ledger_failed(&l, NOON + 86400);
	assert_true(ledger_throttled(&l, NOON));
	assert_true(l.last_failure == NOON);
	assert_false(ledger_throttled(&l, NOON + THROTTLE_SECONDS));

	/* Stamps of the future make room first, so that what is taken now is
	 * remembered and counted. */
	memset(&l, 0, sizeof(l));
	for (uint32_t i = 0; i < TAKEN_BUDGET; i++)
		ledger_take(&l, i + 1, NOON + 86400);
	for (uint32_t i = 0; i < FAILURES_FREE; i++) {
		assert_false(ledger_spent(&l, NOON + i));
		ledger_take(&l, 100 + i, NOON + i);
		assert_true(ledger_taken(&l, 100, NOON + i));
	}
	assert_true(ledger_spent(&l, NOON + FAILURES_FREE));
}

static void
a_code_is_sent_once(void **state)
{
	struct ledger l = {0};

	(void)state;
	ledger_take(&l, 42, NOON);
	assert_true(ledger_taken(&l, 42, NOON));
	assert_true(ledger_taken(&l, 42, NOON + TAKEN_SECONDS - 1));
	assert_false(ledger_taken(&l, 42, NOON + TAKEN_SECONDS));
	assert_false(ledger_taken(&l, 43, NOON));
	assert_true(ledger_taken(&l, 42, NOON - 10));
}

/* However they are spread, never more than TAKEN_BUDGET in any
 * TAKEN_SECONDS, nor FAILURES_FREE in THROTTLE_SECONDS. */
static void
sts_budget_holds(void **state)
{
	struct ledger l = {0};
	uint64_t sent[2000];
	size_t n = 0;

	(void)state;
	for (uint64_t t = NOON; t < NOON + 2000; t++)
		if (!ledger_spent(&l, t)) {
			ledger_take(&l, (uint32_t)t, t);
			sent[n++] = t;
		}
	assert_true(n > 80);
	for (size_t i = TAKEN_BUDGET; i < n; i++)
		assert_true(sent[i] - sent[i - TAKEN_BUDGET] >= TAKEN_SECONDS);
	for (size_t i = FAILURES_FREE; i < n; i++)
		assert_true(
		    sent[i] - sent[i - FAILURES_FREE] >= THROTTLE_SECONDS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_fresh_file_is_zero),
	    cmocka_unit_test(it_comes_back_as_written),
	    cmocka_unit_test(a_damaged_file_is_refused),
	    cmocka_unit_test(a_step_is_accepted_once),
	    cmocka_unit_test(failures_throttle_and_never_lock),
	    cmocka_unit_test(a_clock_set_back_locks_nobody_out),
	    cmocka_unit_test(a_code_is_sent_once),
	    cmocka_unit_test(sts_budget_holds),
	};

	return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
