/*
 * The session's files and environment: sessions/<uid>/<id>/credentials, read
 * by every AWS SDK, and info, for people.
 */

#ifndef PAM_STS_SESSION_H
#define PAM_STS_SESSION_H

#include "common/wire.h"

struct login;

#define SESSION_VARIABLE "PAM_STS_SESSION"

/*
 * Publish a KIND_TICKET message for the login's user: files first, whole or
 * not at all, then the environment.  0 or -errno, nothing left behind.
 */
int session_publish(const struct login *, const struct message *);

/* Is the session that the PAM environment names there already? */
bool session_exists(const struct login *);

/*
 * Remove the session that the PAM environment names.  Idempotent, O(1), no
 * fork; as the user it removes what he may.  0, or -errno when credentials
 * may still be there.
 */
int session_remove(const struct login *);

#endif
