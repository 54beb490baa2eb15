/* Talking to the module; runs unprivileged, inside the sandbox. */

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "helper/channel.h"

int
channel_receive(struct message *m, uint8_t buf[static MESSAGE_MAX])
{
	ssize_t n;

	do
		n = recv(STDIN_FILENO, buf, MESSAGE_MAX, MSG_TRUNC);
	while (n == -1 && errno == EINTR);
	if (n == -1)
		return -errno;
	if (n == 0)
		return -EPIPE;
	return n > MESSAGE_MAX ? -EPROTO : wire_parse(m, buf, (size_t)n);
}

int
channel_send(const struct message *m)
{
	uint8_t buf[MESSAGE_MAX];
	int r = wire_encode(m, buf, sizeof(buf));

	if (r > 0 && send(STDIN_FILENO, buf, (size_t)r, MSG_NOSIGNAL) == -1)
		r = -errno;
	explicit_bzero(buf, sizeof(buf));
	return r < 0 ? r : 0;
}

int
channel_reply(
    enum kind kind, enum status status, const char *detail, struct span profile)
{
	struct message m = {
	    .kind = kind, .status = status, .field = {[TAG_PROFILE] = profile}};
	char text[DETAIL_MAX + 1];

	if (detail != NULL && *detail != '\0') {
		text_printable(text, sizeof(text), span_of(detail));
		m.field[TAG_DETAIL] = span_of(text);
	}
	return channel_send(&m);
}
