/*
 * Carrying credentials from authenticate to open_session: sshd runs the
 * first in a child that dies, and only the PAM environment comes back.  So
 * they lie in a root-only file on tmpfs, and its random name is what travels.
 */

#ifndef PAM_STS_TICKET_H
#define PAM_STS_TICKET_H

#include "common/bundle.h"

struct login;

#define TICKET_VARIABLE "PAM_STS_TICKET"

/*
 * Store a grant and put its name into the PAM environment.  0 or -errno,
 * nothing left behind.
 */
int ticket_store(const struct login *, const struct bundle *);

/*
 * Take the ticket that the PAM environment names, for good: it is unlinked
 * before it is read, and the variable removed.  0 with the grant in the
 * bundle, and l->user the one who authenticated; -ENOENT: there is none;
 * -EACCES: it is old, or of another service, user or target; -EPROTO: it is
 * no ticket.
 */
int ticket_take(struct login *, struct bundle *);

#endif
