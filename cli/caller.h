/* Who assumes a profile's role, by what the configuration says. */

#ifndef CLI_CALLER_H
#define CLI_CALLER_H

#include "common/profile.h"

/* A role, or users. */
struct principal {
	struct span arn; /* the role's, as configured; absent: users */
	struct span partition, account; /* of users; account may be absent */
};

struct caller {
	struct profile profile; /* whose role is assumed */
	unsigned count; /* at least one */
	struct principal who[SECTIONS_MAX]; /* each once */
	bool derived; /* signed with what a login left, as sudo does */
	bool unfounded; /* derived, but no login leaves anything */
	/* Is aws:MultiFactorAuthPresent there, in every login by which users
	 * call?  A role session never has it. */
	bool with_code;
	bool mixed; /* in some of them, but not in all */
};

/* Fill it in for a profile with a role_arn of a sound configuration. */
void caller_find(
    struct caller *, const struct sections *, const struct profile *);

/* Is there a role whose name differs between logins? */
bool caller_varies(const struct caller *);

#endif
