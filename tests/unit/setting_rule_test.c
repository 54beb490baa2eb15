/* common/setting: keys of rules, what a condition's list may hold. */

#include "tests/unit/unit.h"

#include <string.h>

#include "common/limits.h"
#include "common/setting.h"

#define X10 "xxxxxxxxxx"
#define X50 X10 X10 X10 X10 X10
#define E_ACUTE "\xc3\xa9"

struct row {
	enum rule_key key;
	const char *why, *value;
	bool valid;
};

static void
check(const struct row *t, size_t rows)
{
	for (size_t i = 0; i < rows; i++) {
		const struct setting *s = &rule_settings[t[i].key];

		if (s->valid(span_of(t[i].value)) != t[i].valid)
			fail_msg("%s: %s", s->name, t[i].why);
	}
}

static void
test_names(void **state)
{
	static const struct row t[] = {
	    {RULE_SERVICE, "a service", "sudo-i", true},
	    {RULE_SERVICE, "a path", "/etc/pam.d/sshd", false},
	    {RULE_SERVICE, "two", "sshd, sudo", true},
	    {RULE_SERVICE, "not one", "!cron", true},
	    {RULE_SERVICE, "a pattern", "sudo*", false},
	    {RULE_SERVICE, "two words", "sshd sudo", false},
	    {RULE_USER, "a domain user", "DOM\\al ice", true},
	    {RULE_USER, "a path", "a/b", false},
	    {RULE_USER, "two", "alice, bob", true},
	    {RULE_USER, "a tab behind the comma", "alice,\tbob", true},
	    {RULE_USER, "not one", "!root", true},
	    {RULE_USER, "some, and not others", "!root, alice,!bob", true},
	    {RULE_USER, "not not one", "!!root", false},
	    {RULE_USER, "a blank behind the '!'", "! root", false},
	    {RULE_USER, "a '!' and nothing", "alice, !", false},
	    {RULE_USER, "a '!' in a name", "al!ce", false},
	    {RULE_USER, "a hole", "alice,, bob", false},
	    {RULE_USER, "a comma at the end", "alice, ", false},
	    {RULE_USER, "a comma at the start", ", alice", false},
	    {RULE_USER, "a pattern", "ops-*", false},
	    {RULE_USER, "a pattern of one byte", "ops?", false},
	    {RULE_USER, "the second is wrong", "alice, ops-*", false},
	    {RULE_USER, "user and group", "alice:sre", false},
	    {RULE_USER, "a network name", "+alice", false},
	    {RULE_USER, "an option", "-alice", false},
	    {RULE_USER, "a '-' within", "al-ice", true},
	    {RULE_GROUP, "a netgroup", "@wheel", false},
	    {RULE_GROUP, "not a netgroup", "!@wheel", false},
	    {RULE_GROUP, "a group in sudo's spelling", "%wheel", false},
	    {RULE_GROUP, "a group", "domain admins", true},
	    {RULE_TARGET, "root", "root", true},
	    {RULE_TARGET, "a pattern", "*", false},
	    {RULE_TARGET_GROUP, "two", "wheel, !dba", true},
	    {RULE_TARGET_GROUP, "a pattern", "w*", false},
	    {RULE_TARGET_GROUP, "a group with a blank", "domain admins", true},
	};

	(void)state;
	check(t, COUNT(t));
}

static void
test_places(void **state)
{
	static const struct row t[] = {
	    {RULE_RHOST, "an address", "192.0.2.7", true},
	    {RULE_RHOST, "a network", "10.0.0.0/8", true},
	    {RULE_RHOST, "of IPv6", "2001:db8::/32", true},
	    {RULE_RHOST, "bits behind the mask", "10.0.0.1/8", false},
	    {RULE_RHOST, "of IPv6, too", "2001:db8::1/32", false},
	    {RULE_RHOST, "too many bits", "10.0.0.0/33", false},
	    {RULE_RHOST, "half an address", "10.0", false},
	    {RULE_RHOST, "a pattern of addresses", "10.0.*", false},
	    {RULE_RHOST, "of one byte", "10.0.0.?", false},
	    {RULE_RHOST, "of IPv6, too", "2001:db8:*", false},
	    {RULE_RHOST, "an address with a scope", "fe80::1%eth0", false},
	    {RULE_RHOST, "anywhere", "*", true},
	    {RULE_RHOST, "nowhere", "!*", true},
	    {RULE_RHOST, "anywhere, and further", "**", false},
	    {RULE_RHOST, "a name", "bastion.example.com", true},
	    {RULE_RHOST, "a pattern of names", "*.example.com", true},
	    {RULE_RHOST, "a name with digits", "10.example.com", true},
	    {RULE_RHOST, "a list", "10.0.0.0/8, !*.example.com, ::1", true},
	    {RULE_RHOST, "user and host", "alice@host", false},
	    {RULE_RHOST, "a URL", "https://host", false},
	    {RULE_RHOST, "255 bytes", X50 X50 X50 X50 X50 "xxxxx", true},
	    {RULE_RHOST, "256 bytes", X50 X50 X50 X50 X50 "xxxxxx", false},
	    {RULE_TTY, "a terminal", "pts/*", true},
	    {RULE_TTY, "with /dev/", "/dev/tty?", true},
	    {RULE_TTY, "only /dev/", "/dev/", false},
	    {RULE_TTY, "all below /dev/", "/dev/*", true},
	    {RULE_TTY, "a display", ":0, localhost:10.0", true},
	    {RULE_TTY, "a blank", "pts 3", false},
	    {RULE_TTY, "brackets", "tty[12]", false},
	    {RULE_HOST, "a name", "web1", true},
	    {RULE_HOST, "a pattern", "web*, !*.test.example.com", true},
	    {RULE_HOST, "digits", "10", true},
	    {RULE_HOST, "an address of IPv6", "::1", false},
	    {RULE_HOST, "brackets", "web[12]", false},
	};

	(void)state;
	check(t, COUNT(t));
}

