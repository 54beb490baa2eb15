/*
 * Credentials that no session has yet: tickets, which one is to take, and what
 * is kept for sudo.
 */

#ifndef CLI_GRANT_H
#define CLI_GRANT_H

/*
 * Remove those that this user obtained, or that are for him; all of them,
 * unread, if it is NULL.  What is damaged is nobody's and gives nothing: it
 * stays, but for NULL.  0, or -1, said, with all removed that could be.
 */
int grant_remove(const char *user);

#endif
