/*
 * Several messages in one file: a login's header (KIND_TICKET or KIND_RECORD)
 * and its KIND_CREDENTIALS, each behind its length, u32, big-endian.
 */

#ifndef COMMON_BUNDLE_H
#define COMMON_BUNDLE_H

#include "common/limits.h"
#include "common/wire.h"

/* A header, a base and every profile, all of them of the longest. */
#define BUNDLE_MAX ((PROFILES_MAX + 2) * (MESSAGE_MAX + 4))

struct bundle {
	uint8_t *p; /* the caller's room */
	size_t cap, n;
};

/* Append a message: 0, or -EPROTO or -EMSGSIZE as wire_encode(). */
int bundle_add(struct bundle *, const struct message *);

/*
 * Read the message at *at and move *at behind it; start with 0.  1; 0 at the
 * end; -EPROTO when what is there is no message.  *m borrows from the bundle.
 */
int bundle_next(const struct bundle *, size_t *at, struct message *m);

#endif