static void
test_outcomes(void **state)
{
	static const struct row t[] = {
	    {RULE_PROFILE, "a name", "p", true},
	    {RULE_PROFILE, "two words", "p q", false},
	    {RULE_PROFILE, "two", "p, q", true},
	    {RULE_PROFILE, "one twice", "p, q, p", false},
	    {RULE_PROFILE, "8", "a,b,c,d,e,f,g,h", true},
	    {RULE_PROFILE, "9", "a,b,c,d,e,f,g,h,i", false},
	    {RULE_PROFILE, "a hole", "p,,q", false},
	    {RULE_PROFILE, "not one", "!p", false},
	    {RULE_PROFILE, "a pattern", "p*", false},
	    {RULE_ASSUME, "a name", "p", true},
	    {RULE_ASSUME, "two", "p, q", true},
	    {RULE_ASSUME, "one twice", "p, p", false},
	    {RULE_ASSUME, "9", "a,b,c,d,e,f,g,h,i", false},
	    {RULE_ASSUME, "a pattern", "*", false},
	    {RULE_EXEMPT, "yes", "yes", true},
	    {RULE_EXEMPT, "no is nothing to say", "no", false},
	    {RULE_DENY, "yes", "yes", true},
	    {RULE_DENY, "no is nothing to say", "no", false},
	    {RULE_ALERT, "yes", "yes", true},
	    {RULE_ALERT, "no is nothing to say", "no", false},
	};

	(void)state;
	check(t, COUNT(t));
}

static void
test_message(void **state)
{
	static const struct row t[] = {
	    {RULE_MESSAGE, "a sentence", "Use the bastion: 100% \"safe\".",
		true},
	    {RULE_MESSAGE, "200 bytes", X50 X50 X50 X50, true},
	    {RULE_MESSAGE, "201 bytes", X50 X50 X50 X50 "x", false},
	    {RULE_MESSAGE, "200 bytes of UTF-8",
		X50 X50 X50 X10 X10 X10 X10 "xxxxxxxx" E_ACUTE, true},
	    {RULE_MESSAGE, "201 bytes of UTF-8",
		X50 X50 X50 X10 X10 X10 X10 "xxxxxxxxx" E_ACUTE, false},
	    {RULE_MESSAGE, "two, three and four bytes",
		E_ACUTE "\xe2\x82\xac\xf0\x9f\x94\x91", true},
	    {RULE_MESSAGE, "the last character of all", "\xf4\x8f\xbf\xbf",
		true},
	    {RULE_MESSAGE, "one behind it", "\xf4\x90\x80\x80", false},
	    {RULE_MESSAGE, "the first that may be printed", "\xc2\xa0", true},
	    {RULE_MESSAGE, "the last control", "\xc2\x9f", false},
	    {RULE_MESSAGE, "a control sequence of 8 bits", "\xc2\x9b\x32J",
		false},
	    {RULE_MESSAGE, "the same in Latin-1", "\x9b\x32J", false},
	    {RULE_MESSAGE, "an escape", "\033[2J", false},
	    {RULE_MESSAGE, "a tab", "a\tb", false},
	    {RULE_MESSAGE, "DEL", "a\x7f", false},
	    {RULE_MESSAGE, "half a character", "a\xc3", false},
	    {RULE_MESSAGE, "a half, then a letter", "\xc3x", false},
	    {RULE_MESSAGE, "two of three bytes", "\xe2\x82", false},
	    {RULE_MESSAGE, "a '/' in two bytes", "\xc0\xaf", false},
	    {RULE_MESSAGE, "a '/' in three", "\xe0\x80\xaf", false},
	    {RULE_MESSAGE, "an escape in four", "\xf0\x80\x80\x9b", false},
	    {RULE_MESSAGE, "half of a pair", "\xed\xa0\x80", false},
	    {RULE_MESSAGE, "the one before", "\xed\x9f\xbf", true},
	    {RULE_MESSAGE, "what begins no character", "\xff", false},
	};
	static const char half[2] = {'\xe2', '\x82'};

	(void)state;
	check(t, COUNT(t));
	/* What stands behind the value is not looked at. */
	assert_false(rule_settings[RULE_MESSAGE].valid(
	    (struct span){half, sizeof(half)}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_places),
	    cmocka_unit_test(test_outcomes),
	    cmocka_unit_test(test_message),
	};

	return cmocka_run_group_tests_name("setting_rule", tests, NULL, NULL);
}
