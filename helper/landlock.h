/*
 * Landlock, which has no wrapper in libc.  It is best effort: a kernel that
 * does not have it gives no ruleset, and the other layers stand alone.
 */

#ifndef HELPER_LANDLOCK_H
#define HELPER_LANDLOCK_H

/*
 * A ruleset that allows nothing, over every file right that this kernel and
 * we know, and keeps signals and abstract sockets of other processes out of
 * reach.  A descriptor; -1: none.
 */
int landlock_ruleset(void);

/* Let path, and all below it, be read; a path that is not there, or NULL,
 * needs no leave. */
void landlock_read(int ruleset, const char *path);

/* From now on, for good; closes the ruleset.  0 or -1. */
int landlock_enter(int ruleset);

#endif
