/* The keeper's socket; runs as root. */

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "pam_sts/authority.h"
#include "pam_sts/desk.h"

#define DIRECTORY RUNDIR "/pam_sts/keepers"
#define WAITING_MAX 8

void
desk_close(const char *id)
{
	int dir = authority_keepers(false);

	if (dir < 0)
		return;
	(void)unlinkat(dir, id, 0);
	close(dir);
}

/* Until it is his it is root's, by the keeper's umask. */
static int
give(const char *id, uid_t uid)
{
	int dir = authority_keepers(true), r;

	if (dir < 0)
		return dir;
	r = fchmodat(dir, id, 0600, 0) == -1 ||
		fchownat(dir, id, uid, (gid_t)-1, AT_SYMLINK_NOFOLLOW) == -1 ?
	    -errno :
	    0;
	close(dir);
	return r;
}

int
desk_open(const char *id, uid_t uid)
{
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	int fd, dir, r = 0;

	if ((size_t)snprintf(to.sun_path, sizeof(to.sun_path), "%s/%s",
		DIRECTORY, id) >= sizeof(to.sun_path))
		return -ENAMETOOLONG;
	fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd == -1)
		return -errno;
	if ((dir = authority_keepers(true)) >= 0)
		close(dir);
	desk_close(id); /* of a keeper that was killed */
	if (bind(fd, (const struct sockaddr *)&to, sizeof(to)) == -1)
		r = -errno;
	if (r == 0)
		r = give(id, uid);
	if (r == 0 && listen(fd, WAITING_MAX) == -1)
		r = -errno;
	if (r < 0)
		close(fd);
	return r < 0 ? r : fd;
}

int
desk_receive(int desk)
{
	int fd = accept4(desk, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	return fd == -1 ? -errno : fd;
}
