/* The pure rooms of pam-sts explain: templates, ARNs, forms. */

#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "cli/parameter.c"
#include "cli/role.c"
#include "cli/template.c"

static void
test_template(void **state)
{
	static const struct {
		const char *reason, *text;
		bool varies, escape;
		const char *written;
	} t[] = {
	    {"nothing", "", false, false, ""},
	    {"plain", "a-b", false, false, "a-b"},
	    {"an expansion", "%u", true, false, "*"},
	    {"between bytes", "a%ub", true, false, "a*b"},
	    {"two", "%u@%h", true, false, "*@*"},
	    {"a percent sign is none", "%%", false, false, "<pct>"},
	    {"nor is what follows it", "%%u", false, false, "<pct>u"},
	    {"but a third one", "%%%u", true, false, "<pct>*"},
	    {"a lone one at the end", "a%", false, false, "a%"},
	    {"wildcards as they are", "*?$", false, false, "*?$"},
	    {"wildcards as bytes", "*?$%u", true, true, "${*}${?}${$}*"},
	};
	char room[TEMPLATE_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct span s = span_of(t[i].text);

		check_row(t[i].reason, template_varies(s) == t[i].varies);
		check_row(t[i].reason,
		    span_is(template_write(room, s, "*", "<pct>", t[i].escape),
			t[i].written));
	}
}

/* The longest setting, of the bytes that become longest. */
static void
test_template_fits(void **state)
{
	char text[2048], room[TEMPLATE_SIZE];
	struct span s = {text, sizeof(text)};

	(void)state;
	memset(text, '*', sizeof(text));
	assert_int_equal(
	    template_write(room, s, "", "", true).n, 4 * sizeof(text));
}

static void
test_role(void **state)
{
	static const struct {
		const char *reason, *arn;
		const char *partition, *account, *path, *name;
	} t[] = {
	    {"a role", "arn:aws:iam::123456789012:role/R", "aws",
		"123456789012", NULL, "R"},
	    {"a path", "arn:aws:iam::123456789012:role/a/bc/R", "aws",
		"123456789012", "/a/bc/", "R"},
	    {"a path without a name in it", "arn:aws:iam::1:role//R", "aws",
		"1", "//", "R"},
	    {"Ceph", "arn:aws:iam:::role/R", "aws", "", NULL, "R"},
	    {"a colon in the name", "arn:aws-cn:iam::1:role/a:b", "aws-cn", "1",
		NULL, "a:b"},
	    {"a device", "arn:aws:iam::123456789012:mfa/%u", "aws",
		"123456789012", NULL, "%u"},
	};
	static const char *const none[] = {"", "GAHT12345678", "arn:aws:iam",
	    "arn:aws:iam::1:role", "xrn:aws:iam::1:role/R"};
	struct role r;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		check_row(t[i].reason, role_read(&r, span_of(t[i].arn)));
		check_row(t[i].reason, span_is(r.partition, t[i].partition));
		check_row(t[i].reason, span_is(r.account, t[i].account));
		check_row(t[i].reason, span_is(r.name, t[i].name));
		check_row(t[i].reason,
		    t[i].path == NULL ? r.path.p == NULL :
					span_is(r.path, t[i].path));
	}
	for (size_t i = 0; i < COUNT(none); i++)
		check_row(none[i], !role_read(&r, span_of(none[i])));
	assert_false(role_read(&r, (struct span){NULL, 0}));
}

static bool
find(struct parameter *p, struct span form, const char *name)
{
	while (parameter_next(p, &form))
		if (span_is(p->name, name))
			return true;
	return false;
}

static void
test_parameter(void **state)
{
	static const struct {
		const char *reason, *form, *name, *value;
	} t[] = {
	    {"one", "a=b", "a", "b"},
	    {"the second", "a=b&c=d", "c", "d"},
	    {"the first of two", "a=b&a=d", "a", "b"},
	    {"empty", "a=&c=d", "a", ""},
	    {"no value", "a&c=d", "a", ""},
	    {"an equals sign in it", "a=b=c", "a", "b=c"},
	    {"encoded", "a=%20%2F%c3%A9%26", "a", " /\xc3\xa9&"},
	    {"no encoding", "a=%2&c=%zz%", "c", "%zz%"},
	    {"cut", "a=%2", "a", "%2"},
	    {"a plus sign is itself", "a=b+c", "a", "b+c"},
	};
	static char longest[MESSAGE_MAX + 2];
	struct parameter p;
	struct span rest = {longest, MESSAGE_MAX + 2};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		check_row(t[i].reason, find(&p, span_of(t[i].form), t[i].name));
		check_row(t[i].reason, span_is(p.value, t[i].value));
	}
	assert_true(find(&p, (struct span){"a=%2F", 4}, "a"));
	assert_true(span_is(p.value, "%2"));
	assert_false(find(&p, span_of("a=b&c=d"), "b"));
	assert_false(find(&p, (struct span){NULL, 0}, "a"));
	memset(longest, 'x', sizeof(longest));
	longest[1] = '=';
	assert_true(parameter_next(&p, &rest));
	assert_int_equal(p.value.n, MESSAGE_MAX);
	assert_false(parameter_next(&p, &rest));
	longest[0] = '=';
	rest = (struct span){longest, MESSAGE_MAX + 2};
	assert_false(parameter_next(&p, &rest));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_template),
	    cmocka_unit_test(test_template_fits),
	    cmocka_unit_test(test_role),
	    cmocka_unit_test(test_parameter),
	};

	return cmocka_run_group_tests_name("cli_template", tests, NULL, NULL);
}
