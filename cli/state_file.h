/*
 * The files in a user's directory: complete or absent, root's, 0600.  What
 * they mean is in record.h.  Functions that say so have said what went wrong.
 */

#ifndef CLI_STATE_FILE_H
#define CLI_STATE_FILE_H

#include "cli/state.h"
#include "common/limits.h"
#include "common/text.h"

#define STATE_SECRET "secret"
#define STATE_KEY "key"
#define STATE_COUNTER "counter"

/*
 * Read a file whole.  0, *text absent if it is not there; or -1, said.  The
 * caller wipes room in either case.
 */
int state_read(const struct state *, const char *name, struct span *text,
    char room[static STANZA_MAX + 1]);

/* Write a file, complete or not at all, over the one that is there.  0, or
 * -1, said. */
int state_write(
    const struct state *, const char *name, const void *bytes, size_t n);

/* 1: removed, 0: it was not there, -1: said. */
int state_remove(const struct state *, const char *name);

/* Remove what runs that were killed have left behind. */
void state_sweep(const struct state *);

#endif
