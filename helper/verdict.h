/*
 * What a step came to, when it came to nothing good: a status for the module
 * and a line for the log.  The detail never holds a secret; it may quote a
 * peer, byte for byte: channel_reply() makes it printable.
 */

#ifndef HELPER_VERDICT_H
#define HELPER_VERDICT_H

#include "common/limits.h"
#include "common/status.h"

#define VERDICT_WHERE_MAX 100

/* Start with zeroes. */
struct verdict {
	enum status status;
	char detail[DETAIL_MAX + 1];
	char where[VERDICT_WHERE_MAX]; /* each detail begins with it */
};

/* Fill in; always -1, so that a check can end with it. */
int verdict_set(struct verdict *, enum status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
