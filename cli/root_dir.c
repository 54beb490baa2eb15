/* Directories of root's; run by root. */

#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/message.h"
#include "cli/root_dir.h"
#include "cli/trust.h"

int
root_dir_fail(const struct root_dir *d, const char *name)
{
	(void)message("%s%s%s: %s: try again", d->path, name == NULL ? "" : "/",
	    name == NULL ? "" : name, strerrordesc_np(errno));
	return -1;
}

/* 0; or -1, said, when others than root could have changed it. */
static int
check_trust(const struct root_dir *d, int fd, const char *name, unsigned type)
{
	const struct trust want = {type, S_IRWXG | S_IRWXO};
	char text[TRUST_TEXT_SIZE];
	struct stat st;

	if (fstat(fd, &st) == -1)
		return root_dir_fail(d, name);
	for (int i = 0; i < TRUST_CHECKS; i++)
		if (trust_fault(text, (enum trust_check)i, &st, want)) {
			(void)message("%s%s%s: %s: find out who changed it, "
				      "then set it right",
			    d->path, name == NULL ? "" : "/",
			    name == NULL ? "" : name, text);
			return -1;
		}
	return 0;
}

int
root_dir_open(struct root_dir *d, const char *path)
{
	d->path = path;
	d->fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (d->fd == -1)
		return errno == ENOENT ? 0 : root_dir_fail(d, NULL);
	return check_trust(d, d->fd, NULL, S_IFDIR);
}

void
root_dir_close(struct root_dir *d)
{
	if (d->fd != -1)
		close(d->fd);
	d->fd = -1;
}

int
root_dir_each(const struct root_dir *d,
    bool (*take)(void *ctx, const char *name), void *ctx)
{
	const struct dirent *e;
	int fd, r = 0;
	DIR *dir;

	if (d->fd == -1)
		return 0;
	fd = fcntl(d->fd, F_DUPFD_CLOEXEC, 0);
	dir = fd == -1 ? NULL : fdopendir(fd);
	if (dir == NULL) {
		r = root_dir_fail(d, NULL);
		if (fd != -1)
			close(fd);
		return r;
	}
	while (r == 0 && (e = readdir(dir)) != NULL)
		if (strcmp(e->d_name, ".") != 0 &&
		    strcmp(e->d_name, "..") != 0 && !take(ctx, e->d_name))
			r = root_dir_fail(d, NULL);
	closedir(dir);
	return r;
}

int
root_dir_file(const struct root_dir *d, const char *name, int *fd)
{
	int opened = openat(d->fd, name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	if (opened == -1)
		return errno == ENOENT ? 0 : root_dir_fail(d, name);
	if (check_trust(d, opened, name, S_IFREG) < 0) {
		close(opened);
		return -1;
	}
	*fd = opened;
	return 1;
}

int
root_dir_remove(const struct root_dir *d, const char *name)
{
	if (unlinkat(d->fd, name, 0) == -1 && errno != ENOENT)
		return root_dir_fail(d, name);
	return 0;
}
