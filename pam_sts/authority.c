/* Opening what root owns; runs as root in the host (or, to close a session,
 * as the user). */

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "pam_sts/authority.h"

#define STATE_DIR LOCALSTATEDIR "/lib/pam_sts"
#define UID_TEXT 24
#define DIRECTORY (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
/* To go through: the user who closes his session may not read 0711. */
#define PASSAGE (O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

/* fd, or -EPERM and fd closed unless it is root's and nobody else's to
 * change; forbidden are the mode bits that nobody may have. */
static int
trusted(int fd, mode_t type, mode_t forbidden)
{
	struct stat st;
	int r;

	if (fd == -1)
		return -errno;
	r = fstat(fd, &st) == -1 ? -errno :
	    st.st_uid != 0 || (st.st_mode & S_IFMT) != type ||
		(st.st_mode & forbidden) != 0 ?
				   -EPERM :
				   fd;
	if (r < 0)
		close(fd);
	return r;
}

int
authority_config(int dir, const char *name)
{
	int fd = openat(dir, name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	return trusted(fd, S_IFREG, S_IWGRP | S_IWOTH);
}

int
authority_includes(const char *path)
{
	return trusted(open(path, DIRECTORY), S_IFDIR, S_IWGRP | S_IWOTH);
}

int
authority_nothing(void)
{
	int fd = open("/dev/null", O_RDWR | O_CLOEXEC);

	return fd == -1 ? -errno : fd;
}

static void
uid_text(char text[static UID_TEXT], uid_t uid)
{
	snprintf(text, UID_TEXT, "%lu", (unsigned long)uid);
}

int
authority_state(uid_t uid, enum state_file which)
{
	static const struct {
		const char *name;
		int flags;
	} files[] = {
	    [STATE_SECRET] = {"secret", O_RDONLY},
	    [STATE_COUNTER] = {"counter", O_RDWR},
	    [STATE_KEY] = {"key", O_RDONLY},
	};
	char name[UID_TEXT];
	int base, dir, fd;

	base = trusted(open(STATE_DIR, DIRECTORY), S_IFDIR, S_IWGRP | S_IWOTH);
	if (base < 0) /* nobody is enrolled in a directory that is lost */
		return base == -ENOENT ? -ENOTDIR : base;
	uid_text(name, uid);
	dir = trusted(openat(base, name, DIRECTORY), S_IFDIR, 077);
	close(base);
	if (dir < 0)
		return dir;
	fd = trusted(
	    openat(dir, files[which].name,
		files[which].flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC),
	    S_IFREG, 077);
	close(dir);
	return fd;
}

/* The directory dir/name; dir is closed.  With make it is there afterwards
 * and has exactly that mode, whatever umask the host has and whoever was
 * killed while making it. */
static int
step_into(int dir, const char *name, mode_t mode, bool make)
{
	int fd;

	if (dir < 0)
		return dir;
	if (make &&
	    ((mkdirat(dir, name, 0700) == -1 && errno != EEXIST) ||
		fchmodat(dir, name, mode, 0) == -1))
		fd = -errno;
	else
		fd = trusted(
		    openat(dir, name, PASSAGE), S_IFDIR, S_IWGRP | S_IWOTH);
	close(dir);
	return fd;
}

static int
run_dir(const char *name, mode_t mode, bool make)
{
	int top = open(RUNDIR, O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (top == -1)
		return -errno;
	return step_into(
	    step_into(top, "pam_sts", 0711, make), name, mode, make);
}

int
authority_tickets(void)
{
	return run_dir("tickets", 0700, true);
}

int
authority_records(bool make)
{
	return run_dir("records", 0700, make);
}

int
authority_kept(void)
{
	return run_dir("kept", 0700, true);
}

int
authority_keepers(bool make)
{
	return run_dir("keepers", 0711, make);
}

int
authority_all_sessions(void)
{
	return run_dir("sessions", 0711, false);
}

int
authority_sessions(uid_t uid, bool make)
{
	char name[UID_TEXT];

	uid_text(name, uid);
	return step_into(run_dir("sessions", 0711, make), name, 0711, make);
}

void
authority_sessions_tidy(uid_t uid)
{
	char name[UID_TEXT];
	int dir = run_dir("sessions", 0711, false);

	if (dir < 0)
		return;
	uid_text(name, uid);
	(void)unlinkat(dir, name, AT_REMOVEDIR);
	close(dir);
}
