/* common/match: does a condition hold for a login?  Remote hosts have their
 * own test; what glob and address do is compared with slow ways to the same
 * answer in pattern_test.c. */

#include "tests/unit/facts.h"

static void
test_names(void **state)
{
	static const struct row t[] = {
	    {"the same service", RULE_SERVICE, "sshd", "sshd", YES},
	    {"another service", RULE_SERVICE, "sshd", "sudo", NO},
	    {"a service that begins so", RULE_SERVICE, "sudo", "sudo-i", NO},
	    {"case of services", RULE_SERVICE, "sshd", "SSHD", NO},
	    {"the first of two", RULE_SERVICE, "sshd, su", "sshd", YES},
	    {"the last of two", RULE_SERVICE, "sshd, su", "su", YES},
	    {"blanks around items", RULE_SERVICE, "sshd \t,  su", "su", YES},
	    {"no blanks", RULE_SERVICE, "sshd,su", "su", YES},
	    {"none of two", RULE_SERVICE, "sshd, su", "sudo", NO},
	    {"not this one", RULE_SERVICE, "!cron", "cron", NO},
	    {"not that one", RULE_SERVICE, "!cron", "sshd", YES},
	    {"neither of two", RULE_SERVICE, "!cron, !su", "sshd", YES},
	    {"the second of two it must not be", RULE_SERVICE, "!cron, !su",
		"su", NO},
	    {"no service", RULE_SERVICE, "sshd", NULL, NO},
	    {"no service, and not cron", RULE_SERVICE, "!cron", NULL, YES},
	    {"the same user", RULE_USER, "alice", "alice", YES},
	    {"case of users", RULE_USER, "alice", "Alice", NO},
	    {"a user with a blank", RULE_USER, "DOM\\al ice, bob",
		"DOM\\al ice", YES},
	    {"a user in UTF-8", RULE_USER, "ren\xc3\xa9", "ren\xc3\xa9", YES},
	    {"a user whom nobody knows", RULE_USER, "alice", NULL, NO},
	    {"nobody is not root", RULE_USER, "!root", NULL, YES},
	    {"a user named as a list", RULE_USER, "a, b", "a, b", NO},
	    {"wanted, and not excluded", RULE_USER, "alice, !bob", "alice",
		YES},
	    {"not wanted, not excluded", RULE_USER, "alice, !bob", "carol", NO},
	    {"excluded", RULE_USER, "alice, !bob", "bob", NO},
	    {"wanted and excluded", RULE_USER, "alice, !alice", "alice", NO},
	    {"excluded before it is wanted", RULE_USER, "!alice, alice",
		"alice", NO},
	    {"in the group", RULE_GROUP, "sre", "alice", YES},
	    {"in one of two", RULE_GROUP, "dba, sre", "alice", YES},
	    {"a group with a blank", RULE_GROUP, "domain admins", "alice", YES},
	    {"in none", RULE_GROUP, "dba, wheel", "alice", NO},
	    {"not in the group", RULE_GROUP, "!dba", "alice", YES},
	    {"in it, and must not be", RULE_GROUP, "!sre", "alice", NO},
	    {"in one, and not the other", RULE_GROUP, "sre, !dba", "alice",
		YES},
	    {"in both", RULE_GROUP, "sre, !domain admins", "alice", NO},
	    {"a stranger is in no group", RULE_GROUP, "sre", NULL, NO},
	    {"a stranger, not in a group", RULE_GROUP, "!sre", NULL, YES},
	    {"the target", RULE_TARGET, "root", "root", YES},
	    {"another target", RULE_TARGET, "root", "bob", NO},
	    {"not that target", RULE_TARGET, "!root", "bob", YES},
	    {"no target yet", RULE_TARGET, "root", NULL, OPEN},
	    {"no target yet, negated", RULE_TARGET, "!root", NULL, OPEN},
	    {"an empty target is none", RULE_TARGET, "!root", "", OPEN},
	    {"the target's group", RULE_TARGET_GROUP, "wheel", "root", YES},
	    {"not the target's group", RULE_TARGET_GROUP, "sre", "root", NO},
	    {"no target yet, its group", RULE_TARGET_GROUP, "wheel", NULL,
		OPEN},
	};

	(void)state;
	assert_rows(t, COUNT(t));
}

/* A look-up that failed is neither yes nor no, unless the rest decides. */
static void
test_groups_that_cannot_be_looked_up(void **state)
{
	static const struct row t[] = {
	    {"wanted", RULE_GROUP, "away", "alice", OPEN},
	    {"excluded", RULE_GROUP, "!away", "alice", OPEN},
	    {"wanted, or another he is in", RULE_GROUP, "away, sre", "alice",
		YES},
	    {"another he is in, or it", RULE_GROUP, "sre, away", "alice", YES},
	    {"wanted, or another he is not in", RULE_GROUP, "away, dba",
		"alice", OPEN},
	    {"excluded, and not in what is wanted", RULE_GROUP, "dba, !away",
		"alice", NO},
	    {"excluded, and in what is wanted", RULE_GROUP, "sre, !away",
		"alice", OPEN},
	    {"excluded first", RULE_GROUP, "!away, sre", "alice", OPEN},
	    {"excluded, and by another, too", RULE_GROUP, "!away, !sre",
		"alice", NO},
	    {"wanted, and excluded by another", RULE_GROUP, "away, !sre",
		"alice", NO},
	    {"a stranger is in none", RULE_GROUP, "away", NULL, NO},
	    {"the target's", RULE_TARGET_GROUP, "away", "root", OPEN},
	    {"the target's, excluded", RULE_TARGET_GROUP, "!away", "root",
		OPEN},
	};
	unsigned asked = 0;
	enum rule_key failed = RULE_KEYS;
	struct facts f = facts_with(RULE_RHOST, NULL, &asked);
	struct rule r = {.line = 1};

	(void)state;
	assert_rows(t, COUNT(t));
	r.value[RULE_GROUP] = span_of("!away");
	r.value[RULE_TARGET_GROUP] = span_of("away");
	assert_int_equal(match_rule(&r, &f, &failed), MATCH_UNDECIDED);
	assert_int_equal(failed, RULE_GROUP);
	r.value[RULE_HOST] = span_of("db*");
	assert_int_equal(match_rule(&r, &f, &failed), MATCH_NO);
	assert_int_equal(failed, RULE_HOST);
}

