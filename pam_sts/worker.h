/*
 * A keeper's worker: a process of its own for what takes time or memory, so
 * that the keeper is awake for its leader's end.  One at a time.
 */

#ifndef PAM_STS_WORKER_H
#define PAM_STS_WORKER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#include "pam_sts/renewal.h"

struct charge;

struct worker {
	pid_t pid;
	int pidfd; /* -1: there is none */
	bool automatic; /* nobody ordered it */
	atomic_bool *waiting; /* shared with it: for a code */
};

/* 0 or -errno; there is none yet. */
int worker_open(struct worker *);

bool worker_is_busy(const struct worker *);

/* Is there none, or one that only waits for somebody to type?  That one may be
 * ended for another. */
bool worker_is_idle(const struct worker *);

/* Start one: to renew; to hear an order; to tell the session's terminals when
 * its credentials end.  False: no process can be made. */
bool worker_renew(struct worker *, int record);
bool worker_take_order(struct worker *, const struct charge *, const char *id,
    int record, int connection);
bool worker_tell(struct worker *, const struct charge *, time_t end);

/* End one that is idle; false: it is not. */
bool worker_give_way(struct worker *);

/* It has ended: what it achieved. */
enum renewal worker_result(struct worker *);

/* Kill it, if there is one; idempotent. */
void worker_end(struct worker *);

#endif
