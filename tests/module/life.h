/*
 * Sessions that processes of their own lead, and their keepers: begun by the
 * module, ended by whatever comes.
 */

#ifndef TESTS_MODULE_LIFE_H
#define TESTS_MODULE_LIFE_H

#include <stdbool.h>
#include <sys/types.h>

#include "common/limits.h"

struct host;

struct life {
	pid_t leader; /* 0: it was killed */
	char id[SESSION_HEX + 1];
};

/*
 * Begin alice's: in a child of the case's these calls are made, and then it
 * waits.  NULL: session_open().
 */
void life_begin(struct life *, void (*calls)(struct host *));

/* SIGKILL, and it is gone. */
void life_kill_leader(struct life *);
void life_kill_keeper(const char *id);

/* Give it a keeper as the module does, and wait until it keeps. */
void life_start_keeper(const char *id);

/* Its keeper; 0: there is none. */
pid_t life_keeper(const char *id);

/* Paths of its files, its record and its socket (static buffers). */
const char *life_file(const struct life *, const char *name);
const char *life_record(const struct life *);
const char *life_desk(const struct life *);

/* close_session in another process, by that uid, which knows nothing but the
 * session's name. */
void life_close(const struct life *, uid_t);

/* So many seconds from now, as credentials have it; static buffer. */
const char *life_moment(int seconds);

/* Has a keeper logged this in the case?  Takes world_keeper_log(). */
bool life_logged(const char *text);

/* Soon nothing is left of it, nor of its user's sessions. */
void life_over(const struct life *);

/* Run pam-sts-keeper --sweep, as root does: what it says; static buffer. */
const char *life_sweep(int status);

/* Before a case: kill the keepers of the last one. */
void life_end_keepers(void);

#endif
