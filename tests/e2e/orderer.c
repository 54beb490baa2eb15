/*
 * Bothers the keeper of the session it is run in.
 *
 *   orderer burst SOCKET N          N orders to renew, as fast as can be; no
 *                                   answer is waited for.  Prints how many the
 *                                   kernel took.
 *   orderer garbage SOCKET N SEED   N messages that are none, of any size
 *   orderer silence SOCKET N        N connections on which nothing is said,
 *                                   until it is killed
 */

#include <sys/socket.h>
#include <sys/un.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/wire.h"

#define GARBAGE_MAX 100000

static uint8_t room[GARBAGE_MAX];

static int
reach(const char *path, int flags)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	int sock = socket(AF_UNIX, SOCK_SEQPACKET | flags, 0);

	snprintf(name.sun_path, sizeof(name.sun_path), "%s", path);
	if (sock != -1 &&
	    connect(sock, (const struct sockaddr *)&name, sizeof(name)) == -1) {
		close(sock);
		sock = -1;
	}
	return sock;
}

static int
burst(const char *path, int n)
{
	const struct message m = {
	    .kind = KIND_ORDER, .field = {[TAG_ORDER] = span_of("renew")}};
	int size = wire_encode(&m, room, sizeof(room)), taken = 0;

	while (n-- > 0) {
		int sock = reach(path, SOCK_NONBLOCK);

		taken += sock != -1 &&
		    send(sock, room, (size_t)size, MSG_NOSIGNAL) == size;
		if (sock != -1)
			close(sock);
	}
	printf("%d\n", taken);
	return 0;
}

static int
garbage(const char *path, int n)
{
	while (n-- > 0) {
		int sock = reach(path, 0);
		size_t size = (size_t)(rand() % GARBAGE_MAX);

		for (size_t i = 0; i < size; i++)
			room[i] = (uint8_t)rand();
		if (sock == -1)
			return 1;
		/* Heard out only while its sender is there. */
		if (send(sock, room, size, MSG_NOSIGNAL) != -1)
			(void)recv(sock, room, sizeof(room), 0);
		close(sock);
	}
	return 0;
}

/* Each waits for its turn to be heard, and lets it pass. */
static _Noreturn void
silence(const char *path, int n)
{
	char end;

	while (n-- > 0)
		if (fork() == 0) {
			int sock = reach(path, 0);

			(void)recv(sock, &end, 1, 0);
			for (;;)
				pause();
		}
	puts("silent");
	fflush(stdout);
	for (;;)
		pause();
}

int
main(int argc, char **argv)
{
	if (argc == 5)
		srand((unsigned)atoi(argv[4]));
	if (argc == 4 && strcmp(argv[1], "burst") == 0)
		return burst(argv[2], atoi(argv[3]));
	if (argc == 5 && strcmp(argv[1], "garbage") == 0)
		return garbage(argv[2], atoi(argv[3]));
	if (argc == 4 && strcmp(argv[1], "silence") == 0)
		silence(argv[2], atoi(argv[3]));
	return 2;
}
