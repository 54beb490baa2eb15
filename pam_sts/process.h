/*
 * What the kernel says about processes.  A pid alone names nobody: pids are
 * used again, so a process is its pid and the time it started.
 */

#ifndef PAM_STS_PROCESS_H
#define PAM_STS_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct process {
	pid_t pid, parent;
	pid_t session; /* its POSIX session: the leader's pid */
	unsigned terminal; /* the number of its controlling one; 0: none */
	uint64_t start; /* clock ticks since boot */
};

/* False when there is none, or it has ended and is not yet reaped. */
bool process_find(struct process *, pid_t);

/* Is this very process still there? */
bool process_lives(pid_t, uint64_t start);

/* Is it the ancestor, or a descendant of it?  False once either has ended. */
bool process_descends(pid_t, pid_t ancestor);

#define BOOT_ID_LENGTH 36

/* The kernel's id of this boot; 0 or -errno. */
int process_boot(char id[static BOOT_ID_LENGTH + 1]);

#define AUDIT_LENGTH 10

/* The audit session of a process, decimal; false where the kernel sets none,
 * and when it has ended. */
bool process_audit_of(pid_t, char id[static AUDIT_LENGTH + 1]);

/*
 * Read a file of /proc/self from its start: the bytes read, cap at the most,
 * or -errno.
 */
ssize_t process_read(const char *name, char *room, size_t cap);

#endif
