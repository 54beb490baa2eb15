/* Looking after idle connections. */

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include "helper/peer.h"

void
peer_note(struct peer *peer, int fd)
{
	peer->fd[peer->count++ % PEER_SOCKETS] = fd;
}

/* A socket that was closed since then has no name, or another one. */
static bool
has_port(int fd, int port)
{
	struct sockaddr_storage a = {0};
	socklen_t size = sizeof(a);

	/* sin_port and sin6_port stand at the same place. */
	return getsockname(fd, (struct sockaddr *)&a, &size) == 0 &&
	    ((struct sockaddr_in *)&a)->sin_port == htons((uint16_t)port);
}

/* Mere readability is no sign of the end: TLS 1.3 sends session tickets
 * unasked. */
bool
peer_is_gone(const struct peer *peer, int local_port)
{
	unsigned n = peer->count < PEER_SOCKETS ? peer->count : PEER_SOCKETS;

	for (unsigned i = 0; i < n; i++) {
		struct pollfd p = {.fd = peer->fd[i], .events = POLLRDHUP};

		if (has_port(p.fd, local_port))
			return poll(&p, 1, 0) != 0;
	}
	return true;
}
