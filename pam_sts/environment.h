/*
 * The environment that the session is given through PAM.
 */

#ifndef PAM_STS_ENVIRONMENT_H
#define PAM_STS_ENVIRONMENT_H

#include "common/limits.h"
#include "common/text.h"

struct login;

/*
 * Point the session's SDKs at its files in the directory, and take away the
 * variables by which the caller's own credentials would win over any file.
 * The region, if there is one, wins over those of the config file.  0 or
 * -errno.
 */
int environment_publish(const struct login *, const char *directory,
    struct span region, struct span expires);

/* Take the session's name back. */
void environment_withdraw(const struct login *);

/* Tell the session why it has no credentials, in PAM_STS_NONE. */
void environment_none(const struct login *, const char *why);
bool environment_has_none(const struct login *);

/* The session that the PAM environment names; false: none. */
bool environment_session(const struct login *, char id[static SESSION_HEX + 1]);

#endif
