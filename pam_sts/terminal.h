/*
 * The terminals of a session, to tell its user something while he works, as
 * wall(1) and write(1) do.  For a process of root's that is not the host.
 */

#ifndef PAM_STS_TERMINAL_H
#define PAM_STS_TERMINAL_H

#include <sys/types.h>

struct terminal_session {
	pid_t leader; /* he and his descendants belong to it */
	uid_t uid; /* whose terminals are told, no other's */
	const char *audit; /* so does all of this audit session; or NULL */
};

/*
 * Write a line of printable ASCII, once, to each terminal that a process of
 * the session has, the user owns and lets others write to (mesg y).  Does not
 * wait for one that is full or stopped.  How many were told, or -errno.
 */
int terminal_tell(const struct terminal_session *, const char *text);

#endif
