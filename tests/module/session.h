/* A session's steps and their traces, for several subjects. */

#ifndef TESTS_MODULE_SESSION_H
#define TESTS_MODULE_SESSION_H

#include "tests/module/host.h"

/* authenticate is refused as the ticket cannot be written, and why: no file,
 * no variable. */
void session_no_ticket(struct host *, const char *why);

/* The same of open_session and the session's files. */
void session_refused(struct host *, const char *why);

/* Every directory and file of the session, its mode and its owner. */
void session_tree(const struct host *, uid_t);

/* alice gives her code and has her files. */
void session_open(struct host *);

/* The last call said nothing, and no file is left. */
void session_gone(struct host *);

/* alice's login as sshd's monitor has it, from code to close. */
void session_whole(struct host *);

#endif
