/*
 * A directory below RUNDIR/pam_sts that is root's alone, with files that are,
 * too.  Functions that say so have said what went wrong.
 */

#ifndef CLI_ROOT_DIR_H
#define CLI_ROOT_DIR_H

#include <stdbool.h>

struct root_dir {
	const char *path;
	int fd; /* -1: there is none */
};

/* 0, also if there is none; or -1, said.  End with root_dir_close(). */
int root_dir_open(struct root_dir *, const char *path);
void root_dir_close(struct root_dir *);

/*
 * Have each entry's name taken, in no order; none when there is no directory.
 * 0; or -1, said, also when one was not taken, by errno.
 */
int root_dir_each(const struct root_dir *,
    bool (*take)(void *ctx, const char *name), void *ctx);

/* Open a file to be read: 1; 0 when it is not there any more; -1, said. */
int root_dir_file(const struct root_dir *, const char *name, int *fd);

/* Remove what there is of that name.  0, or -1, said. */
int root_dir_remove(const struct root_dir *, const char *name);

/* Say what errno means for an entry, or for all of it if name is NULL.
 * Returns -1. */
int root_dir_fail(const struct root_dir *, const char *name);

#endif
