/*
 * The calls that obtain a login's profiles, in the order they are made: one
 * code goes into one call, and every further role is derived from what that
 * gave.
 *
 * One profile whose first role is assumed with the user's key: AssumeRole
 * carries the code, and may last 12 hours.  Several that begin so: a
 * GetSessionToken carries it, and the roles are assumed from its session; such
 * a role lasts an hour at the most, as any that is assumed with temporary
 * credentials (AWS: "role chaining").
 */

#ifndef COMMON_PLAN_H
#define COMMON_PLAN_H

#include "common/profile.h"

enum source { SOURCE_USER_KEY, SOURCE_LOGIN_SESSION };

#define PLAN_SOURCE (-1)

struct plan_step {
	/* Of a call that no profile asks for (plan_is_extra()): the first
	 * that needs it. */
	struct profile profile;
	int from; /* the step whose credentials sign; PLAN_SOURCE: the source */
	bool session; /* GetSessionToken, else AssumeRole */
	bool with_code;
	bool published; /* a profile of the login; else a link on the way */
	unsigned position; /* of a published one among the login's profiles */
	unsigned cap; /* seconds AWS allows at the most */
};

struct plan {
	struct profile asked; /* the first: its network keys and mfa hold */
	enum source source;
	unsigned count;
	/* Each behind the one that signs it; a code goes into the first. */
	struct plan_step step[PLAN_MAX];
};

struct plan_fault {
	const char *what;
	struct span text;
};

/*
 * Plan a list of profiles, "NAME, ...".  False, with the fault and no plan to
 * be used, when a profile is not there, AWS would not do it, or a code would
 * have to be sent twice.  Borrows the configuration's text.
 */
bool plan_make(struct plan *, const struct sections *, struct span profiles,
    struct plan_fault *);

/* Is it the GetSessionToken of a code that several roles share?  Nobody asked
 * for it: it has no name and AWS's own duration. */
bool plan_is_extra(const struct plan_step *);

/* The DurationSeconds of a step's call; 0: AWS's default. */
unsigned plan_duration(const struct plan_step *);

/* Does one of the calls carry a code? */
bool plan_needs_code(const struct plan *);

/* Can what a step gives be had again without a new code? */
bool plan_is_renewable(const struct plan_step *);

#endif
