/*
 * The record of a session: root's own notes, in records/<session id>.  It
 * says whose session it is and which process leads it, and has all that was
 * given: the base, from which sudo derives roles while the session lives, and
 * every profile's credentials, from which its files are written anew.  Its
 * keeper holds a lock on it.
 */

#ifndef PAM_STS_RECORD_H
#define PAM_STS_RECORD_H

#include <stdbool.h>
#include <sys/types.h>

#include "pam_sts/grant.h"

/* Write one: 0 or -errno, nothing left behind.  There is none yet; or it is
 * to take the place of the one there is (record_adopt()). */
int record_put(const char *id, const struct bundle *);
int record_put_next(const char *id, const struct bundle *);
void record_forget_next(const char *id);

/* Remove the record of a session of that uid's; what is not there, or not
 * his, is let be. */
void record_remove(uid_t, const char *id);

/* Remove it and what was to take its place, whosever it is: for who knows the
 * session is over. */
void record_erase(const char *id);

/* A descriptor that reads it, or -errno; and the same with its header, in a
 * room of the caller's. */
#define RECORD_HEADER 8192
int record_open(const char *id);
int record_open_header(
    const char *id, struct bundle *room, struct grant_header *);

/* The whole of it: 0, or -errno when it cannot be read or is none. */
int record_read(struct bundle *, struct grant_header *, int fd);

/* From a header: whose it is; and the process that leads it, false when that
 * is not there any more. */
bool record_uid(const struct message *, uid_t *);
bool record_leader(const struct message *, pid_t *);

/* Do the credentials of that uid's session outlive it? */
bool record_lingers(uid_t, const char *id);

/* Mark the record of a session that is closed and whose credentials stay: 0 or
 * -errno; is it? */
int record_close(const char *id);
bool record_is_closed(int fd);

/*
 * For its keeper: a descriptor that holds it, or -EAGAIN when another has one;
 * and have the next one take its place, and *fd, or -ENOENT: it was removed.
 */
int record_keep(const char *id);
int record_adopt(const char *id, int *fd);

/* Does a keeper hold it? */
bool record_is_kept(int fd);

#endif
