/*
 * What a login is given: its header and its credentials, as one bundle.  A
 * ticket is a grant in a file; open_session publishes one.
 */

#ifndef PAM_STS_GRANT_H
#define PAM_STS_GRANT_H

#include "common/bundle.h"

struct login;

/* Room for one; 0 or -ENOMEM.  End with grant_close(), which wipes it. */
int grant_open(struct bundle *);
void grant_close(struct bundle *);

/* Read the one that a file is, from where it stands: 0 or -errno. */
int grant_read(struct bundle *, int fd);

/*
 * Begin it with the header (KIND_TICKET) of this login, which has its session
 * and its proof: 0 or -errno.
 */
int grant_begin(struct bundle *, const struct login *);

struct grant_header {
	struct message m; /* borrows from the bundle */
	size_t at; /* where the credentials begin */
};

/* Its header, of that kind: 0 or -EPROTO. */
int grant_header(const struct bundle *, enum kind kind, struct grant_header *);

/* The same, when behind the header, to the end, are credentials, of one
 * profile at least. */
int grant_whole(const struct bundle *, enum kind kind, struct grant_header *);

/*
 * The next credentials of a profile, *at as grant_header() left it: 1, or 0
 * when there are no more.
 */
int grant_next(const struct bundle *, size_t *at, struct message *);

/* What further roles can be derived from: 1, or 0 when it has none. */
int grant_base(const struct bundle *, struct message *);

#endif
