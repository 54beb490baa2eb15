/* The directories of the state; run by root. */

#include <sys/file.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/message.h"
#include "cli/state.h"
#include "cli/trust.h"

#define NAME_SIZE 32
#define DIRECTORY (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

static void
uid_text(char text[static NAME_SIZE], uid_t uid)
{
	snprintf(text, NAME_SIZE, "%lu", (unsigned long)uid);
}

static const char *
advice(int error)
{
	switch (error) {
	case ENOSPC:
	case EDQUOT:
		return "make room and try again";
	case EFBIG:
		return "raise ulimit -f and try again";
	case ELOOP:
	case ENOTDIR:
		return "find out who put it there, and remove it";
	case EROFS:
		return "mount it read-write";
	default:
		return "nothing was done";
	}
}

int
state_fail(const struct state *s, const char *name)
{
	int error = errno;
	char uid[NAME_SIZE] = "";

	if (s != NULL)
		uid_text(uid, s->uid);
	(void)message("%s%s%s%s%s: %s: %s", STATE_DIR, s == NULL ? "" : "/",
	    uid, name == NULL ? "" : "/", name == NULL ? "" : name,
	    strerrordesc_np(error), advice(error));
	return -1;
}

int
state_trust(int fd, const struct state *s, const char *name, struct trust want)
{
	char text[TRUST_TEXT_SIZE], uid[NAME_SIZE] = "";
	struct stat st;

	if (fstat(fd, &st) == -1)
		return state_fail(s, name);
	if (s != NULL)
		uid_text(uid, s->uid);
	for (int i = 0; i < TRUST_CHECKS; i++)
		if (trust_fault(text, (enum trust_check)i, &st, want)) {
			(void)message("%s%s%s%s%s: %s: find out who changed "
				      "it, then set it right",
			    STATE_DIR, s == NULL ? "" : "/", uid,
			    name == NULL ? "" : "/", name == NULL ? "" : name,
			    text);
			return -1;
		}
	return 0;
}

/* A directory below at; made, root's and 0700 whatever umask and group root
 * comes with, if it is not there and `make`.  fd, or -1 and errno. */
static int
enter(int at, const char *name, bool make)
{
	bool made = make && mkdirat(at, name, 0700) == 0;
	int fd;

	if (make && !made && errno != EEXIST)
		return -1;
	fd = openat(at, name, DIRECTORY);
	if (made && fd != -1 &&
	    (fchmod(fd, 0700) == -1 || fchown(fd, 0, 0) == -1 ||
		fsync(at) == -1)) {
		int error = errno;

		close(fd);
		errno = error;
		fd = -1;
	}
	return fd;
}

static int
open_base(int *fd, bool make)
{
	const struct trust want = {S_IFDIR, S_IWGRP | S_IWOTH};
	int lib =
	    open(LOCALSTATEDIR "/lib", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	*fd = lib == -1 ? -1 : enter(lib, "pam_sts", make);
	if (lib != -1) {
		int error = errno;

		close(lib);
		errno = error;
	}
	if (*fd == -1)
		return errno == ENOENT && !make ? 0 : state_fail(NULL, NULL);
	return state_trust(*fd, NULL, NULL, want);
}

int
state_base(int *fd)
{
	int r = open_base(fd, false);

	if (r < 0 && *fd != -1)
		close(*fd);
	return r;
}

/* Did a run that held the lock before us remove this very directory? */
static bool
is_gone(const struct state *s, const char *name)
{
	struct stat ours, theirs;

	return fstat(s->dir, &ours) == -1 ||
	    fstatat(s->base, name, &theirs, AT_SYMLINK_NOFOLLOW) == -1 ||
	    ours.st_dev != theirs.st_dev || ours.st_ino != theirs.st_ino;
}

static int
open_locked(struct state *s, bool make)
{
	char name[NAME_SIZE];

	uid_text(name, s->uid);
	for (;;) {
		s->dir = enter(s->base, name, make);
		if (s->dir == -1 && errno == ENOENT && make)
			continue;
		if (s->dir == -1)
			return errno == ENOENT ? 0 : state_fail(s, NULL);
		if (flock(s->dir, LOCK_EX) == -1)
			return state_fail(s, NULL);
		if (!is_gone(s, name))
			return 0;
		close(s->dir);
	}
}

static int
open_unlocked(struct state *s)
{
	char name[NAME_SIZE];

	uid_text(name, s->uid);
	s->dir = enter(s->base, name, false);
	return s->dir != -1 || errno == ENOENT ? 0 : state_fail(s, NULL);
}

static int
open_state(struct state *s, uid_t uid, bool make, bool lock)
{
	const struct trust want = {S_IFDIR, S_IRWXG | S_IRWXO};
	int r;

	*s = (struct state){uid, -1, -1, lock};
	r = open_base(&s->base, make);
	if (r == 0 && s->base != -1)
		r = lock ? open_locked(s, make) : open_unlocked(s);
	if (r == 0 && s->dir != -1)
		r = state_trust(s->dir, s, NULL, want);
	if (r < 0) {
		if (s->dir != -1)
			close(s->dir);
		s->dir = -1;
		(void)state_close(s);
	}
	return r;
}

int
state_open(struct state *s, uid_t uid, bool make)
{
	return open_state(s, uid, make, true);
}

int
state_look(struct state *s, uid_t uid)
{
	return open_state(s, uid, false, false);
}

bool
state_close(struct state *s)
{
	char name[NAME_SIZE];
	bool stands = s->dir != -1;

	uid_text(name, s->uid);
	if (stands && s->locked && unlinkat(s->base, name, AT_REMOVEDIR) == 0) {
		stands = false;
		(void)fsync(s->base);
	}
	if (s->dir != -1)
		close(s->dir);
	if (s->base != -1)
		close(s->base);
	*s = (struct state){s->uid, -1, -1, false};
	return stands;
}
