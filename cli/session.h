/*
 * The session that the caller is in, or names, and its files.  They are the
 * user's own: nothing trusts what they say.
 */

#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "common/limits.h"
#include "common/text.h"

#define SESSION_INFO_MAX ((PROFILES_MAX + 1) * STANZA_MAX)

struct session {
	const char *id; /* as it was named */
	bool given; /* by the caller, not by the environment */
	int dir;
	struct span info; /* what is noted of it; absent: it is not there */
	struct span profiles; /* their names, as noted */
	struct span first; /* of them, the default */
	char room[SESSION_INFO_MAX + 1];
};

/*
 * Open the session of that id or, if that is NULL, the one that the
 * environment names.  False when there is none, or its notes name no
 * profiles: session_refuse() says so.  End with session_close() either way.
 */
bool session_open(struct session *, const char *id);
void session_close(struct session *);

/* Say why session_open() was false.  REFUSED. */
int session_refuse(const struct session *);

/* Why the environment has no session; absent: it does not say. */
struct span session_none(void);

/* A line of its notes: of the session, or of one of its profiles. */
struct span session_fact(const struct session *, const char *key);
struct span session_profile_fact(
    const struct session *, struct span profile, const char *key);

/*
 * Read a file of the session whole.  0 with *text in room[cap]; -ENOENT;
 * -EPERM when it is not the caller's regular file; -EFBIG when it fills the
 * room; another -errno.
 */
int session_read(const struct session *, const char *name, struct span *text,
    char *room, size_t cap);

#endif
