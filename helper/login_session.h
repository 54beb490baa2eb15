/*
 * The base credentials of a login session, from its record: what a role with
 * credential_source = LoginSession is assumed with.
 */

#ifndef HELPER_LOGIN_SESSION_H
#define HELPER_LOGIN_SESSION_H

#include "common/bundle.h"
#include "helper/credentials.h"

/* A header and the base. */
#define LOGIN_SESSION_MAX (2 * (MESSAGE_MAX + 4))

/*
 * Read a record (common/bundle.h): its KIND_RECORD and the base, which has no
 * profile.  now is the time of day.  0, or -1 with a verdict: NO_SESSION when
 * it is empty, another user's, without credentials or they have expired;
 * CONFIG when it is no record.
 */
int login_session_read(struct credentials *, const struct bundle *record,
    struct span user, int64_t now, struct verdict *);

#endif
