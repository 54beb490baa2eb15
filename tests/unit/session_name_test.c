/* Names for AWS, and the expansion of settings they are made from. */

#include "tests/unit/unit.h"

#include <string.h>

#include "helper/expand.h"
#include "helper/session_name.h"

#define X10 "xxxxxxxxxx"
#define X47 X10 X10 X10 X10 "xxxxxxx"
#define X64 X47 X10 "xxxxxxx"

static void
names_are_mapped(void **state)
{
	static const struct {
		const char *reason, *name, *want;
	} t[] = {
	    {"as it is", "alice", "alice"},
	    {"AWS's alphabet", "a.b_c+d,e@f-9", "a.b_c+d,e@f-9"},
	    {"a domain", "DOM\\user", "DOM=5Cuser"},
	    {"a blank and a colon", "a b:c", "a=20b=3Ac"},
	    {"UTF-8, byte for byte", "J\xc3\xb6rg", "J=C3=B6rg"},
	    {"the mark itself", "a=20b", "a=3D20b"},
	    {"aws: cannot begin a source identity", "aws:x", "aws=3Ax"},
	    {"one letter", "a", "a="},
	    {"nothing at all", "", "=="},
	    {"two letters", "ab", "ab"},
	    {"64 bytes", X64, X64},
	    {"65 bytes", X64 "x", X47 "-9537c5fdf120482f"},
	};
	char out[SESSION_NAME_MAX + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		check_row(
		    t[i].reason, session_name(out, span_of(t[i].name)) == 0);
		if (strcmp(out, t[i].want) != 0)
			fail_msg("row \"%s\": %s", t[i].reason, out);
	}
}

static void
no_two_names_meet(void **state)
{
	static const char *const pair[][2] = {
	    {"a", "a="},
	    {"a", "a=3D"},
	    {"", "=="},
	    {"a b", "a=20b"},
	    {X64 "a", X64 "b"},
	    {X64 X64 "a", X64 X64 "b"},
	};
	char one[SESSION_NAME_MAX + 1], two[SESSION_NAME_MAX + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(pair); i++) {
		assert_int_equal(session_name(one, span_of(pair[i][0])), 0);
		assert_int_equal(session_name(two, span_of(pair[i][1])), 0);
		assert_string_not_equal(one, two);
	}
	/* Somebody calls himself what another was cut to. */
	assert_int_equal(session_name(one, span_of(X64 "x")), 0);
	assert_int_equal(session_name(two, span_of(one)), 0);
	assert_string_not_equal(one, two);
	assert_int_equal(strlen(two), SESSION_NAME_MAX);
}

static void
settings_expand(void **state)
{
	static const struct {
		const char *reason, *text, *plain, *tag;
	} t[] = {
	    {"all of them", "%u %t %h %H %s %r %i %%",
		"al=i ce root bastion  sshd  0123456789abcdef %",
		"al=3Di ce root bastion  sshd  0123456789abcdef =25"},
	    {"the administrator's own text", "a=b%u", "a=bal=i ce",
		"a=bal=3Di ce"},
	    {"nothing to expand", "plain", "plain", "plain"},
	    {"an unknown letter", "%x", NULL, NULL},
	    {"an end too early", "a%", NULL, NULL},
	};
	struct message who = {.field = {[TAG_USER] = span_of("al=i ce"),
				  [TAG_TARGET] = span_of("root"),
				  [TAG_HOST] = span_of("bastion"),
				  [TAG_SERVICE] = span_of("sshd"),
				  [TAG_SESSION] = span_of("0123456789abcdef")}};
	char room[128], small[4];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct buffer b = {room, sizeof(room), 0, false};
		bool ok = expand(&b, span_of(t[i].text), &who);

		check_row(t[i].reason, ok == (t[i].plain != NULL));
		if (ok)
			assert_string_equal(room, t[i].plain);
		b.n = 0;
		ok = expand_tag(&b, span_of(t[i].text), &who);
		check_row(t[i].reason, ok == (t[i].tag != NULL));
		if (ok)
			assert_string_equal(room, t[i].tag);
	}
	assert_false(expand(&(struct buffer){small, sizeof(small), 0, false},
	    span_of("%u"), &who));
	who.field[TAG_USER] = span_of("a*b\xc3\xa9");
	assert_true(expand_tag(&(struct buffer){room, sizeof(room), 0, false},
	    span_of("%u"), &who));
	assert_string_equal(room, "a=2Ab=C3=A9");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_are_mapped),
	    cmocka_unit_test(no_two_names_meet),
	    cmocka_unit_test(settings_expand),
	};

	return cmocka_run_group_tests_name("session name", tests, NULL, NULL);
}
