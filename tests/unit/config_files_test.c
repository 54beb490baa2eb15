/* common/config and check: several files read as one text. */

#include "tests/unit/faults.h"

#include "common/limits.h"
#include "common/profile.h"
#include "common/rule.h"

#define MAIN "/etc/pam_sts/pam_sts.conf"
#define PART "/etc/pam_sts/conf.d/10-web.conf"

struct text {
	char room[2048];
	size_t used;
};

static void
append(struct text *t, const char *path, const char *file)
{
	assert_null(config_append(
	    t->room, sizeof(t->room), &t->used, path, span_of(file)));
}

static struct span
span_of_text(const struct text *t)
{
	return (struct span){t->room, t->used};
}

static struct text
two(const char *first, const char *second)
{
	struct text t = {.used = 0};

	append(&t, MAIN, first);
	append(&t, PART, second);
	return t;
}

static void
test_lines(void **state)
{
	static const struct {
		enum config_item item;
		const char *file;
		unsigned line;
		const char *key, *value;
	} expected[] = {
	    {CONFIG_FILE, MAIN, 0, NULL, MAIN},
	    {CONFIG_SECTION, MAIN, 2, "rule", NULL},
	    {CONFIG_ENTRY, MAIN, 3, "deny", "yes"},
	    {CONFIG_FILE, PART, 0, NULL, PART},
	    {CONFIG_FILE, MAIN, 0, NULL, MAIN},
	    {CONFIG_ENTRY, MAIN, 1, "a", "b"},
	    {CONFIG_BAD, MAIN, 2, NULL, NULL},
	};
	struct text t = two("# a\n[rule]\ndeny = yes", "");
	struct config_cursor c;
	struct config_line l;

	(void)state;
	append(&t, MAIN, "a = b\nwhat\n");
	c = (struct config_cursor){.rest = span_of_text(&t)};
	for (size_t i = 0; i < COUNT(expected); i++) {
		assert_int_equal(config_next(&c, &l), expected[i].item);
		assert_true(span_is(l.file, expected[i].file));
		assert_int_equal(l.line, expected[i].line);
		if (expected[i].key != NULL)
			assert_true(span_is(l.key, expected[i].key));
		if (expected[i].value != NULL)
			assert_true(span_is(l.value, expected[i].value));
	}
	assert_true(span_is(l.error.file, MAIN));
	assert_int_equal(l.error.line, 2);
	assert_int_equal(config_next(&c, &l), CONFIG_END);
}

/* A section ends with its file, whatever the next one begins with. */
static void
test_sections_end(void **state)
{
	struct text t = two(BASE "mfa = none\n[rule]\n", "profile = p\n");
	struct heard h = check(span_of_text(&t));
	struct sections all;
	struct rule r;
	unsigned at = 0;

	(void)state;
	assert_int_equal(h.count, 2);
	assert_string_equal(h.first.what, "a key before any section");
	assert_true(span_is(h.first.file, PART));
	assert_int_equal(h.first.line, 1);
	sections_read(&all, span_of_text(&t));
	assert_true(rule_next(&r, &all, &at));
	assert_null(r.value[RULE_PROFILE].p);
	t = two(BASE "[rules\n", "[rule]\ndeny = yes\n");
	assert_int_equal(check(span_of_text(&t)).count, 1);
	t = two("[rules\n", "deny = yes\n");
	assert_int_equal(check(span_of_text(&t)).count, 2);
}

static void
test_one_configuration(void **state)
{
	struct text t = two("[rule]\nprofile = p\n",
	    BASE "[rule]\ndeny = yes\n[defaults]\nmfa = none\n");
	struct sections all;
	struct profile p;
	struct rule r;
	unsigned at = 0;

	(void)state;
	assert_int_equal(check(span_of_text(&t)).count, 0);
	sections_read(&all, span_of_text(&t));
	assert_true(profile_find(&p, &all, span_of("p")));
	assert_int_equal(profile_mfa(&p), MFA_NONE);
	assert_true(rule_next(&r, &all, &at));
	assert_true(span_is(r.file, MAIN));
	assert_int_equal(r.line, 1);
	assert_true(rule_next(&r, &all, &at));
	assert_true(span_is(r.file, PART));
	assert_int_equal(r.line, 4);
	assert_false(rule_next(&r, &all, &at));
}

