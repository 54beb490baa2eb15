/*
 * The sockets of the connections that libcurl makes, to look whether the peer
 * has closed one while it was idle.
 */

#ifndef HELPER_PEER_H
#define HELPER_PEER_H

#include <stdbool.h>

#define PEER_SOCKETS 16

/* Start with zeroes. */
struct peer {
	int fd[PEER_SOCKETS]; /* the last ones noted */
	unsigned count;
};

/* A socket was opened. */
void peer_note(struct peer *, int fd);

/* Is the connection with this local port closed by its peer, or unknown? */
bool peer_is_gone(const struct peer *, int local_port);

#endif
