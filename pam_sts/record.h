/*
 * The record of a session: root's own notes, in records/<session id>.  It
 * says whose session it is and which process leads it, and keeps the base
 * credentials, from which sudo derives roles while the session lives.
 */

#ifndef PAM_STS_RECORD_H
#define PAM_STS_RECORD_H

#include <sys/types.h>

#include "common/bundle.h"

struct login;

/*
 * Record the session that l->session names and the grant is of; this process
 * leads it.  0 or -errno, nothing left behind.
 */
int record_write(const struct login *, const struct bundle *grant);

/* Remove the record of a session of that uid's; what is not there, or not
 * his, is let be. */
void record_remove(uid_t, const char *id);

/*
 * The record of the login session that this process belongs to and that is
 * l->user's own: a descriptor that reads it, and how he proved himself then;
 * or -errno: there is none.
 *
 * PAM_STS_SESSION of the environment this program was started with names it,
 * and is believed only when the record is of this boot, of this real uid and
 * of this user, and its leader is alive and an ancestor of this process, or
 * (tmux: no longer an ancestor) both are of one audit session.
 */
int record_of_login(struct login *);

#endif
