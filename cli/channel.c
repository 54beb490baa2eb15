/* Sending and receiving messages; run by anybody. */

#include <sys/socket.h>

#include <errno.h>
#include <poll.h>
#include <string.h>

#include "cli/channel.h"

int
channel_send(int sock, const struct message *m)
{
	uint8_t buf[MESSAGE_MAX];
	int n = wire_encode(m, buf, sizeof(buf));
	int r = -EPROTO;

	if (n >= 0)
		r = send(sock, buf, (size_t)n, MSG_NOSIGNAL) == -1 ? -errno : 0;
	explicit_bzero(buf, sizeof(buf));
	return r;
}

ssize_t
channel_receive(int sock, int milliseconds, uint8_t room[static MESSAGE_MAX])
{
	struct pollfd p = {.fd = sock, .events = POLLIN};
	ssize_t n;
	int r;

	do
		r = poll(&p, 1, milliseconds);
	while (r == -1 && errno == EINTR);
	if (r == 0)
		return -ETIMEDOUT;
	n = r == -1 ? -1 :
		      recv(sock, room, MESSAGE_MAX, MSG_TRUNC | MSG_DONTWAIT);
	return n == -1 ? -errno : n;
}
