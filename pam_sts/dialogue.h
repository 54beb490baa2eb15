/*
 * Conversations with the helpers: what is asked, what may be answered, how
 * long that may take.  An outcome is a status and a text for the log.
 */

#ifndef PAM_STS_DIALOGUE_H
#define PAM_STS_DIALOGUE_H

#include "common/secret.h"
#include "common/wire.h"
#include "pam_sts/login.h"
#include "pam_sts/spawn.h"

struct bundle;

struct answer {
	enum status status;
	char detail[DETAIL_MAX + 1]; /* printable; for the log only */
	char profile[PROFILE_NAME_MAX + 1]; /* whose call failed; or "" */
};

/* Make an answer of our own: with a text, or with one and an -errno. */
void answer_set(struct answer *, enum status, const char *detail);
void answer_fail(struct answer *, const char *what, int error);

/*
 * Ask pam-sts-verify about the code; counter and secret are descriptors
 * (authority_nothing() for none) and stay the caller's.
 */
void dialogue_verify(struct answer *, const struct login *,
    const struct secret *code, int secret, int counter);

/*
 * Name the session if it has no name yet, start pam-sts-obtain and tell it all
 * but the code: it connects while the user types.  key is the descriptor of
 * what the first call is signed with.  *c is the caller's to end with
 * spawn_end().
 */
void dialogue_prepare(
    struct answer *, struct child *c, struct login *, int key);

/*
 * Hear whether it can begin at all: profiles, key and requests, no network.
 * Nothing is lost yet, so a code is not used up for a set-up that is broken.
 */
void dialogue_prepared(struct answer *, const struct child *);

/*
 * Have it done: code may be NULL.  When the answer is OK, the credentials
 * have been added to the grant: of every profile, in their order, and where
 * the user's own key signed, the base before them.  Of a login that is renewed
 * from what a code gave: of the renewable profiles, and no base.
 */
void dialogue_commit(struct answer *, const struct child *,
    const struct login *, const struct secret *code, struct bundle *grant);

#endif
