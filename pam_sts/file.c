/* Files that are complete or absent; runs as root in the host. */

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "pam_sts/file.h"
#include "pam_sts/shield.h"

#define NAME_SIZE 64

/* It appears root-owned, is filled, and only then given away. */
static int
fill(int fd, const void *bytes, size_t n, uid_t uid, gid_t gid)
{
	ssize_t done = write(fd, bytes, n);

	if (done == -1 || fchmod(fd, 0600) == -1 || fchown(fd, uid, gid) == -1)
		return -errno;
	return (size_t)done == n ? 0 : -ENOSPC;
}

static int
put(int dir, const char *name, const char *temporary, const void *bytes,
    size_t n, uid_t uid, gid_t gid, unsigned how)
{
	struct shield shield;
	int fd, r;

	fd = openat(dir, temporary,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd == -1)
		return -errno;
	shield_raise(&shield);
	r = fill(fd, bytes, n, uid, gid);
	shield_lower(&shield);
	close(fd);
	if (r == 0 && renameat2(dir, temporary, dir, name, how) == -1)
		r = -errno;
	if (r < 0)
		(void)unlinkat(dir, temporary, 0);
	return r;
}

static int
name_temporary(char temporary[static NAME_SIZE], const char *name)
{
	return (size_t)snprintf(temporary, NAME_SIZE, FILE_TEMPORARY("%s"),
		   name) < NAME_SIZE ?
	    0 :
	    -ENAMETOOLONG;
}

int
file_publish(int dir, const char *name, const void *bytes, size_t n, uid_t uid,
    gid_t gid)
{
	char temporary[NAME_SIZE];
	int r = name_temporary(temporary, name);

	return r < 0 ?
	    r :
	    put(dir, name, temporary, bytes, n, uid, gid, RENAME_NOREPLACE);
}

int
file_replace(int dir, const char *name, const void *bytes, size_t n, uid_t uid,
    gid_t gid)
{
	char temporary[NAME_SIZE];
	int r = name_temporary(temporary, name);

	if (r < 0)
		return r;
	/* Left by one who was killed while he wrote it. */
	(void)unlinkat(dir, temporary, 0);
	return put(dir, name, temporary, bytes, n, uid, gid, 0);
}

int
file_open(int dir, const char *name)
{
	int fd =
	    openat(dir, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);

	return fd == -1 ? -errno : fd;
}

ssize_t
file_read(int fd, void *room, size_t cap)
{
	char *p = room;
	size_t n = 0;
	ssize_t got = 1;

	while (n < cap && (got = read(fd, p + n, cap - n)) > 0)
		n += (size_t)got;
	return got == -1 ? -errno : (ssize_t)n;
}
