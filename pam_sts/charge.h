/* Whose session is kept, and who leads it. */

#ifndef PAM_STS_CHARGE_H
#define PAM_STS_CHARGE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "common/limits.h"

struct message;

struct charge {
	char user[NAME_MAX_BYTES + 1]; /* for log lines */
	char audit[11]; /* the kernel's session; "": none */
	uid_t uid; /* who owns it */
	pid_t leader; /* 0: it has ended */
	uint64_t start;
};

/* From the header of its record; false: it does not say. */
bool charge_read(struct charge *, const struct message *);

#endif