static void
test_places(void **state)
{
	static const struct row t[] = {
	    {"a terminal", RULE_TTY, "pts/3", "pts/3", YES},
	    {"told with /dev/", RULE_TTY, "pts/3", "/dev/pts/3", YES},
	    {"asked with /dev/", RULE_TTY, "/dev/pts/3", "pts/3", YES},
	    {"both with /dev/", RULE_TTY, "/dev/tty?", "/dev/tty1", YES},
	    {"a pattern", RULE_TTY, "tty*", "tty10", YES},
	    {"any of them", RULE_TTY, "pts/*, ssh", "ssh", YES},
	    {"another", RULE_TTY, "tty*", "pts/3", NO},
	    {"case of terminals", RULE_TTY, "ttys0", "ttyS0", NO},
	    {"a display", RULE_TTY, ":*", ":0", YES},
	    {"no terminal", RULE_TTY, "*", NULL, NO},
	    {"an empty one is none", RULE_TTY, "*", "", NO},
	    {"not a serial one", RULE_TTY, "!ttyS*", "tty1", YES},
	    {"no terminal is not serial", RULE_TTY, "!ttyS*", NULL, YES},
	    {"the host's short name", RULE_HOST, "web1", "web1.example.com",
		YES},
	    {"the host's full name", RULE_HOST, "web1.example.com",
		"web1.example.com", YES},
	    {"another of its domain", RULE_HOST, "web2.example.com",
		"web1.example.com", NO},
	    {"a pattern of short names", RULE_HOST, "web*, !web9",
		"web1.example.com", YES},
	    {"excluded by its short name", RULE_HOST, "*.example.com, !web1",
		"web1.example.com", NO},
	    {"a pattern of full names", RULE_HOST, "*.EXAMPLE.com",
		"web1.example.com", YES},
	    {"a host without a domain", RULE_HOST, "*.example.com", "web1", NO},
	    {"a host of digits", RULE_HOST, "10*", "1042", YES},
	    {"a host without a name", RULE_HOST, "*", NULL, NO},
	};

	(void)state;
	assert_rows(t, COUNT(t));
}

static void
test_all_conditions(void **state)
{
	unsigned asked = 0;
	enum rule_key failed = RULE_KEYS;
	struct facts f = facts_with(RULE_RHOST, "192.0.2.7", &asked);
	struct rule r = {.line = 1};

	(void)state;
	f.tty = span_of("ssh");
	assert_int_equal(match_rule(&r, &f, &failed), MATCH_YES);
	r.value[RULE_SERVICE] = span_of("sshd");
	r.value[RULE_USER] = span_of("alice");
	r.value[RULE_GROUP] = span_of("sre");
	r.value[RULE_TARGET] = span_of("alice");
	r.value[RULE_TARGET_GROUP] = span_of("sre");
	r.value[RULE_RHOST] = span_of("192.0.2.0/24");
	r.value[RULE_TTY] = span_of("ssh");
	r.value[RULE_HOST] = span_of("web*");
	assert_int_equal(match_rule(&r, &f, &failed), MATCH_YES);
	assert_int_equal(asked, 2);
	for (int key = 0; key < RULE_CONDITIONS; key++) {
		struct span was = r.value[key];

		r.value[key] = span_of("other");
		assert_int_equal(match_rule(&r, &f, &failed), MATCH_NO);
		assert_int_equal(failed, key);
		r.value[key] = was;
	}
}

/* The first that fails is told; what is open comes behind what is not. */
static void
test_which_failed(void **state)
{
	unsigned asked = 0;
	enum rule_key failed = RULE_KEYS;
	struct facts f = facts_with(RULE_TARGET, NULL, &asked);
	struct rule r = {.line = 1};

	(void)state;
	r.value[RULE_TARGET] = span_of("root");
	r.value[RULE_TTY] = span_of("tty*");
	r.value[RULE_HOST] = span_of("db*");
	assert_int_equal(match_rule(&r, &f, &failed), MATCH_NO);
	assert_int_equal(failed, RULE_TTY);
	r.value[RULE_TTY] = span_of("!tty*");
	assert_int_equal(match_rule(&r, &f, &failed), MATCH_NO);
	assert_int_equal(failed, RULE_HOST);
	r.value[RULE_HOST] = span_of("web*");
	assert_int_equal(match_rule(&r, &f, &failed), MATCH_UNDECIDED);
	assert_int_equal(failed, RULE_TARGET);
	r.value[RULE_TARGET_GROUP] = span_of("wheel");
	assert_int_equal(match_rule(&r, &f, &failed), MATCH_UNDECIDED);
	r.value[RULE_SERVICE] = span_of("su");
	assert_int_equal(match_rule(&r, &f, &failed), MATCH_NO);
	assert_int_equal(failed, RULE_SERVICE);
	assert_int_equal(asked, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_groups_that_cannot_be_looked_up),
	    cmocka_unit_test(test_places),
	    cmocka_unit_test(test_all_conditions),
	    cmocka_unit_test(test_which_failed),
	};

	return cmocka_run_group_tests_name("match", tests, NULL, NULL);
}
