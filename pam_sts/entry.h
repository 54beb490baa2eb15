/* What stands in a session's record. */

#ifndef PAM_STS_ENTRY_H
#define PAM_STS_ENTRY_H

#include "common/bundle.h"

struct login;

/*
 * Record the session that l->session names and the grant is of; this process
 * leads it.  0 or -errno, nothing left behind.
 */
int entry_begin(const struct login *, const struct bundle *grant);

/*
 * Prepare the next record of a session that goes on (record_put_next()): from
 * the header of the last one, what the login's policy says now, and a whole
 * grant.  0 or -errno.
 */
int entry_renew(const struct login *, const struct message *header,
    const struct bundle *grant);

/* The same of that record without its base: nothing is derived from it any
 * more. */
int entry_last(int record);

#endif
