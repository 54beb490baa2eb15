/* The files of a user's directory; run by root. */

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/state_file.h"
#include "cli/trust.h"

#define NAME_SIZE 32
#define TEMPORARY(name) "." name ".new"

int
state_read(const struct state *s, const char *name, struct span *text,
    char room[static STANZA_MAX + 1])
{
	const struct trust want = {S_IFREG, S_IRWXG | S_IRWXO};
	int fd = s->dir == -1 ?
	    -1 :
	    openat(s->dir, name,
		O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	ssize_t n;
	int r;

	*text = (struct span){NULL, 0};
	if (fd == -1)
		return s->dir == -1 || errno == ENOENT ? 0 :
							 state_fail(s, name);
	r = state_trust(fd, s, name, want);
	if (r == 0 && (n = pread(fd, room, STANZA_MAX + 1, 0)) >= 0)
		*text = (struct span){room, (size_t)n};
	else if (r == 0)
		r = state_fail(s, name);
	close(fd);
	return r;
}

/* Mode and owner first: not for an instant do others see the bytes. */
static int
fill(int fd, const char *bytes, size_t n)
{
	if (fchmod(fd, 0600) == -1 || fchown(fd, 0, 0) == -1)
		return -1;
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);

		if (done == -1)
			return -1;
		bytes += done;
		n -= (size_t)done;
	}
	return fsync(fd);
}

int
state_write(
    const struct state *s, const char *name, const void *bytes, size_t n)
{
	char temporary[NAME_SIZE];
	int fd, r = -1;

	snprintf(temporary, sizeof(temporary), TEMPORARY("%s"), name);
	(void)unlinkat(s->dir, temporary, 0);
	fd = openat(s->dir, temporary,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd == -1)
		return state_fail(s, name);
	if (fill(fd, bytes, n) == 0 &&
	    renameat(s->dir, temporary, s->dir, name) == 0 &&
	    fsync(s->dir) == 0)
		r = 0;
	if (r < 0) {
		(void)state_fail(s, name);
		(void)unlinkat(s->dir, temporary, 0);
	}
	close(fd);
	return r;
}

int
state_remove(const struct state *s, const char *name)
{
	if (s->dir == -1)
		return 0;
	if (unlinkat(s->dir, name, 0) == -1)
		return errno == ENOENT ? 0 : state_fail(s, name);
	return fsync(s->dir) == -1 ? state_fail(s, name) : 1;
}

void
state_sweep(const struct state *s)
{
	if (s->dir == -1)
		return;
	(void)unlinkat(s->dir, TEMPORARY(STATE_SECRET), 0);
	(void)unlinkat(s->dir, TEMPORARY(STATE_KEY), 0);
	(void)unlinkat(s->dir, TEMPORARY(STATE_COUNTER), 0);
}
