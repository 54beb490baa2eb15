/*
 * Carries one connection from a port of loopback to another, and resets both
 * of its ends when it is killed, as a client's machine that loses its power
 * and comes back does.  Usage: relay PORT TO
 */

#include <sys/socket.h>

#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ROOM 65536

static struct sockaddr_in
address(const char *port)
{
	return (struct sockaddr_in){.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)atoi(port)),
	    .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
}

/* From now on, close(2) is a reset. */
static bool
reset_at_end(int fd)
{
	const struct linger now = {.l_onoff = 1, .l_linger = 0};

	return setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now)) == 0;
}

static int
take(const char *port)
{
	const struct sockaddr_in here = address(port);
	int s = socket(AF_INET, SOCK_STREAM, 0), on = 1;

	if (s == -1 ||
	    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
	    bind(s, (const struct sockaddr *)&here, sizeof(here)) == -1 ||
	    listen(s, 1) == -1)
		return -1;
	puts("ready");
	fflush(stdout);
	return accept(s, NULL, NULL);
}

static bool
carry(int from, int to)
{
	static char room[ROOM];
	ssize_t n = recv(from, room, sizeof(room), 0);

	return n > 0 && send(to, room, (size_t)n, MSG_NOSIGNAL) == n;
}

int
main(int argc, char **argv)
{
	struct pollfd p[2] = {{.events = POLLIN}, {.events = POLLIN}};
	struct sockaddr_in there;

	if (argc != 3)
		return 2;
	there = address(argv[2]);
	p[0].fd = take(argv[1]);
	p[1].fd = socket(AF_INET, SOCK_STREAM, 0);
	if (p[0].fd == -1 || p[1].fd == -1 || !reset_at_end(p[0].fd) ||
	    !reset_at_end(p[1].fd) ||
	    connect(p[1].fd, (const struct sockaddr *)&there, sizeof(there)) ==
		-1)
		return 1;
	while (poll(p, 2, -1) > 0)
		for (int i = 0; i < 2; i++)
			if (p[i].revents != 0 && !carry(p[i].fd, p[1 - i].fd))
				return 0;
	return 1;
}
