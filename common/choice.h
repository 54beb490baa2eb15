/*
 * Which rule decides about a login, and what it says: the first one that
 * holds, or that might.
 */

#ifndef COMMON_CHOICE_H
#define COMMON_CHOICE_H

#include "common/limits.h"
#include "common/match.h"

enum outcome { OUTCOME_NONE, OUTCOME_PROFILE, OUTCOME_EXEMPT, OUTCOME_DENY };

/* Spans borrow from the configuration's text. */
struct choice {
	enum outcome outcome; /* OUTCOME_NONE: no rule holds */
	struct span file; /* of the rule; absent: none */
	unsigned line;
	/* The condition that could not be decided, so that it denies;
	 * RULE_KEYS: there is none. */
	enum rule_key undecided;
	struct span message; /* to who is denied */
	bool alert; /* who uses the rule is to be noticed */
	/* Of OUTCOME_PROFILE: "A,B", without blanks; else empty. */
	char profiles[PROFILES_TEXT_MAX + 1];
	/* The same: what the session may add; empty: nothing. */
	char assume[PROFILES_TEXT_MAX + 1];
};

/*
 * Choose from a sound configuration.  Each rule that is passed over is told
 * to skipped, if that is not NULL, with the first condition that does not
 * hold.
 */
void choice_make(struct choice *, const struct sections *, const struct facts *,
    void (*skipped)(void *ctx, const struct rule *, enum rule_key failed),
    void *ctx);

#endif
