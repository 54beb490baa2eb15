/* common/choice: which rule decides, what it says, and what was passed over.
 */

#include "tests/unit/facts.h"

#include "common/choice.h"

#define P "[rule]\nprofile = p\n"
#define SKIPS_MAX 4

struct skips {
	unsigned count, line[SKIPS_MAX];
	enum rule_key failed[SKIPS_MAX];
};

static void
note(void *ctx, const struct rule *r, enum rule_key failed)
{
	struct skips *s = ctx;

	assert_true(s->count < SKIPS_MAX);
	s->line[s->count] = r->line;
	s->failed[s->count++] = failed;
}

/* alice at sshd on web1, without a terminal. */
static struct choice
choose(const char *rules, struct skips *skips)
{
	static struct sections all;
	unsigned asked = 0;
	struct facts f = facts_with(RULE_RHOST, NULL, &asked);
	struct choice c;

	f.target = span_of(NULL);
	sections_read(&all, span_of(rules));
	choice_make(&c, &all, &f, skips == NULL ? NULL : note, skips);
	return c;
}

static void
test_outcomes(void **state)
{
	static const struct {
		const char *why, *rules;
		enum outcome outcome;
		unsigned line;
		const char *profiles;
		enum rule_key undecided;
	} t[] = {
	    {"no rules", "", OUTCOME_NONE, 0, "", RULE_KEYS},
	    {"none that holds", "[rule]\nuser = bob\nexempt = yes\n",
		OUTCOME_NONE, 0, "", RULE_KEYS},
	    {"profiles", P, OUTCOME_PROFILE, 1, "p", RULE_KEYS},
	    {"several, with blanks", "[rule]\nprofile = a ,\tb,  c\n",
		OUTCOME_PROFILE, 1, "a,b,c", RULE_KEYS},
	    {"exempt", "[rule]\nexempt = yes\n", OUTCOME_EXEMPT, 1, "",
		RULE_KEYS},
	    {"deny", "[rule]\ndeny = yes\n" P, OUTCOME_DENY, 1, "", RULE_KEYS},
	    {"the first that holds",
		"[rule]\nuser = bob\ndeny = yes\n"
		"[rule]\nuser = alice\nexempt = yes\n" P,
		OUTCOME_EXEMPT, 4, "", RULE_KEYS},
	    {"a target not known", "[rule]\ntarget = root\nexempt = yes\n" P,
		OUTCOME_DENY, 1, "", RULE_TARGET},
	    {"a target not known, for profiles",
		"[rule]\ntarget = !root\nprofile = p\n" P, OUTCOME_DENY, 1, "",
		RULE_TARGET},
	    {"groups that cannot be looked up",
		"[rule]\ngroup = !away\nexempt = yes\n" P, OUTCOME_DENY, 1, "",
		RULE_GROUP},
	    {"nor can who is denied", "[rule]\ngroup = away\ndeny = yes\n" P,
		OUTCOME_DENY, 1, "", RULE_GROUP},
	    {"undecided, but not his",
		"[rule]\ngroup = away\nservice = su\ndeny = yes\n" P,
		OUTCOME_PROFILE, 5, "p", RULE_KEYS},
	    {"undecided, behind the one that holds",
		P "[rule]\ngroup = away\ndeny = yes\n", OUTCOME_PROFILE, 1, "p",
		RULE_KEYS},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct choice c = choose(t[i].rules, NULL);

		check_row(t[i].why, c.outcome == t[i].outcome);
		check_row(t[i].why, c.line == t[i].line);
		check_row(t[i].why, strcmp(c.profiles, t[i].profiles) == 0);
		check_row(t[i].why, c.undecided == t[i].undecided);
	}
}

static void
test_what_may_be_assumed(void **state)
{
	struct choice c = choose("[rule]\nuser = bob\nprofile = a\nassume = b\n"
				 "[rule]\nprofile = p\nassume = q ,\tr\n",
	    NULL);

	(void)state;
	assert_string_equal(c.profiles, "p");
	assert_string_equal(c.assume, "q,r");
	c = choose(P, NULL);
	assert_string_equal(c.assume, "");
	/* Whom a rule denies that it cannot decide about gets nothing. */
	c = choose("[rule]\ntarget = root\nprofile = p\nassume = q\n", NULL);
	assert_string_equal(c.profiles, "");
	assert_string_equal(c.assume, "");
}

static void
test_what_it_says(void **state)
{
	struct choice c = choose("\fa\n\n[rule]\ndeny = yes\n"
				 "message = Not today.\nalert = yes\n",
	    NULL);

	(void)state;
	assert_true(span_is(c.file, "a"));
	assert_int_equal(c.line, 2);
	assert_true(span_is(c.message, "Not today."));
	assert_true(c.alert);
	c = choose("[rule]\ndeny = yes\n", NULL);
	assert_null(c.message.p);
	assert_false(c.alert);
	c = choose("", NULL);
	assert_null(c.file.p);
}

static void
test_what_is_passed_over(void **state)
{
	struct skips s = {0};
	struct choice c = choose("[rule]\nuser = bob\ndeny = yes\n"
				 "[rule]\ntty = *\nhost = db*\ndeny = yes\n"
				 "[rule]\ngroup = away\ndeny = yes\n"
				 "[rule]\nuser = carol\ndeny = yes\n",
	    &s);

	(void)state;
	assert_int_equal(c.line, 8);
	assert_int_equal(s.count, 2);
	assert_int_equal(s.line[0], 1);
	assert_int_equal(s.failed[0], RULE_USER);
	assert_int_equal(s.line[1], 4);
	assert_int_equal(s.failed[1], RULE_TTY);
}

/* As many as there may be, of the greatest length, fit. */
static void
test_the_longest_list(void **state)
{
	char text[2048] = "[rule]\nprofile = ";
	struct choice c;
	size_t n = strlen(text);

	(void)state;
	for (int i = 0; i < PROFILES_MAX; i++) {
		memset(text + n, 'a' + i, PROFILE_NAME_MAX);
		n += PROFILE_NAME_MAX;
		memcpy(text + n, " ,  ", 4);
		n += 4;
	}
	memcpy(text + n - 4, "\n", 2);
	c = choose(text, NULL);
	assert_int_equal(strlen(c.profiles), PROFILES_TEXT_MAX);
	assert_int_equal(
	    c.profiles[PROFILES_TEXT_MAX - 1], 'a' + PROFILES_MAX - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_outcomes),
	    cmocka_unit_test(test_what_may_be_assumed),
	    cmocka_unit_test(test_what_it_says),
	    cmocka_unit_test(test_what_is_passed_over),
	    cmocka_unit_test(test_the_longest_list),
	};

	return cmocka_run_group_tests_name("choice", tests, NULL, NULL);
}
