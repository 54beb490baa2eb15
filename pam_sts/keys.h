/* The user's files under /var/lib/pam_sts, and the record of his login
 * session, as descriptors for the helpers. */

#ifndef PAM_STS_KEYS_H
#define PAM_STS_KEYS_H

#include <stdbool.h>

#include "pam_sts/dialogue.h"

/* A file that is not there is /dev/null; a negative number says what else is
 * wrong with it. */
struct keys {
	int secret, counter;
	int key; /* what the first call is signed with */
};

#define NO_KEYS ((struct keys){-1, -1, -1})

/* End with keys_close(). */
void keys_open(struct keys *, struct login *);
void keys_close(const struct keys *);

/* True, with the answer saying why, when one of them must not be used. */
bool keys_refused(const struct keys *, struct answer *);

/* Has one of them been removed since they were opened? */
bool keys_revoked(const struct keys *);

/* Is any of his files there, usable or not?  Who lacks one of several is
 * enrolled, and refused; nullok is not for him. */
bool keys_enrolled(const struct login *);

#endif
