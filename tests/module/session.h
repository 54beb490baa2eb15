/* A session's steps and their traces, for several subjects. */

#ifndef TESTS_MODULE_SESSION_H
#define TESTS_MODULE_SESSION_H

#include "tests/module/host.h"

/* The path of the ticket, and of the session's record (static buffers). */
const char *session_ticket(const struct host *);
const char *session_record(const struct host *);

/*
 * Files of several messages, as tickets, records and what is kept: a field of
 * the i-th, from 0, as text, "" when it has none (static buffer); and the
 * same set anew, or taken out (NULL).
 */
const char *session_stored(const char *path, int i, enum tag tag);
void session_store(const char *path, int i, enum tag tag, const char *value);
/* How many there are; -1: there is none, or it is damaged. */
int session_stored_count(const char *path);

/* authenticate and open_session are refused by what the configuration says
 * wrong: nobody is asked, no helper is started. */
void session_config_refused(struct host *, const char *log);

/* authenticate is refused as the ticket cannot be written, and why: no file,
 * no variable. */
void session_no_ticket(struct host *, const char *why);

/* The same of open_session and the session's files. */
void session_refused(struct host *, const char *why);

/* open_session takes no ticket: no credentials, no error, one line, and the
 * variable is gone. */
void session_not_taken(struct host *, const char *log);

/* Every directory and file of the session, its mode and its owner. */
void session_tree(const struct host *, uid_t);

/* alice gives her code and has her files. */
void session_open(struct host *);

/* The last call said nothing, and no file is left. */
void session_gone(struct host *);

/* alice's login as sshd's monitor has it, from code to close. */
void session_whole(struct host *);

#endif
