/*
 * Conditions of rules: does one hold for a login?
 *
 * A condition is a list.  It holds when none of its items with '!' fits and,
 * if it has items without, at least one of these does.  A fact that is not
 * there fits no item.
 */

#ifndef COMMON_MATCH_H
#define COMMON_MATCH_H

#include "common/rule.h"

enum match { MATCH_NO, MATCH_YES, MATCH_UNDECIDED };

/* What is known of a login; absent: p == NULL. */
struct facts {
	struct span service, user, rhost, tty;
	/* Who will own the session.  sudo tells only when it opens it: until
	 * then it may be absent, and what depends on it is undecided. */
	struct span target;
	struct span host, fqdn; /* this host: up to the first dot, and all */
	/* MATCH_UNDECIDED: it cannot be looked up. */
	enum match (*in_group)(void *ctx, struct span user, struct span group);
	void *ctx;
};

/*
 * Does the rule hold?  MATCH_NO: *failed is the first condition, in the order
 * of enum rule_key, that does not; MATCH_UNDECIDED: all that can be decided
 * do, and *failed is the first that needs a target not known or a group that
 * cannot be looked up, and depends on it.
 */
enum match match_rule(
    const struct rule *, const struct facts *, enum rule_key *failed);

/* May the item, without '!', stand in a condition on rhost? */
bool match_rhost_valid(struct span item);

#endif
