/* An AWS key, long-term or temporary: what a call is signed with. */

#ifndef HELPER_CREDENTIALS_H
#define HELPER_CREDENTIALS_H

#include "common/wire.h"
#include "helper/verdict.h"

/* Texts with a NUL; every one keeps its row in common/field. */
struct credentials {
	char access_key_id[128 + 1];
	char secret_access_key[256 + 1];
	char session_token[24576 + 1]; /* empty: a long-term key */
	char expiration[20 + 1];
	char arn[2048 + 1]; /* may be empty */
};

/*
 * Read a user's key file.  0, or -1 with a verdict: NOT_ENROLLED when it is
 * empty or another user's, CONFIG when it cannot be a key.
 */
int credentials_from_key(struct credentials *, struct span stanza,
    struct span user, struct verdict *);

/*
 * Copy one field if it keeps its rule; false, and nothing changed, if not.
 */
bool credentials_set(struct credentials *, enum tag, struct span);

/* Fill in the fields of a reply; it borrows.  And back, from a message that
 * wire_parse() read. */
void credentials_put(const struct credentials *, struct message *);
void credentials_take(struct credentials *, const struct message *);

void credentials_wipe(struct credentials *);

#endif
