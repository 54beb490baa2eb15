/* pam_sts/timetable: when a session's credentials are renewed, when its user is
 * told, when they go. */

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "common/bundle.h"
#include "pam_sts/grant.h"
#include "pam_sts/login.h"
#include "pam_sts/timetable.h"
#include "tests/unit/unit.h"

#define HOUR 3600
#define HALF_DAY 43200

/* Ends of the profiles "fixed" and "again", seconds from now; 0: it is not
 * there. */
static void
make(struct timetable *t, long fixed, long again, const char *notice)
{
	static uint8_t room[8192];
	struct bundle b = {room, sizeof(room), 0};
	const long ends[] = {fixed, again};
	char stamp[24];
	struct message h = {.kind = KIND_TICKET,
	    .field = {[TAG_USER] = span_of("alice"),
		[TAG_TARGET] = span_of("alice"),
		[TAG_SERVICE] = span_of("sshd"),
		[TAG_PROFILES] = span_of("fixed,again"),
		[TAG_SESSION] = span_of("0123456789abcdef"),
		[TAG_PROOF] = span_of("totp")}};
	size_t at;

	snprintf(
	    stamp, sizeof(stamp), "%llu", (unsigned long long)login_clock());
	h.field[TAG_STAMP] = span_of(stamp);
	assert_int_equal(bundle_add(&b, &h), 0);
	at = b.n;
	for (size_t i = 0; i < 2; i++) {
		time_t end = time(NULL) + ends[i];
		struct tm tm;
		char text[32];
		const struct message m = {.kind = KIND_CREDENTIALS,
		    .field = {
			[TAG_PROFILE] = span_of(i == 0 ? "fixed" : "again"),
			[TAG_ACCESS_KEY_ID] = span_of("ASIAEXAMPLE000000001"),
			[TAG_SECRET_ACCESS_KEY] = span_of("0123456789abcdef"),
			[TAG_SESSION_TOKEN] = span_of("0123456789abcdef"),
			[TAG_EXPIRATION] = {text, 20},
			[TAG_MORE] = span_of("0")}};

		gmtime_r(&end, &tm);
		strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
		if (ends[i] != 0)
			assert_int_equal(bundle_add(&b, &m), 0);
	}
	h.field[TAG_OBTAINED] = h.field[TAG_STAMP];
	h.field[TAG_RENEWABLE] = span_of("again");
	h.field[TAG_NOTICE] = span_of(notice);
	timetable_read(t, &b, &h, at);
}

/* What is due in each part of a life, and what is next. */
static void
test_due(void **state)
{
	static const struct {
		const char *why;
		long fixed, again, then;
		bool busy;
		enum due due;
	} t[] = {
	    {"fresh", HALF_DAY, HOUR, 0, false, DUE_NOTHING},
	    {"before 70 %", 0, HOUR, 2500, false, DUE_NOTHING},
	    {"after 75 %", 0, HOUR, 2703, false, DUE_RENEWAL},
	    {"a worker is at it", 0, HOUR, 2703, true, DUE_NOTHING},
	    {"only a code helps", HOUR, 0, 2703, false, DUE_NOTHING},
	    {"15 minutes before", HOUR, 0, 2701, false, DUE_NOTICE},
	    {"over", HOUR, 0, HOUR + 1, false, DUE_EXPIRY},
	    {"over, also when busy", HOUR, 0, HOUR + 1, true, DUE_EXPIRY},
	    {"not all is over", HALF_DAY, HOUR, HOUR + 1, false, DUE_RENEWAL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		struct timetable table;

		make(&table, t[i].fixed, t[i].again,
		    strcmp(t[i].why, "15 minutes before") == 0 ? "900" : NULL);
		check_row(t[i].why,
		    timetable_due(&table, time(NULL) + t[i].then, t[i].busy) ==
			t[i].due);
	}
}

static void
test_next_is_when_it_is_due(void **state)
{
	struct timetable t;
	time_t next;

	(void)state;
	make(&t, HALF_DAY, HOUR, "900");
	next = timetable_next(&t, false);
	assert_true(next - t.obtained > HOUR / 10 * 7 - 2);
	assert_true(next - t.obtained <= HOUR / 4 * 3 + 1);
	assert_int_equal(timetable_due(&t, next, false), DUE_RENEWAL);
	assert_int_equal(timetable_due(&t, next - 1, false), DUE_NOTHING);
	assert_int_equal(timetable_next(&t, true), t.last);
	timetable_done(&t, DUE_RENEWAL);
	assert_int_equal(timetable_next(&t, false), t.fixed - 900);
}

/* 57 s, 114 s, 226 s, and no longer than that. */
static void
test_backs_off(void **state)
{
	static const time_t waits[] = {57, 114, 226, 226};
	struct timetable t;
	time_t now = time(NULL);

	(void)state;
	make(&t, 0, HOUR, NULL);
	for (size_t i = 0; i < sizeof(waits) / sizeof(waits[0]); i++) {
		timetable_failed(&t, now, false);
		assert_in_range(t.renew - now, waits[i] - 2, waits[i] + 2);
	}
	timetable_failed(&t, now, true);
	assert_int_equal(t.renew, 0);
}

static void
test_nothing_to_renew_is_not_tried(void **state)
{
	struct timetable t;

	(void)state;
	make(&t, HOUR, 0, NULL);
	timetable_failed(&t, time(NULL), false);
	assert_int_equal(t.renew, 0);
}

/* Told of what needs a code, then of what will not be renewed after all. */
static void
test_told_again_when_it_fails(void **state)
{
	struct timetable t;
	time_t late;

	(void)state;
	make(&t, HOUR, HOUR + 60, "900");
	late = t.fixed - 900;
	timetable_done(&t, DUE_RENEWAL);
	assert_int_equal(timetable_due(&t, late, false), DUE_NOTICE);
	timetable_done(&t, DUE_NOTICE);
	assert_int_equal(timetable_due(&t, late, false), DUE_NOTHING);
	timetable_failed(&t, late, true);
	assert_int_equal(timetable_due(&t, late, false), DUE_NOTICE);
	assert_int_equal(timetable_end(&t), t.fixed);
}

static void
test_the_same_end_is_told_once(void **state)
{
	struct timetable before, t;

	(void)state;
	make(&before, HOUR, HOUR / 2, "7200");
	timetable_done(&before, DUE_NOTICE);
	t = before;
	t.told = false;
	timetable_follow(&t, &before);
	assert_true(t.told);
	t.fixed += 60;
	timetable_follow(&t, &before);
	assert_false(t.told);
}

/* With a clock that is wrong by nearly a life, STS is not called at once. */
static void
test_a_short_life(void **state)
{
	struct timetable t;

	(void)state;
	make(&t, 0, 1, NULL);
	assert_int_equal(t.renew, t.obtained + 5);
}

static void
test_last(void **state)
{
	struct timetable t;

	(void)state;
	make(&t, HALF_DAY, HOUR, "900");
	timetable_last(&t);
	assert_int_equal(timetable_next(&t, false), t.last);
	timetable_done(&t, DUE_EXPIRY);
	assert_int_equal(timetable_next(&t, false), 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_due),
	    cmocka_unit_test(test_next_is_when_it_is_due),
	    cmocka_unit_test(test_backs_off),
	    cmocka_unit_test(test_nothing_to_renew_is_not_tried),
	    cmocka_unit_test(test_told_again_when_it_fails),
	    cmocka_unit_test(test_the_same_end_is_told_once),
	    cmocka_unit_test(test_a_short_life),
	    cmocka_unit_test(test_last),
	};

	return cmocka_run_group_tests_name("timetable", tests, NULL, NULL);
}
