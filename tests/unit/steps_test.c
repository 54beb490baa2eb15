/* helper/steps: where each call goes, what signs it, and how failures are
 * told. */

#include "tests/unit/steps.h"

static const char shared[] = DEFAULTS REGION ROLE_OF("r")
    ROLE_OF("s") "region = us-east-1\n" FROM("t", "r");

/* The header that a session's credentials come in. */
static const char *
token_of(const struct steps *s)
{
	return s->request.token_line;
}

static void
each_is_signed_by_what_it_comes_from(void **state)
{
	struct steps *s = steps_for(shared, "r,s,t");
	struct verdict v = {0};

	(void)state;
	strcpy(s->given[0].session_token, "of-the-session");
	strcpy(s->given[1].session_token, "of-r");
	assert_int_equal(steps_compose(s, 0, &v), 0);
	assert_ptr_equal(s->request.key, &s->source);
	assert_true(s->request.has_code);
	for (unsigned i = 1; i <= 2; i++) {
		assert_int_equal(steps_compose(s, i, &v), 0);
		assert_ptr_equal(s->request.key, &s->given[0]);
		assert_string_equal(
		    token_of(s), "X-Amz-Security-Token: of-the-session");
		assert_false(s->request.has_code);
	}
	assert_int_equal(steps_compose(s, 3, &v), 0);
	assert_string_equal(token_of(s), "X-Amz-Security-Token: of-r");
}

static void
each_goes_where_its_profile_says(void **state)
{
	static const char *const region[] = {
	    "eu-west-1", "eu-west-1", "us-east-1", "eu-west-1"};
	struct steps *s = steps_for(shared, "r,s,t");
	struct verdict v = {0};

	(void)state;
	assert_int_equal(s->plan.count, COUNT(region));
	for (unsigned i = 0; i < COUNT(region); i++) {
		assert_int_equal(steps_compose(s, i, &v), 0);
		assert_string_equal(s->request.endpoint.region, region[i]);
	}
}

/* What cannot be composed is found before a code is asked for, wherever it
 * stands; and then the first is ready to be sent. */
static void
all_are_composed_at_once(void **state)
{
	static const char bad[] =
	    DEFAULTS REGION ROLE_OF("r") FROM("s", "r") "external_id = a b\n";
	struct steps *s = steps_for(bad, "s");
	struct verdict v = {0};

	(void)state;
	assert_int_equal(steps_compose_all(s, &v), -1);
	assert_int_equal(v.status, STATUS_CONFIG);
	assert_non_null(strstr(v.detail, "external_id of profile s"));
	s = steps_for(DEFAULTS ROLE_OF("r"), "r");
	assert_int_equal(steps_compose_all(s, &v), -1);
	assert_string_equal(
	    v.detail, "profile r: neither region nor endpoint_url is set");
	s = steps_for(shared, "r,s,t");
	assert_int_equal(steps_compose_all(s, &v), 0);
	assert_non_null(strstr(s->request.body.p, "Action=GetSessionToken&"));
}

static void
failures_are_located(void **state)
{
	static const char *const where[] = {
	    "call 1 of 4, GetSessionToken: ", "call 2 of 4, profile r: ",
	    "call 3 of 4, profile s: ", "call 4 of 4, profile t: "};
	struct steps *s = steps_for(shared, "r,s,t");
	struct verdict v = {0}, alone = {0};

	(void)state;
	for (unsigned i = 0; i < COUNT(where); i++) {
		steps_locate(s, i, &v);
		assert_string_equal(v.where, where[i]);
	}
	assert_null(steps_profile(s, 0).p);
	assert_true(span_is(steps_profile(s, 1), "r"));
	s = steps_for(shared, "r");
	steps_locate(s, 0, &alone);
	assert_string_equal(alone.where, "");
	assert_true(span_is(steps_profile(s, 0), "r"));
}

static void
the_longest_name_fits(void **state)
{
#define LONG "a-profile-that-has-a-name-as-long-as-names-of-profiles-may-be-64"
	struct steps *s =
	    steps_for(DEFAULTS REGION FIVE_LINKS ROLE_OF(LONG), "f," LONG);
	struct verdict v = {0};

	(void)state;
	assert_int_equal(strlen(LONG), PROFILE_NAME_MAX);
	steps_locate(s, s->plan.count - 1, &v);
	assert_string_equal(v.where, "call 7 of 7, profile " LONG ": ");
}

