/* What is known of a login that is only asked about. */

#ifndef CLI_FACTS_H
#define CLI_FACTS_H

#include "cli/account.h"
#include "common/match.h"

#define HOST_SIZE 256

/* As given on the command line; target, rhost and tty may be NULL. */
struct question {
	const char *user, *service, *target, *rhost, *tty;
};

struct subject {
	struct account user, target;
	char host[HOST_SIZE];
	struct facts facts; /* borrows from this and from the question */
};

/*
 * Look the users up, and this host's names.  DONE; or the exit code, said.
 * Without a target it is the user, but root for sudo, which has that default.
 */
int facts_find(struct subject *, const struct question *);

#endif
