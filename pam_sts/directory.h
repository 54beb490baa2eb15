/*
 * A session's directory, sessions/<uid>/<id>: credentials and config, which
 * every AWS SDK reads, keys, which pam-sts reads for them, and info, for
 * people.  It belongs to the user, so that a close without privilege can still
 * remove the files; root works in it by descriptor only.
 */

#ifndef PAM_STS_DIRECTORY_H
#define PAM_STS_DIRECTORY_H

#include <stdbool.h>
#include <sys/types.h>

struct bundle;
struct login;

/* The directory, new and still root's, or as it is: a descriptor or -errno. */
int directory_make(uid_t, const char *id);
int directory_open(uid_t, const char *id);

/*
 * Write the files of l->target's session, each whole and in place of the one
 * there was; obtained: how, for people.  0 or -errno.
 */
int directory_fill(int dir, const struct login *, const struct bundle *grant,
    const char *obtained);

/* Make it the user's: until now he could not reach into it. */
int directory_give(int dir, const struct login *);

/* Remove the keys that its files hold: 0, or -errno when they may still be
 * there. */
int directory_expire(uid_t, const char *id);

/*
 * Remove all of it: what we put there and, with `all`, what the user did, but
 * for directories of his, and then the directory, and the user's when it was
 * the last.  Idempotent; as the user it removes what he may.  0, or -errno
 * when keys may still be there.
 */
int directory_remove(uid_t, const char *id, bool all);

/* Does info say that the credentials are to outlive the session?  Who asks
 * must not trust it with more than is the user's. */
bool directory_lingers(uid_t, const char *id);

#endif
