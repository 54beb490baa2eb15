/* Where a failure was: each detail begins with it, and nothing is lost for
 * it that matters. */

#include "tests/unit/unit.h"

#include <string.h>

#include "helper/sts_error.h"

#define WHERE "call 2 of 3, profile prod: "

static void
details_say_where(void **state)
{
	struct verdict v = {0};

	(void)state;
	assert_int_equal(verdict_set(&v, STATUS_DENIED, "%s", "no"), -1);
	assert_int_equal(v.status, STATUS_DENIED);
	assert_string_equal(v.detail, "no");
	strcpy(v.where, WHERE);
	verdict_set(&v, STATUS_CONFIG, "%d", 42);
	assert_string_equal(v.detail, WHERE "42");
}

static void
the_longest_is_cut(void **state)
{
	struct verdict v = {0};
	char text[2 * DETAIL_MAX];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	memset(v.where, 'w', sizeof(v.where) - 1);
	verdict_set(&v, STATUS_CONFIG, "%s", text);
	assert_int_equal(strlen(v.detail), DETAIL_MAX);
	assert_int_equal(v.detail[VERDICT_WHERE_MAX - 2], 'w');
	assert_int_equal(v.detail[VERDICT_WHERE_MAX - 1], 'x');
}

/* AWS's support asks for the request id; the message gives way. */
static void
the_request_id_stays(void **state)
{
	static const char id[] = "7a62c49f-347e-4fc4-9331-6e8eEXAMPLE";
	static const char message[] =
	    "User: arn:aws:sts::123456789012:assumed-role/a/alice is not "
	    "authorized to perform: sts:AssumeRole on resource: "
	    "arn:aws:iam::123456789012:role/b";
	const struct sts_error e = {.http = 403,
	    .code = span_of("AccessDenied"),
	    .message = span_of(message),
	    .request_id = span_of(id)};
	const char *const where[] = {"", WHERE,
	    "call 12 of 24, profile "
	    "a-profile-that-has-a-name-as-long-as-names-of-profiles-may-be-64"
	    ": "};

	(void)state;
	for (size_t i = 0; i < COUNT(where); i++) {
		struct verdict v = {0};

		strcpy(v.where, where[i]);
		sts_error_judge(&v, &e);
		assert_int_equal(
		    strncmp(v.detail, where[i], strlen(where[i])), 0);
		assert_non_null(strstr(v.detail, "AccessDenied (HTTP 403)"));
		assert_non_null(strstr(v.detail, id));
		assert_int_equal(v.detail[strlen(v.detail) - 1], ']');
	}
}

/* Where not all of it can stay, its beginning does. */
static void
no_room_for_a_message(void **state)
{
	static const char code[] =
	    "AnErrorOfSuchALengthAsNobodyHasSeenItAtAnyTimeSoFar";
	const struct sts_error e = {.http = 403,
	    .code = span_of(code),
	    .message = span_of("words"),
	    .request_id = span_of("7a62c49f-347e-4fc4-9331-6e8eEXAMPLE")};
	struct verdict v = {0};

	(void)state;
	memset(v.where, 'w', 95);
	sts_error_judge(&v, &e);
	assert_int_equal(strlen(v.detail), DETAIL_MAX);
	assert_non_null(strstr(v.detail, " [request id 7a62c49f-347e-4fc4-"));
	assert_null(strstr(v.detail, "words"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(details_say_where),
	    cmocka_unit_test(the_longest_is_cut),
	    cmocka_unit_test(the_request_id_stays),
	    cmocka_unit_test(no_room_for_a_message),
	};

	return cmocka_run_group_tests_name("verdict", tests, NULL, NULL);
}
