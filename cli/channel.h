/* Messages over a socket, whoever is at its other end. */

#ifndef CLI_CHANNEL_H
#define CLI_CHANNEL_H

#include <sys/types.h>

#include "common/limits.h"
#include "common/wire.h"

/*
 * Send; what is composed of the message is wiped.  0; -EPROTO when it does
 * not fit the protocol; another -errno when it cannot be sent, as to one who
 * is gone.
 */
int channel_send(int sock, const struct message *);

/* Wait so long for the next message: its size, more than MESSAGE_MAX when it
 * was cut; 0 at the end; or -errno. */
ssize_t channel_receive(
    int sock, int milliseconds, uint8_t room[static MESSAGE_MAX]);

#endif
