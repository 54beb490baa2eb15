/*
 * A session: its files sessions/<uid>/<id>/credentials and config, read by
 * every AWS SDK, and info, for people; its record; its environment.
 */

#ifndef PAM_STS_SESSION_H
#define PAM_STS_SESSION_H

#include <stdbool.h>

struct bundle;
struct login;

/*
 * Publish a grant as the session l->session of l->target: files first, whole
 * or not at all, then record and environment.  obtained: how, for people.  0
 * or -errno, nothing left behind.
 */
int session_publish(
    const struct login *, const struct bundle *grant, const char *obtained);

/* Is the session that the PAM environment names there already? */
bool session_exists(const struct login *);

/*
 * Remove the session that the PAM environment names.  Idempotent, O(1), no
 * fork; as the user it removes what he may.  0, or -errno when credentials
 * may still be there.
 */
int session_remove(const struct login *);

#endif
