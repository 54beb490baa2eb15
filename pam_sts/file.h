/* Whole small files, in a host whose caller chose umask, file size limit and
 * signals. */

#ifndef PAM_STS_FILE_H
#define PAM_STS_FILE_H

#include <stddef.h>
#include <sys/types.h>

/* What a file is called in its directory before it has its name. */
#define FILE_TEMPORARY(name) "." name

/*
 * Create dir/name, 0600 and owned by uid and gid: complete under its name or
 * not there.  It must not exist yet.  0 or -errno.
 */
int file_publish(int dir, const char *name, const void *bytes, size_t n,
    uid_t uid, gid_t gid);

/* The same, in place of one that may be there. */
int file_replace(int dir, const char *name, const void *bytes, size_t n,
    uid_t uid, gid_t gid);

/* Open dir/name, a file of root's own, for reading: a descriptor or -errno. */
int file_open(int dir, const char *name);

/* Read to the end, or until the room is full: the bytes, or -errno. */
ssize_t file_read(int fd, void *room, size_t cap);

#endif
