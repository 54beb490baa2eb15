/* A user of this host, by name. */

#ifndef PAM_STS_ACCOUNT_H
#define PAM_STS_ACCOUNT_H

#include <stdbool.h>
#include <sys/types.h>

#include "common/limits.h"
#include "common/match.h"

struct account {
	char name[NAME_MAX_BYTES + 1]; /* fit for a log line, always */
	bool known; /* uid and gid mean something */
	uid_t uid;
	gid_t gid;
};

/*
 * Look a name up.  A name nobody has, or one with bytes that no name has,
 * gives an account that is not known; no name is ever made part of a path.
 */
void account_find(struct account *, const char *name);

/*
 * Is a user who is there in the group?  MATCH_NO also for a group that is
 * not there; MATCH_UNDECIDED when it cannot be looked up.
 */
enum match account_in_group(struct span user, struct span group);

#endif
