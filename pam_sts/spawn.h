/*
 * Starting a helper or a keeper in somebody else's process: without the host
 * noticing a child, and with nothing of the caller's left in it, nor, in a
 * helper, of root's.
 */

#ifndef PAM_STS_SPAWN_H
#define PAM_STS_SPAWN_H

#include <sys/types.h>

struct child {
	int sock; /* our end of its descriptor 0; -1: none */
	int pidfd; /* of the process in the middle */
};

#define NO_CHILD ((struct child){-1, -1})

/*
 * Start LIBEXECDIR/name as uid and gid (which are not 0) with an empty
 * environment: descriptor 0 the socket, 1 and 2 /dev/null, 3 and 4 those
 * given.  0 or -errno.  A helper that cannot be executed shows as end of
 * file on sock.
 */
int spawn_helper(
    struct child *, const char *name, int fd3, int fd4, uid_t uid, gid_t gid);

/*
 * Start LIBEXECDIR/pam-sts-keeper for a session, as root and init's child, and
 * wait until it keeps it: 0 or -errno.
 */
int spawn_keeper(const char *session);

/* Kill it, if it still runs, and reap it; idempotent. */
void spawn_end(struct child *);

#endif
