/* common/profile: how a profile's credentials are kept in the session, and
 * lists of profiles. */

#include "tests/unit/unit.h"

#include <string.h>

#include "common/profile.h"

static struct profile
find(const char *text, const char *name)
{
	struct sections all;
	struct profile p;

	sections_read(&all, span_of(text));
	assert_true(profile_find(&p, &all, span_of(name)));
	return p;
}

static void
test_form(void **state)
{
	static const struct {
		const char *reason, *text;
		bool renewable, process;
	} t[] = {
	    {"renewable, nothing said", NULL, true, true},
	    {"not renewable, nothing said", NULL, false, false},
	    {"static though renewable", "static", true, false},
	    {"static", "static", false, false},
	    {"process", "process", true, true},
	    {"process though not renewable", "process", false, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct profile p = {
		    .value = {[KEY_CREDENTIAL_FILE] = span_of(t[i].text)}};

		check_row(t[i].reason,
		    profile_in_process(&p, t[i].renewable) == t[i].process);
	}
}

static void
test_linger(void **state)
{
	static const char text[] = "[defaults]\nlinger = until-expiry\n"
				   "[profile stays]\n[profile goes]\n"
				   "linger = logout\n";
	struct profile p = find(text, "stays");

	(void)state;
	assert_true(profile_lingers(&p));
	p = find(text, "goes");
	assert_false(profile_lingers(&p));
	p = find("[profile plain]\n", "plain");
	assert_false(profile_lingers(&p));
}

static void
test_notice(void **state)
{
	static const struct {
		const char *text;
		unsigned seconds;
	} t[] = {{"15m", 900}, {"900s", 900}, {"1h", 3600}, {"24h", 86400},
	    {"1s", 1}, {"no", 0}, {"900", 0}, {"25h", 0}, {"", 0}, {NULL, 0}};
	static const char text[] = "[defaults]\nexpiry_notice = 5m\n"
				   "[profile told]\n[profile silent]\n"
				   "expiry_notice = no\n";
	struct profile p;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		p.value[KEY_EXPIRY_NOTICE] = span_of(t[i].text);
		assert_int_equal(profile_notice(&p), t[i].seconds);
	}
	p = find(text, "told");
	assert_int_equal(profile_notice(&p), 300);
	p = find(text, "silent");
	assert_int_equal(profile_notice(&p), 0);
}

static void
test_list(void **state)
{
	char list[PROFILES_TEXT_MAX + 1] = "", name[PROFILE_NAME_MAX + 1];

	(void)state;
	assert_true(profile_list_add(list, span_of(NULL)));
	assert_string_equal(list, "");
	assert_true(profile_list_add(list, span_of(" a ,\tb")));
	assert_true(profile_list_add(list, span_of("c")));
	assert_true(profile_list_add(list, span_of(NULL)));
	assert_string_equal(list, "a,b,c");
	/* As many as there may be, of the greatest length, fit. */
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	list[0] = '\0';
	for (int i = 0; i < PROFILES_MAX; i++) {
		assert_int_equal(
		    strlen(list), i == 0 ? 0 : i * (PROFILE_NAME_MAX + 1) - 1);
		assert_true(profile_list_add(list, span_of(name)));
	}
	assert_int_equal(strlen(list), PROFILES_TEXT_MAX);
	assert_false(profile_list_add(list, span_of("y")));
	list[PROFILES_TEXT_MAX - 4] = '\0';
	assert_false(profile_list_add(list, span_of("y, z,a")));
	assert_int_equal(strlen(list), PROFILES_TEXT_MAX - 4);
	assert_true(profile_list_add(list, span_of("y, z")));
	assert_int_equal(strlen(list), PROFILES_TEXT_MAX);
	/* There is room for the name, but not for its comma. */
	list[PROFILES_TEXT_MAX - 1] = '\0';
	assert_false(profile_list_add(list, span_of("y")));
	assert_int_equal(strlen(list), PROFILES_TEXT_MAX - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_form),
	    cmocka_unit_test(test_linger),
	    cmocka_unit_test(test_notice),
	    cmocka_unit_test(test_list),
	};

	return cmocka_run_group_tests_name(
	    "profile_session", tests, NULL, NULL);
}
