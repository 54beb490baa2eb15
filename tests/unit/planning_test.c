/* What is told of a configuration, or of a list of profiles, that makes no
 * plan. */

#include "tests/unit/unit.h"

#include <string.h>

#include "common/limits.h"
#include "helper/planning.h"

#define PROFILE                                                   \
	"[profile p]\ncredential_source = UserKey\nmfa = local\n" \
	"region = eu-west-1\n"

static void
faults_are_told(void **state)
{
	static const struct {
		const char *reason, *path, *text, *second, *profiles, *want;
	} t[] = {
	    {"the line of a file", "/etc/a.conf", PROFILE "mfa = maybe\n", "",
		"p", "/etc/a.conf:5: "},
	    {"of the second file", "/etc/a.conf", PROFILE, "[rule]\nfoo = 1\n",
		"p", "/etc/b.conf:2: "},
	    {"the first of two", "/etc/a.conf", PROFILE "foo = 1\nbar = 2\n",
		"", "p", "/etc/a.conf:5: "},
	    {"a list that cannot be had", "/etc/a.conf", PROFILE, "", "q",
		"profile names no profile: q"},
	};
	char room[1024];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct verdict v = {0};
		struct span text = {room, 0};
		struct plan plan;

		assert_null(config_append(room, sizeof(room), &text.n,
		    t[i].path, span_of(t[i].text)));
		assert_null(config_append(room, sizeof(room), &text.n,
		    "/etc/b.conf", span_of(t[i].second)));
		check_row(t[i].reason,
		    planning_read(&plan, text, span_of(t[i].profiles), &v) ==
			-1);
		check_row(t[i].reason, v.status == STATUS_CONFIG);
		if (strncmp(v.detail, t[i].want, strlen(t[i].want)) != 0)
			fail_msg("row \"%s\": %s", t[i].reason, v.detail);
	}
}

static void
a_plan_is_made(void **state)
{
	struct verdict v = {0};
	struct plan plan;

	(void)state;
	assert_int_equal(
	    planning_read(&plan, span_of(PROFILE), span_of("p"), &v), 0);
	assert_int_equal(plan.count, 1);
	assert_true(span_is(plan.asked.name, "p"));
}

/* One profile, or why there is none. */
static void
a_profile_is_found(void **state)
{
	static const char *const second =
	    "[profile q]\nrole_arn = "
	    "arn:aws:iam::123456789012:role/x\n"
	    "source_profile = p\nregion = eu-west-1\n";
	char room[1024];
	struct span text = {room, 0};
	struct verdict v = {0};
	struct profile p;

	(void)state;
	assert_null(config_append(
	    room, sizeof(room), &text.n, "/etc/a.conf", span_of(PROFILE)));
	assert_null(config_append(
	    room, sizeof(room), &text.n, "/etc/b.conf", span_of(second)));
	assert_int_equal(planning_find(&p, text, span_of("q"), &v), 0);
	assert_true(span_is(p.name, "q"));
	assert_true(span_is(p.value[KEY_SOURCE_PROFILE], "p"));
	assert_int_equal(planning_find(&p, text, span_of("r"), &v), -1);
	assert_int_equal(v.status, STATUS_CONFIG);
	assert_string_equal(v.detail, "there is no profile r");
	assert_null(config_append(
	    room, sizeof(room), &text.n, "/etc/c.conf", span_of("foo\n")));
	assert_int_equal(planning_find(&p, text, span_of("q"), &v), -1);
	assert_int_equal(v.status, STATUS_CONFIG);
	assert_true(span_starts(span_of(v.detail), "/etc/c.conf:1: "));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(faults_are_told),
	    cmocka_unit_test(a_plan_is_made),
	    cmocka_unit_test(a_profile_is_found),
	};

	return cmocka_run_group_tests_name("planning", tests, NULL, NULL);
}
