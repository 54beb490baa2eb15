/* common/stanza and common/field: what state files and messages may hold. */

#include "tests/unit/unit.h"

#include <string.h>

#include "common/field.h"
#include "common/stanza.h"

#define A8 "AAAAAAAA"
#define A64 A8 A8 A8 A8 A8 A8 A8 A8

static void
test_get(void **state)
{
	static const struct {
		const char *why, *text, *value; /* value of "user"; or NULL */
	} t[] = {
	    {"as written", "user = alice\nsecret = X\n", "alice"},
	    {"last line, no line end", "secret = X\nuser = alice", "alice"},
	    {"no blanks", "user=alice\n", "alice"},
	    {"more blanks", "\t user \t=  alice \t\n", "alice"},
	    {"CRLF", "user = alice\r\n", "alice"},
	    {"a pasted section", "[default]\nuser = alice\n", "alice"},
	    {"comments", "# x\n; y\n\nuser = alice # z\n", "alice"},
	    {"'=' in the value", "user = a=b=\n", "a=b="},
	    {"blanks in the value", "user = a b\n", "a b"},
	    {"'#' without a blank is no comment", "user = a#b\n", "a#b"},
	    {"UTF-8", "user = \xc3\xa9\n", "\xc3\xa9"},
	    {"not there", "secret = X\n", NULL},
	    {"empty file", "", NULL},
	    {"empty value", "user =\n", NULL},
	    {"value of blanks", "user =  \t\n", NULL},
	    {"value of comment", "user = # alice\n", NULL},
	    {"twice, the same", "user = alice\nuser = alice\n", NULL},
	    {"twice, the second empty", "user = alice\nuser =\n", NULL},
	    {"commented out", "# user = alice\n", NULL},
	    {"case matters", "User = alice\n", NULL},
	    {"a longer key", "user2 = alice\n", NULL},
	    {"garbage before", "what\nuser = alice\n", NULL},
	    {"garbage behind", "user = alice\nwhat\n", NULL},
	    {"no end of section", "[default\nuser = alice\n", NULL},
	    {"an escape", "user = al\033ice\n", NULL},
	    {"an escape elsewhere", "user = alice\nx = \033\n", NULL},
	    {"a form feed, as between files", "\fuser = x\nuser = alice\n",
		NULL},
	    {"a line end that is only CR", "user = alice\rsecret = X\n", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct span got = stanza_get(span_of(t[i].text), "user");

		if (t[i].value == NULL ? got.p != NULL :
					 !span_is(got, t[i].value))
			fail_msg("%s", t[i].why);
	}
}

static void
test_get_borrows(void **state)
{
	static const char text[] = "user = alice\0\n";
	const struct span absent = {NULL, 0};

	(void)state;
	assert_ptr_equal(stanza_get(span_of("user = alice"), "none").p, NULL);
	assert_ptr_equal(stanza_get(span_of(text), "user").p, text + 7);
	assert_null(stanza_get((struct span){text, 14}, "user").p);
	assert_null(stanza_get(absent, "user").p);
}

static void
test_field(void **state)
{
	static const struct {
		const char *why;
		enum tag tag;
		const char *text;
		bool valid;
	} t[] = {
	    {"a key id of AWS", TAG_ACCESS_KEY_ID, "AKIAIOSFODNN7EXAMPLE",
		true},
	    {"a key id of Ceph", TAG_ACCESS_KEY_ID, "0555b35654ad1656d804",
		true},
	    {"16 is the shortest", TAG_ACCESS_KEY_ID, A8 A8, true},
	    {"15 is too short", TAG_ACCESS_KEY_ID, A8 "AAAAAAA", false},
	    {"128 is the longest", TAG_ACCESS_KEY_ID, A64 A64, true},
	    {"129 is too long", TAG_ACCESS_KEY_ID, A64 A64 "A", false},
	    {"a line end", TAG_ACCESS_KEY_ID, A8 A8 "\n", false},
	    {"15 is too short for a secret", TAG_SECRET_ACCESS_KEY,
		A8 "AAAAAAA", false},
	    {"16 is not", TAG_SECRET_ACCESS_KEY, A8 A8, true},
	    {"256 is the longest", TAG_SECRET_ACCESS_KEY, A64 A64 A64 A64,
		true},
	    {"257 is too long", TAG_SECRET_ACCESS_KEY, A64 A64 A64 A64 "A",
		false},
	    {"a secret", TAG_SECRET_ACCESS_KEY, A8 A8 "+/=", true},
	    {"a secret with a quote", TAG_SECRET_ACCESS_KEY, A8 A8 "\"", false},
	    {"a secret with a line end", TAG_SECRET_ACCESS_KEY, A8 A8 "\n",
		false},
	    {"a token that opens a section", TAG_SESSION_TOKEN, A8 A8 "\n[a]",
		false},
	    {"a token with a comment", TAG_SESSION_TOKEN, A8 A8 " #", false},
	    {"a domain user", TAG_USER, "DOM\\al ice", true},
	    {"a user in UTF-8", TAG_USER, "\xc3\xa9", true},
	    {"a user that is a path", TAG_USER, "../root", false},
	    {"a user with a line end", TAG_USER, "a\nb", false},
	    {"a user with an escape", TAG_USER, "a\033b", false},
	    {"no user", TAG_USER, "", false},
	    {"DEL", TAG_USER, "a\x7f", false},
	    {"a code", TAG_CODE, "012345", true},
	    {"seven digits", TAG_CODE, "0123456", false},
	    {"a code with a blank", TAG_CODE, "01234 ", false},
	    {"a session", TAG_SESSION, "0123456789abcdef", true},
	    {"a session in upper case", TAG_SESSION, "0123456789ABCDEF", false},
	    {"a session that is a path", TAG_SESSION, "0123456789abcd/f",
		false},
	    {"a service that is a path", TAG_SERVICE, "../sshd", false},
	    {"a service", TAG_SERVICE, "systemd-user", true},
	    {"detail is printable", TAG_DETAIL, "a\tb", false},
	    {"two profiles", TAG_PROFILES, "login,prod", true},
	    {"profiles with a blank", TAG_PROFILES, "login, prod", false},
	    {"the longest list of profiles", TAG_PROFILES,
		A64 "," A64 "," A64 "," A64 "," A64 "," A64 "," A64 "," A64,
		true},
	    {"a boot id", TAG_BOOT, "6f3a8c1e-0b57-4c9d-9a52-3f1e8d7c6b5a",
		true},
	    {"a boot id in upper case", TAG_BOOT,
		"6F3A8C1E-0B57-4C9D-9A52-3F1E8D7C6B5A", false},
	    {"a uid", TAG_UID, "4294967295", true},
	    {"a uid with a sign", TAG_UID, "-1", false},
	    {"a body", TAG_REQUEST, "Action=GetSessionToken", true},
	    {"a body with a blank", TAG_REQUEST, "Action=a b", false},
	    {"no tag 0", (enum tag)0, "x", false},
	    {"no tag beyond", TAG_COUNT, "x", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		if (field_valid(t[i].tag, span_of(t[i].text)) != t[i].valid)
			fail_msg("%s", t[i].why);
}

static void
test_field_rows(void **state)
{
	const struct span absent = {NULL, 0};

	(void)state;
	assert_null(field_rule(0));
	assert_null(field_rule(TAG_COUNT));
	for (unsigned tag = 1; tag < TAG_COUNT; tag++) {
		const struct field_rule *rule = field_rule(tag);

		assert_non_null(rule->name);
		assert_non_null(rule->set);
		assert_true(rule->min >= 1 && rule->min <= rule->max);
		assert_false(field_valid(tag, absent));
		/* No field may hold what ends a line of a file. */
		assert_false(text_in_set(span_of("\n"), rule->set));
		assert_false(text_in_set(span_of("\r"), rule->set));
		assert_false(text_in_set((struct span){"", 1}, rule->set));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_get),
	    cmocka_unit_test(test_get_borrows),
	    cmocka_unit_test(test_field),
	    cmocka_unit_test(test_field_rows),
	};

	return cmocka_run_group_tests_name("stanza", tests, NULL, NULL);
}
