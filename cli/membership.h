/* Who is in which group of this host. */

#ifndef CLI_MEMBERSHIP_H
#define CLI_MEMBERSHIP_H

#include "common/match.h"

/*
 * Is a user who is there in the group?  MATCH_NO also for a group that is
 * not there; MATCH_UNDECIDED when it cannot be looked up.
 */
enum match membership(struct span user, struct span group);

#endif
