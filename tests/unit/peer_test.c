/*
 * What stands between a code and a dead connection: the gate, and the look
 * whether the peer has gone.
 */

#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "helper/gate.h"
#include "helper/peer.h"

static int
port_of(int fd)
{
	struct sockaddr_in a;
	socklen_t n = sizeof(a);

	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &n), 0);
	return ntohs(a.sin_port);
}

/* A connection over the loopback address. */
static void
connect_pair(int *here, int *there)
{
	struct sockaddr_in a = {
	    .sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(bind(listener, (struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(listen(listener, 1), 0);
	a.sin_port = htons((uint16_t)port_of(listener));
	*here = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(connect(*here, (struct sockaddr *)&a, sizeof(a)), 0);
	*there = accept(listener, NULL, NULL);
	assert_true(*there >= 0);
	close(listener);
}

static void
a_peer_is_looked_after(void **state)
{
	struct peer peer = {0};
	int here, there, other, far, port;

	(void)state;
	connect_pair(&here, &there);
	connect_pair(&other, &far);
	port = port_of(here);
	assert_true(peer_is_gone(&peer, port)); /* unknown */
	peer_note(&peer, here);
	peer_note(&peer, other);
	assert_false(peer_is_gone(&peer, port));
	/* A session ticket of TLS 1.3 comes unasked and is no farewell. */
	assert_int_equal(write(there, "ticket", 6), 6);
	assert_false(peer_is_gone(&peer, port));
	close(far);
	assert_false(peer_is_gone(&peer, port));
	close(there);
	assert_true(peer_is_gone(&peer, port));
	close(here);
	assert_true(peer_is_gone(&peer, port));
	close(other);
}

static void
old_sockets_are_forgotten(void **state)
{
	struct peer peer = {0};
	int here, there;

	(void)state;
	connect_pair(&here, &there);
	peer_note(&peer, here);
	for (int i = 0; i < PEER_SOCKETS - 1; i++)
		peer_note(&peer, -1);
	assert_false(peer_is_gone(&peer, port_of(here)));
	peer_note(&peer, -1);
	assert_true(peer_is_gone(&peer, port_of(here)));
	close(here);
	close(there);
}

static int
fetch(void *ctx)
{
	char c;

	return read(*(int *)ctx, &c, 1) == 1 && c == 'y' ? 0 : -1;
}

static void
a_gate_opens_or_leaves(void **state)
{
	static const struct {
		const char *reason, *said;
		bool opens;
	} t[] = {
	    {"the code is here", "y", true},
	    {"not that way", "n", false},
	    {"the module has gone", "", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		int fds[2];
		struct gate g = {.fetch = fetch, .timeout = 2};

		assert_int_equal(pipe(fds), 0);
		g.fd = fds[0];
		g.ctx = &fds[0];
		/* While somebody types, no time is up. */
		assert_int_equal(gate_remaining(&g), 60000);
		if (t[i].said[0] != '\0')
			assert_int_equal(write(fds[1], t[i].said, 1), 1);
		close(fds[1]);
		check_row(t[i].reason, gate_wait(&g) == (t[i].opens ? 0 : -1));
		check_row(t[i].reason, g.open == t[i].opens);
		check_row(t[i].reason, g.left == !t[i].opens);
		if (g.open) {
			assert_in_range(gate_remaining(&g), 1900, 2000);
			g.deadline -= 2000;
			assert_int_equal(gate_remaining(&g), 0);
		}
		close(fds[0]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_peer_is_looked_after),
	    cmocka_unit_test(old_sockets_are_forgotten),
	    cmocka_unit_test(a_gate_opens_or_leaves),
	};

	return cmocka_run_group_tests_name("peer", tests, NULL, NULL);
}
