/*
 * Where a session's user comes with an order: a socket of its keeper's,
 * keepers/<session id>, that only he and root can reach.
 */

#ifndef PAM_STS_DESK_H
#define PAM_STS_DESK_H

#include <sys/types.h>

/* Listen for that user: a descriptor or -errno.  Nobody waits for it. */
int desk_open(const char *id, uid_t);
void desk_close(const char *id);

/* Somebody who came: a descriptor or -errno. */
int desk_receive(int desk);

#endif
