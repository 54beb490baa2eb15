/* What a check finds: handed on one by one, and counted. */

#ifndef COMMON_FAULT_H
#define COMMON_FAULT_H

#include "common/config.h"

struct faults {
	void (*report)(void *ctx, const struct config_error *); /* or NULL */
	void *ctx;
	unsigned count;
};

void fault_add(struct faults *, struct span file, unsigned line,
    const char *what, struct span text);

#endif
