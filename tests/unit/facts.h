/* Rows of conditions against one login, and whether they hold. */

#ifndef TESTS_UNIT_FACTS_H
#define TESTS_UNIT_FACTS_H

#include "tests/unit/unit.h"

#include <string.h>

#include "common/match.h"

#define YES MATCH_YES
#define NO MATCH_NO
#define OPEN MATCH_UNDECIDED

/* alice is in sre and "domain admins", root in wheel; who is in "away" cannot
 * be looked up. */
static enum match
in_group(void *ctx, struct span user, struct span group)
{
	unsigned *asked = ctx;

	++*asked;
	assert_true(user.n > 0);
	if (span_is(group, "away"))
		return OPEN;
	if (span_is(user, "alice"))
		return span_is(group, "sre") || span_is(group, "domain admins");
	return span_is(user, "root") && span_is(group, "wheel");
}

static struct facts
facts_with(enum rule_key key, const char *fact, unsigned *asked)
{
	struct span value = span_of(fact), rest = value;
	struct facts f = {.service = span_of("sshd"),
	    .user = span_of("alice"),
	    .target = span_of("alice"),
	    .host = span_of("web1"),
	    .fqdn = span_of("web1.example.com"),
	    .in_group = in_group,
	    .ctx = asked};

	if (key == RULE_SERVICE)
		f.service = value;
	else if (key == RULE_USER || key == RULE_GROUP)
		f.user = value;
	else if (key == RULE_TARGET || key == RULE_TARGET_GROUP)
		f.target = value;
	else if (key == RULE_RHOST)
		f.rhost = value;
	else if (key == RULE_TTY)
		f.tty = value;
	else {
		f.host = span_cut(&rest, '.');
		f.fqdn = value;
	}
	return f;
}

struct row {
	const char *why;
	enum rule_key key;
	const char *list, *fact; /* NULL: not known */
	enum match match;
};

static inline void
assert_rows(const struct row *t, size_t rows)
{
	for (size_t i = 0; i < rows; i++) {
		unsigned asked = 0;
		enum rule_key failed = RULE_KEYS;
		struct facts f = facts_with(t[i].key, t[i].fact, &asked);
		struct rule r = {.line = 1};

		r.value[t[i].key] = span_of(t[i].list);
		check_row(
		    t[i].why, rule_settings[t[i].key].valid(r.value[t[i].key]));
		check_row(t[i].why, match_rule(&r, &f, &failed) == t[i].match);
		if (t[i].match != YES)
			check_row(t[i].why, failed == t[i].key);
	}
}

#endif
