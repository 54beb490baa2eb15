/* Names for AWS, and the expansion of settings they are made from. */

#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "helper/expand.h"
#include "helper/session_name.h"

#define X10 "xxxxxxxxxx"
#define X47 X10 X10 X10 X10 "xxxxxxx"
#define X64 X47 X10 "xxxxxxx"

/* A name as call.c makes it. */
static bool
name_of(char out[static SESSION_NAME_MAX + 1], const char *text,
    const struct message *who)
{
	char room[2304];
	struct buffer b = {room, sizeof(room), 0, false};

	return expand_name(&b, span_of(text), who) &&
	    session_name(out, buffer_span(&b)) == 0;
}

static bool
name_of_user(char out[static SESSION_NAME_MAX + 1], const char *user)
{
	const struct message who = {.field = {[TAG_USER] = span_of(user)}};

	return name_of(out, "%u", &who);
}

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
		check_row(t[i].reason, name_of_user(out, t[i].name));
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
		assert_true(name_of_user(one, pair[i][0]));
		assert_true(name_of_user(two, pair[i][1]));
		assert_string_not_equal(one, two);
	}
	/* Somebody calls himself what another was cut to. */
	assert_true(name_of_user(one, X64 "x"));
	assert_true(name_of_user(two, one));
	assert_string_not_equal(one, two);
	assert_int_equal(strlen(two), SESSION_NAME_MAX);
}

static void
templates_are_mapped(void **state)
{
	static const struct {
		const char *reason, *text, *user, *host, *want;
	} t[] = {
	    {"a user at a host", "%u-%r", "a", "b-10.0.0.9", "a-b-10.0.0.9"},
	    {"another one", "%u-%r", "a-b", "10.0.0.9", "a=2Db-10.0.0.9"},
	    {"a service first", "%s-%u", "a-b", "", "sshd-a-b"},
	    {"an at sign in the user", "%u@%h", "a@b", "", "a=40b@bastion"},
	    {"a letter before", "x%u", "axa", "", "xaxa"},
	    {"a digit behind", "%u0", "0 ", "", "=30=200"},
	    {"the mark behind", "%u=%r", "a=b", "c", "a==3Db=3Dc"},
	    {"a percent sign behind", "%u%%%r", "a%=", "%", "a==25=3D=25=25"},
	    {"a domain behind, as in botocore's vectors", "%u@example.com",
		"alice", "", "alice@example.com"},
	    {"nothing known", "%i-x", "", "", "-x"},
	    {"a letter that is none", "%x", "", "", NULL},
	    {"an end too early", "a%", "", "", NULL},
	};
	char out[SESSION_NAME_MAX + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct message who = {
		    .field = {[TAG_USER] = span_of(t[i].user),
			[TAG_RHOST] = span_of(t[i].host),
			[TAG_HOST] = span_of("bastion"),
			[TAG_SERVICE] = span_of("sshd")}};
		bool ok = name_of(out, t[i].text, &who);

		check_row(t[i].reason, ok == (t[i].want != NULL));
		if (ok && strcmp(out, t[i].want) != 0)
			fail_msg("row \"%s\": %s", t[i].reason, out);
	}
}

/* The n-th text of up to two letters, of all that are special. */
static struct span
nth(char room[static 2], size_t n)
{
	static const char letters[] = "a3D-=%@x ";
	const size_t base = sizeof(letters) - 1;
	size_t i = 0;

	for (; n > 0; n = (n - 1) / base)
		room[i++] = letters[(n - 1) % base];
	return (struct span){room, i};
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

#define TEXTS (1 + 9 + 81)

/* Every user with every other name, in templates that invite trouble. */
static void
no_two_users_share_a_name(void **state)
{
	static const char *const text[] = {"%u-%t", "%u@%t", "%u=%t", "%u%%%t",
	    "%u=3D%t", "%u3%t-", "x%u==%t", "%%%u-=%t", "=%u%%3D%t",
	    "%uD-%t@%u"};
	static char name[TEXTS * TEXTS][SESSION_NAME_MAX + 1];
	struct message who = {.kind = KIND_PREPARE};
	char user[2], target[2];

	(void)state;
	for (size_t k = 0; k < COUNT(text); k++) {
		for (size_t i = 0; i < COUNT(name); i++) {
			who.field[TAG_USER] = nth(user, i / TEXTS);
			who.field[TAG_TARGET] = nth(target, i % TEXTS);
			assert_true(name_of(name[i], text[k], &who));
		}
		qsort(name, COUNT(name), sizeof(name[0]), by_name);
		for (size_t i = 1; i < COUNT(name); i++)
			if (strcmp(name[i - 1], name[i]) == 0)
				fail_msg("%s: %s", text[k], name[i]);
	}
}

static void
settings_expand(void **state)
{
	static const struct {
		const char *reason, *text, *plain, *tag;
	} t[] = {
	    {"all of them", "%u %t %h %H %s %r %i %m %%",
		"al=i ce root bastion  sshd  0123456789abcdef totp %",
		"al=3Di ce root bastion  sshd  0123456789abcdef totp =25"},
	    {"no age where nothing was proven", "%a s", " s", " s"},
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
				  [TAG_SESSION] = span_of("0123456789abcdef"),
				  [TAG_PROOF] = span_of("totp")}};
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
	who.field[TAG_AGE] = span_of("4711");
	assert_true(expand(&(struct buffer){room, sizeof(room), 0, false},
	    span_of("%a s"), &who));
	assert_string_equal(room, "4711 s");
	assert_true(expand_tag(&(struct buffer){room, sizeof(room), 0, false},
	    span_of("%m/%a."), &who));
	assert_string_equal(room, "totp/4711.");
	who.field[TAG_PROOF] = span_of("none");
	who.field[TAG_AGE] = (struct span){NULL, 0};
	assert_true(expand_tag(&(struct buffer){room, sizeof(room), 0, false},
	    span_of("%m/%a."), &who));
	assert_string_equal(room, "none/.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_are_mapped),
	    cmocka_unit_test(no_two_names_meet),
	    cmocka_unit_test(templates_are_mapped),
	    cmocka_unit_test(no_two_users_share_a_name),
	    cmocka_unit_test(settings_expand),
	};

	return cmocka_run_group_tests_name("session name", tests, NULL, NULL);
}
