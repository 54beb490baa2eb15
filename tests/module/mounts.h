/* The file systems of the private host. */

#ifndef TESTS_MODULE_MOUNTS_H
#define TESTS_MODULE_MOUNTS_H

/*
 * In a user and mount namespace of its own: make all that is there read-only,
 * then put something private over each path that the module has compiled in.
 * helper is the program that stands for both helpers, keeper the keeper.  0,
 * or -1 with one line on standard error.
 */
int mounts_make(const char *helper, const char *keeper);

/* As process 1 of a namespace of its own: its /proc.  0 or -1. */
int mounts_make_proc(void);

#endif
