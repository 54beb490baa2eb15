/*
 * A session: its record, its directory, its keeper and its environment, from
 * open_session to close_session.
 */

#ifndef PAM_STS_SESSION_H
#define PAM_STS_SESSION_H

#include <stdbool.h>

struct bundle;
struct login;

/*
 * Publish a grant as the session l->session of l->target: record, files,
 * keeper, environment.  obtained: how, for people.  0 or -errno, nothing left
 * behind.
 */
int session_publish(
    const struct login *, const struct bundle *grant, const char *obtained);

/* Is the session that the PAM environment names there already? */
bool session_exists(const struct login *);

/*
 * Remove the session that the PAM environment names, unless its credentials
 * outlive it: then its keeper will.  Idempotent, O(1), no fork; as the user it
 * removes what he may.  0, or -errno when credentials may still be there.
 */
int session_remove(const struct login *);

#endif
