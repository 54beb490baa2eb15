/*
 * The state directory: one directory a user, named by uid, root's alone.
 * This room opens, locks and checks directories; their files are in
 * state_file.h.  Functions that say so have said what went wrong.
 */

#ifndef CLI_STATE_H
#define CLI_STATE_H

#include <sys/types.h>

#include <stdbool.h>

#define STATE_DIR LOCALSTATEDIR "/lib/pam_sts"

struct state {
	uid_t uid;
	int base; /* STATE_DIR; -1: there is none */
	int dir; /* STATE_DIR/<uid>; -1: there is none */
	bool locked;
};

struct trust;

/* Open STATE_DIR to look at what is in it.  0, *fd -1 if it is not there;
 * or -1, said. */
int state_base(int *fd);

/*
 * Open a user's directory and lock it against other runs; make it if `make`.
 * 0, or -1, said.  End with state_close().
 */
int state_open(struct state *, uid_t, bool make);

/* The same without making or lock, to look only. */
int state_look(struct state *, uid_t);

/* Close; a directory that holds nothing any more goes.  Does it stand yet? */
bool state_close(struct state *);

/* Say what errno means for STATE_DIR/<uid>/name; s and name may be NULL.
 * Returns -1. */
int state_fail(const struct state *, const char *name);

/* 0; or -1, said, when others than root could have changed it. */
int state_trust(int fd, const struct state *, const char *name, struct trust);

#endif
