/*
 * The gate before a request: a descriptor that becomes readable when the
 * request may leave, and the clock that starts then.  Until then time does
 * not count: somebody is typing.
 */

#ifndef HELPER_GATE_H
#define HELPER_GATE_H

#include <stdbool.h>
#include <stdint.h>

struct gate {
	int fd;
	/* Called once, when fd is readable: fetch what is to be sent.  -1:
	 * nothing is to be sent, leave.  NULL: there is nothing to fetch. */
	int (*fetch)(void *ctx);
	void *ctx;
	unsigned timeout; /* seconds, from the opening on */
	bool open, left; /* start with false */
	int64_t deadline; /* ms of CLOCK_MONOTONIC, once open */
};

/* Fetch, and open or leave: fd is readable, or nobody is waited for. */
void gate_open(struct gate *);

/* Wait until it is open: 0, or -1 to leave. */
int gate_wait(struct gate *);

/* Milliseconds that remain; 0 when the time is up, a minute while closed. */
int gate_remaining(const struct gate *);

#endif