static void
test_faults_name_their_file(void **state)
{
	static const struct {
		const char *why, *first, *second;
		const char *file;
		unsigned line;
		const char *what;
	} t[] = {
	    {"a line", "[rule]\ndeny = yes\n", "\n[rule]\ndeny = no\n", PART, 3,
		"expected yes"},
	    {"a line of the first", "[rule]\ndeny = no\n", BASE, MAIN, 2,
		"expected yes"},
	    {"what is no line", "\n", "what\n", PART, 1,
		"expected key = value"},
	    {"a section", "# a\n# b\n", "[rules]\n", PART, 1,
		"unknown section: expected defaults, profile NAME or rule"},
	    {"a profile", "\n", "\n[profile p]\nregion = a1\n", PART, 2,
		"needs a credential_source or a source_profile"},
	    {"a rule", BASE, "\n[rule]\nprofile = q\n", PART, 2,
		"profile names no profile"},
	    {"a profile that is there already", BASE, BASE, PART, 1,
		"duplicate section: another file has it"},
	    {"on a line further down", BASE, "\n\n" BASE, PART, 3,
		"duplicate section: another file has it"},
	    {"defaults that are there already", "\n\n[defaults]\n",
		"[defaults]\n", PART, 1,
		"duplicate section: another file has it"},
	    {"twice in the second file", "\n", BASE BASE, PART, 4,
		"duplicate section"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct text text = two(t[i].first, t[i].second);
		struct heard h = check(span_of_text(&text));

		if (h.count != 1 || !span_is(h.first.file, t[i].file) ||
		    h.first.line != t[i].line ||
		    strcmp(h.first.what, t[i].what) != 0)
			fail_msg("%s: %u errors, %.*s:%u: %s", t[i].why,
			    h.count, (int)h.first.file.n, h.first.file.p,
			    h.first.line, h.count == 0 ? "-" : h.first.what);
	}
}

/* Two texts under one name are two files. */
static void
test_one_name_twice(void **state)
{
	struct text t = {.used = 0};
	struct heard h;

	(void)state;
	append(&t, MAIN, "\n" BASE);
	append(&t, MAIN, BASE);
	h = check(span_of_text(&t));
	assert_int_equal(h.count, 1);
	assert_string_equal(
	    h.first.what, "duplicate section: another file has it");
	assert_int_equal(h.first.line, 1);
}

static void
test_append_refuses(void **state)
{
	char room[8] = "unused.";
	size_t used = 0;

	(void)state;
	/* Mark, path, line end, file, line end. */
	assert_null(config_append(room, 7, &used, "ab", span_of("cd")));
	assert_int_equal(used, 7);
	assert_memory_equal(room, "\fab\ncd\n", 8);
	assert_non_null(config_append(room, 7, &used, "", span_of("")));
	used = 0;
	for (size_t cap = 0; cap < 7; cap++)
		assert_non_null(
		    config_append(room, cap, &used, "ab", span_of("cd")));
	assert_non_null(config_append(room, 8, &used, "a", span_of("\f")));
	assert_non_null(config_append(room, 8, &used, "a", span_of("b\fc")));
	assert_non_null(config_append(room, 8, &used, "a\nb", span_of("c")));
	assert_int_equal(used, 0);
	assert_null(config_append(room, 8, &used, "a", (struct span){NULL, 0}));
	assert_int_equal(used, 4);
}

static void
test_which_are_read(void **state)
{
	static const struct {
		const char *why, *name;
		bool read;
	} t[] = {
	    {"the usual", "50-sudo.conf", true},
	    {"one letter", "a.conf", true},
	    {"two suffixes", "a.conf.conf", true},
	    {"hidden", ".a.conf", false},
	    {"the suffix alone", ".conf", false},
	    {"no suffix", "conf", false},
	    {"kept by a package", "a.conf.dpkg-old", false},
	    {"an editor's copy", "a.conf~", false},
	    {"no dot", "aconf", false},
	    {"upper case", "a.CONF", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		check_row(t[i].why,
		    config_is_included(span_of(t[i].name)) == t[i].read);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lines),
	    cmocka_unit_test(test_sections_end),
	    cmocka_unit_test(test_one_configuration),
	    cmocka_unit_test(test_faults_name_their_file),
	    cmocka_unit_test(test_one_name_twice),
	    cmocka_unit_test(test_append_refuses),
	    cmocka_unit_test(test_which_are_read),
	};

	return cmocka_run_group_tests_name("config_files", tests, NULL, NULL);
}
