/* Expiration times in every form that has been seen, and in none. */

#include "tests/unit/unit.h"

#include <string.h>

#include "helper/expiry.h"

#define NOW 1768478400 /* 2026-01-15T12:00:00Z */

static void
times_are_read(void **state)
{
	static const struct {
		const char *reason, *value, *want; /* NULL: refused */
	} t[] = {
	    {"XML", "2026-01-15T13:00:00Z", "2026-01-15T13:00:00Z"},
	    {"a fraction", "2026-01-15T13:00:00.611Z", "2026-01-15T13:00:00Z"},
	    {"an offset east", "2026-01-15T15:00:00+02:00",
		"2026-01-15T13:00:00Z"},
	    {"an offset west", "2026-01-15T08:30:00.5-0430",
		"2026-01-15T13:00:00Z"},
	    {"over midnight", "2026-01-16T00:30:00+01:00",
		"2026-01-15T23:30:00Z"},
	    {"an integer", "1768482000", "2026-01-15T13:00:00Z"},
	    {"a fraction, rounded down", "1768482000.999",
		"2026-01-15T13:00:00Z"},
	    {"a Java double", "1.768482E9", "2026-01-15T13:00:00Z"},
	    {"a small exponent", "1.768482e+09", "2026-01-15T13:00:00Z"},
	    {"one second ahead", "2026-01-15T12:00:01Z",
		"2026-01-15T12:00:01Z"},
	    {"36 h and 15 min ahead", "2026-01-17T00:15:00Z",
		"2026-01-17T00:15:00Z"},
	    {"a leap second", "2026-01-15T12:59:60Z", "2026-01-15T13:00:00Z"},
	    {"one at the end of a day", "2026-01-15T23:59:60Z",
		"2026-01-16T00:00:00Z"},
	    {"a second that is none", "2026-01-15T12:59:61Z", NULL},
	    {"a second more", "2026-01-17T00:15:01Z", NULL},
	    {"now", "2026-01-15T12:00:00Z", NULL},
	    {"the past", "2011-07-11T19:55:29.611Z", NULL},
	    {"milliseconds", "1768482000000", NULL},
	    {"the end of time", "9999-12-31T23:59:59Z", NULL},
	    {"no zone", "2026-01-15T13:00:00", NULL},
	    {"a blank for T", "2026-01-15 13:00:00Z", NULL},
	    {"something behind", "2026-01-15T13:00:00Z\n", NULL},
	    {"a fraction without digits", "2026-01-15T13:00:00.Z", NULL},
	    {"a 13th month", "2026-13-15T13:00:00Z", NULL},
	    {"a day that is none", "2026-02-30T13:00:00Z", NULL},
	    {"an hour that is none", "2026-01-15T24:00:00Z", NULL},
	    {"a far zone", "2026-01-15T13:00:00+99:00", NULL},
	    {"nothing", "", NULL},
	    {"a word", "tomorrow", NULL},
	    {"negative", "-1768482000", NULL},
	    {"infinite", "1e999", NULL},
	    {"hexadecimal", "0x69695C10", NULL},
	    {"no exponent", "1.7E", NULL},
	    {"two numbers", "1768482000 1", NULL},
	    {"a long one", "1768482000.0000000000000000000000000000000000000",
		NULL},
	};
	char out[EXPIRY_LENGTH + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const char *wrong =
		    expiry_normalise(out, span_of(t[i].value), NOW);

		check_row(t[i].reason, (wrong == NULL) == (t[i].want != NULL));
		if (wrong == NULL)
			check_row(t[i].reason, strcmp(out, t[i].want) == 0);
	}
}

static void
a_leap_day_is_one(void **state)
{
	char out[EXPIRY_LENGTH + 1];

	(void)state;
	assert_null(expiry_normalise(
	    out, span_of("2028-02-29T00:00:00Z"), 1835395200 - 60));
	assert_string_equal(out, "2028-02-29T00:00:00Z");
	assert_non_null(expiry_normalise(
	    out, span_of("2027-02-29T00:00:00Z"), 1803859200 - 60));
}

static void
what_has_passed(void **state)
{
	static const struct {
		const char *reason, *value;
		int64_t now;
		bool want;
	} t[] = {
	    {"a second ahead", "2028-02-29T00:00:00Z", 1835395199, false},
	    {"this second", "2028-02-29T00:00:00Z", 1835395200, true},
	    {"long ago", "2026-01-01T00:00:00Z", 1835395200, true},
	    {"no day", "2027-02-29T00:00:00Z", 0, true},
	    {"no time", "TTTTTTTTTTTTTTTTTTTT", 0, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		check_row(t[i].reason,
		    expiry_passed(span_of(t[i].value), t[i].now) == t[i].want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(times_are_read),
	    cmocka_unit_test(a_leap_day_is_one),
	    cmocka_unit_test(what_has_passed),
	};

	return cmocka_run_group_tests_name("expiry", tests, NULL, NULL);
}
