/*
 * The login session that a session was derived from: whose base signs its
 * first call, when credential_source is LoginSession.
 */

#ifndef PAM_STS_LINEAGE_H
#define PAM_STS_LINEAGE_H

struct login;

/*
 * The record of the login session that this process belongs to and that is
 * l->user's own: a descriptor that reads it; with l->login named, and how he
 * proved himself then; or -errno: there is none.
 *
 * PAM_STS_SESSION of the environment this program was started with names it,
 * and is believed only when the record is of this boot, of this real uid and
 * of this user, and its leader is alive and an ancestor of this process, or
 * (tmux: no longer an ancestor) both are of one audit session.
 */
int lineage_find(struct login *);

/* The same of the one that l->login names, as long as its leader lives: once
 * it was found. */
int lineage_again(struct login *);

#endif
