/*
 * Carrying credentials from authenticate to open_session: sshd runs the
 * first in a child that dies, and only the PAM environment comes back.  So
 * they lie in a root-only file on tmpfs, and its random name is what travels.
 */

#ifndef PAM_STS_TICKET_H
#define PAM_STS_TICKET_H

#include "common/limits.h"
#include "common/wire.h"

struct login;

#define TICKET_VARIABLE "PAM_STS_TICKET"

/* Turn obtain's reply into a ticket for this login. */
void ticket_fill(const struct login *, struct message *);

/*
 * Store a message of KIND_TICKET, TAG_STAMP being set here, and put its name
 * into the PAM environment.  0 or -errno, nothing left behind.
 */
int ticket_store(const struct login *, struct message *);

/*
 * Take the ticket that the PAM environment names, for good: it is unlinked
 * before it is read, and the variable removed.  0 with *m borrowing from buf;
 * -ENOENT: there is none; -EACCES: it is old, or of another service or user;
 * -EPROTO: it is no ticket.  The caller wipes buf.
 */
int ticket_take(
    const struct login *, struct message *m, uint8_t buf[static MESSAGE_MAX]);

#endif
