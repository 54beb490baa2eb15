/* A user of this host, by name. */

#ifndef CLI_ACCOUNT_H
#define CLI_ACCOUNT_H

#include <sys/types.h>

#include "common/limits.h"

struct account {
	char name[NAME_MAX_BYTES + 1]; /* as the user data base spells it */
	uid_t uid;
};

/* DONE; or the exit code, said, for a name that nobody has. */
int account_find(struct account *, const char *name);

/* The same, but a number that is no user's name is a uid. */
int account_find_uid(struct account *, const char *name);

/* The name that has a uid now; "" when nobody has. */
void account_name(char name[static NAME_MAX_BYTES + 1], uid_t);

#endif
