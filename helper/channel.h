/*
 * A helper's end of the conversation: descriptor 0, a SEQPACKET socket whose
 * other end is the module.  Requests and replies take turns.
 */

#ifndef HELPER_CHANNEL_H
#define HELPER_CHANNEL_H

#include "common/limits.h"
#include "common/wire.h"

/*
 * Wait for the next request, of any kind.  0; -EPIPE when the module has gone;
 * -EPROTO when it is no message.  *m borrows from buf.
 */
int channel_receive(struct message *m, uint8_t buf[static MESSAGE_MAX]);

/* Send a message; 0 or a negative errno. */
int channel_send(const struct message *);

/*
 * Send a reply that carries a status and, unless NULL, a detail for the log:
 * cut to DETAIL_MAX, bytes outside printable ASCII become '?'.  profile is the
 * one at fault; absent: none is, or the kind does not tell.
 */
int channel_reply(
    enum kind, enum status, const char *detail, struct span profile);

#endif
