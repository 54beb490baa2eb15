/* common/words: what a user is told of each outcome. */

#include "tests/unit/unit.h"

#include "common/words.h"

static void
test_every_status(void **state)
{
	static const char *const words[STATUS_COUNT] = {
	    [STATUS_WRONG] = "The code was not accepted. Wait for the next one "
			     "and try again.",
	    [STATUS_REPLAY] = "This code was used already. Wait for the next "
			      "one and try again.",
	    [STATUS_THROTTLED] = "Too many codes in a short time. Wait three "
				 "minutes and try again.",
	    [STATUS_NOT_ENROLLED] = "The code was not accepted. Wait for the "
				    "next one and try again.",
	    [STATUS_DENIED] = "AWS refuses these credentials to you. Ask your "
			      "administrator.",
	    [STATUS_UNAVAILABLE] = "AWS did not answer in time. Try again with "
				   "a new code.",
	    [STATUS_CONFIG] = "Login is not set up right on this host. Tell "
			      "your administrator.",
	    [STATUS_NO_SESSION] =
		"This needs the AWS credentials of your login, and there are "
		"none. Log in again with a code.",
	};

	(void)state;
	assert_null(words_of_status(STATUS_OK));
	for (int s = STATUS_OK + 1; s < STATUS_COUNT; s++)
		assert_string_equal(words_of_status((enum status)s), words[s]);
	assert_null(words_of_status(STATUS_COUNT));
	assert_null(words_of_status((enum status) - 1));
}

/* Who is not enrolled hears what he hears whose code is wrong. */
static void
test_strangers(void **state)
{
	(void)state;
	assert_string_equal(
	    words_of_status(STATUS_NOT_ENROLLED), WORDS_NOT_ACCEPTED);
	assert_string_equal(words_of_status(STATUS_WRONG), WORDS_NOT_ACCEPTED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_status),
	    cmocka_unit_test(test_strangers),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
