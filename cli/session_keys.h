/* The temporary credentials of one profile of a session. */

#ifndef CLI_SESSION_KEYS_H
#define CLI_SESSION_KEYS_H

#include "cli/session.h"

/* Of every profile, and of the default again, each of the longest. */
#define SESSION_KEYS_MAX ((PROFILES_MAX + 1) * (MESSAGE_MAX + 512))

/* Every text keeps its row in common/field.  Borrows from itself. */
struct session_keys {
	struct span profile, region; /* region may be absent */
	struct span access_key_id, secret_access_key, session_token;
	struct span expires;
	struct session session;
	char room[SESSION_KEYS_MAX + 1];
};

/*
 * Read them, of the session as in session_open(), of the profile of that name
 * or, if that is NULL, its first.  DONE; or REFUSED, said, when they are not
 * there or have expired.  End with session_keys_wipe() either way.
 */
int session_keys_read(
    struct session_keys *, const char *session, const char *profile);

/* Wipe what is secret; profile and region stay. */
void session_keys_wipe(struct session_keys *);

#endif
