/*
 * The base credentials of a session, from its record: what a role with
 * credential_source = LoginSession is assumed with, and what a session's own
 * roles are assumed with again.
 */

#ifndef HELPER_LOGIN_SESSION_H
#define HELPER_LOGIN_SESSION_H

#include "common/bundle.h"
#include "helper/credentials.h"

/* A header and the base: no more of a record is read. */
#define LOGIN_SESSION_MAX (2 * (MESSAGE_MAX + 4))

/* Whose record it must be. */
struct login_session_claim {
	struct span user, target;
	struct span session; /* absent: any of theirs */
};

/*
 * Read the start of a record (common/bundle.h): its KIND_RECORD and the base,
 * which has no profile; what is behind it is not looked at.  now is the time
 * of day.  0, or -1 with a verdict: NO_SESSION when it is empty, another's
 * than claimed, without a base or that has expired; CONFIG when it is no
 * record.
 */
int login_session_read(struct credentials *, const struct bundle *record,
    const struct login_session_claim *, int64_t now, struct verdict *);

#endif
