/* Which rule decides about a login, and why none before it does. */

#ifndef CLI_DECISION_H
#define CLI_DECISION_H

#include "common/choice.h"
#include "common/profile.h"

struct skipped {
	struct span file;
	unsigned line;
	enum rule_key failed; /* the first condition that does not hold */
	struct span value;
};

struct decision {
	struct choice choice;
	struct profile first; /* of the profiles: its mfa holds for all */
	unsigned skipped_count;
	struct skipped skipped[SECTIONS_MAX];
};

/* Choose from a sound configuration, as the module does. */
void decision_make(
    struct decision *, const struct sections *, const struct facts *);

/* The outcome's word. */
const char *decision_word(const struct decision *);

/* The profiles, "A,B"; absent: there are none. */
struct span decision_profiles(const struct decision *);

/* What the session may add to them, "A,B"; absent: nothing. */
struct span decision_assume(const struct decision *);

/* Is the user asked for a code?  Who is denied is asked in vain, unless the
 * rule has a message for him. */
bool decision_asks(const struct decision *);

/* What he is told in the end; absent: nothing. */
struct span decision_refusal(const struct decision *);

#endif