static void
positions_are_of_the_list(void **state)
{
	struct steps *s = steps_for(shared, "t,s");

	(void)state;
	/* The session, r, t, s. */
	assert_int_equal(s->plan.count, 4);
	assert_int_equal(steps_at(s, 0), 2);
	assert_int_equal(steps_at(s, 1), 3);
	assert_int_equal(steps_at(s, 2), -1);
}

/* What the code gave earlier signs; the call that carried it is not made. */
static void
a_renewal_begins_behind_the_code(void **state)
{
	static const struct {
		const char *reason, *config, *profiles;
		unsigned first;
		const char *detail, *body; /* of the call that is sent first */
	} t[] = {
	    {"the session that roles share", shared, "r,s,t", 1, NULL,
		"Action=AssumeRole&"},
	    {"a session with roles behind it",
		DEFAULTS REGION LOGIN FROM("a", "login"), "login,a", 1, NULL,
		"Action=AssumeRole&"},
	    {"a role with a role behind it",
		DEFAULTS REGION ROLE_OF("r") FROM("s", "r"), "s", 1, NULL,
		"Action=AssumeRole&"},
	    {"all is of the code", DEFAULTS REGION LOGIN, "login", 0,
		"no profile can be renewed without a code", NULL},
	    {"so is a role alone", shared, "r", 0,
		"no profile can be renewed without a code", NULL},
	    {"there is no code", NO_CODE REGION LOGIN, "login", 0, NULL,
		"Action=GetSessionToken&"},
	    {"a login session", SESSION REGION ROLE_OF("r"), "r", 0, NULL,
		"Action=AssumeRole&"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct steps *s = steps_for(t[i].config, t[i].profiles);
		struct verdict v = {0};
		int r = steps_renew(s, &v);

		check_row(t[i].reason, (r == 0) == (t[i].detail == NULL));
		if (r < 0) {
			check_row(t[i].reason, v.status == STATUS_CONFIG);
			check_row(
			    t[i].reason, strcmp(v.detail, t[i].detail) == 0);
			continue;
		}
		check_row(t[i].reason, s->first == t[i].first);
		strcpy(s->given[0].session_token, "of-before");
		check_row(t[i].reason, steps_compose_all(s, &v) == 0);
		check_row(t[i].reason, !s->request.has_code);
		check_row(t[i].reason,
		    span_starts(buffer_span(&s->request.body), t[i].body));
		check_row(t[i].reason,
		    (s->request.key == &s->given[0]) == (t[i].first == 1));
		check_row(t[i].reason,
		    (strstr(token_of(s), ": of-before") != NULL) ==
			(t[i].first == 1));
	}
}

/* What is not sent is not counted. */
static void
calls_of_a_renewal_are_counted(void **state)
{
	struct steps *s = steps_for(shared, "r,s");
	struct verdict v = {0}, alone = {0};

	(void)state;
	assert_int_equal(steps_renew(s, &v), 0);
	steps_locate(s, 1, &v);
	assert_string_equal(v.where, "call 1 of 2, profile r: ");
	steps_locate(s, 2, &v);
	assert_string_equal(v.where, "call 2 of 2, profile s: ");
	s = steps_for(shared, "t");
	assert_int_equal(steps_renew(s, &v), 0);
	steps_locate(s, 1, &alone);
	assert_string_equal(alone.where, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_is_signed_by_what_it_comes_from),
	    cmocka_unit_test(each_goes_where_its_profile_says),
	    cmocka_unit_test(all_are_composed_at_once),
	    cmocka_unit_test(failures_are_located),
	    cmocka_unit_test(the_longest_name_fits),
	    cmocka_unit_test(positions_are_of_the_list),
	    cmocka_unit_test(a_renewal_begins_behind_the_code),
	    cmocka_unit_test(calls_of_a_renewal_are_counted),
	};

	return cmocka_run_group_tests_name("steps", tests, NULL, NULL);
}
