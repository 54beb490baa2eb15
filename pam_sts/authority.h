/*
 * The one room that opens things by path with root's authority, and checks
 * that they are root's.  Everything else works below the descriptors it hands
 * out.  All are close-on-exec; the caller closes them.  Errors are -errno;
 * -EPERM: it is there, but others could have written it.
 */

#ifndef PAM_STS_AUTHORITY_H
#define PAM_STS_AUTHORITY_H

#include <stdbool.h>
#include <sys/types.h>

/* A file of the configuration, by its name in dir or, with AT_FDCWD, by its
 * path: a regular file of root's that only root may write. */
int authority_config(int dir, const char *name);

/* The directory of further files; -ENOENT: there is none. */
int authority_includes(const char *path);

enum state_file { STATE_SECRET, STATE_COUNTER, STATE_KEY };

/*
 * A file of the user's state directory, root's and 0600; the counter for
 * reading and writing, the others for reading.  -ENOENT: he has none;
 * -ENOTDIR: there is no directory for anybody's.
 */
int authority_state(uid_t uid, enum state_file);

/* /dev/null, for a helper's descriptor that has nothing to say. */
int authority_nothing(void);

/* Root's own directories, made if this boot has not seen them yet; those with
 * `make` only then, else -ENOENT. */
int authority_tickets(void);
int authority_records(bool make);
int authority_kept(void);
int authority_keepers(bool make); /* anybody may pass through it */

/* All users' sessions, to be listed, not made; and the same of one user. */
int authority_all_sessions(void);

/* The directory of a user's sessions; made when `make`, else -ENOENT. */
int authority_sessions(uid_t uid, bool make);

/* Remove the user's directory of sessions if it is empty. */
void authority_sessions_tidy(uid_t uid);

#endif
