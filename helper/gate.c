/* Waiting for the code, and the deadline that begins with it. */

#include <poll.h>
#include <time.h>

#include "helper/gate.h"

#define CLOSED_MS 60000

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
gate_open(struct gate *g)
{
	if (g->fetch != NULL && g->fetch(g->ctx) < 0) {
		g->left = true;
		return;
	}
	g->open = true;
	g->deadline = now_ms() + (int64_t)g->timeout * 1000;
}

int
gate_wait(struct gate *g)
{
	struct pollfd p = {.fd = g->fd, .events = POLLIN};

	while (!g->open && !g->left)
		if (poll(&p, 1, -1) == 1)
			gate_open(g);
	return g->left ? -1 : 0;
}

int
gate_remaining(const struct gate *g)
{
	int64_t left = g->open ? g->deadline - now_ms() : CLOSED_MS;

	return left < 0 ? 0 : (int)left;
}
