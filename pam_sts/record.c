/* Keeping records; runs as root. */

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pam_sts/authority.h"
#include "pam_sts/file.h"
#include "pam_sts/process.h"
#include "pam_sts/record.h"

#define NAME_SIZE 32
#define CLOSED_MODE 0400

static void
next_name(char name[static NAME_SIZE], const char *id)
{
	snprintf(name, NAME_SIZE, "%s.next", id);
}

int
record_put(const char *id, const struct bundle *b)
{
	int dir = authority_records(true), r = dir;

	if (dir >= 0) {
		r = file_publish(dir, id, b->p, b->n, 0, 0);
		close(dir);
	}
	return r;
}

int
record_put_next(const char *id, const struct bundle *b)
{
	char name[NAME_SIZE];
	int dir = authority_records(false), r = dir;

	if (dir >= 0) {
		next_name(name, id);
		r = file_replace(dir, name, b->p, b->n, 0, 0);
		close(dir);
	}
	return r;
}

void
record_forget_next(const char *id)
{
	char name[NAME_SIZE];
	int dir = authority_records(false);

	if (dir < 0)
		return;
	next_name(name, id);
	(void)unlinkat(dir, name, 0);
	close(dir);
}

static int
open_file(const char *id, int flags)
{
	int dir = authority_records(false), fd;

	if (dir < 0)
		return dir;
	fd = openat(dir, id, flags | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1)
		fd = -errno;
	close(dir);
	return fd;
}

int
record_open(const char *id)
{
	return open_file(id, O_RDONLY);
}

int
record_open_header(const char *id, struct bundle *b, struct grant_header *h)
{
	int fd = record_open(id), r;
	ssize_t n;

	if (fd < 0)
		return fd;
	/* Its offset stays: the descriptor goes to a helper. */
	n = pread(fd, b->p, b->cap, 0);
	r = n < 0 ? -errno : 0;
	b->n = n < 0 ? 0 : (size_t)n;
	if (r == 0)
		r = grant_header(b, KIND_RECORD, h);
	if (r < 0)
		close(fd);
	return r < 0 ? r : fd;
}

int
record_read(struct bundle *b, struct grant_header *h, int fd)
{
	ssize_t n = pread(fd, b->p, b->cap, 0);

	b->n = n < 0 ? 0 : (size_t)n;
	return n < 0 ? -errno : grant_whole(b, KIND_RECORD, h);
}

bool
record_uid(const struct message *m, uid_t *uid)
{
	uint64_t v;

	if (!text_decimal(m->field[TAG_UID], &v) || v >= (uid_t)-1)
		return false;
	*uid = (uid_t)v;
	return true;
}

bool
record_leader(const struct message *m, pid_t *pid)
{
	char boot[BOOT_ID_LENGTH + 1];
	uint64_t leader, start;

	if (process_boot(boot) < 0 || !span_is(m->field[TAG_BOOT], boot) ||
	    !text_decimal(m->field[TAG_LEADER], &leader) ||
	    !text_decimal(m->field[TAG_START], &start) || leader > INT32_MAX ||
	    !process_lives((pid_t)leader, start))
		return false;
	*pid = (pid_t)leader;
	return true;
}

/* Its header, if it is of that uid: what to do with it. */
static bool
about(uid_t uid, const char *id, bool (*what)(const struct message *))
{
	uint8_t room[RECORD_HEADER];
	struct bundle b = {room, sizeof(room), 0};
	struct grant_header h;
	int fd = record_open_header(id, &b, &h);
	uid_t owner;
	bool is =
	    fd >= 0 && record_uid(&h.m, &owner) && owner == uid && what(&h.m);

	explicit_bzero(room, sizeof(room));
	if (fd >= 0)
		close(fd);
	return is;
}

static bool
is_there(const struct message *m)
{
	(void)m;
	return true;
}

static bool
has_linger(const struct message *m)
{
	return m->field[TAG_LINGER].p != NULL;
}

bool
record_lingers(uid_t uid, const char *id)
{
	return about(uid, id, has_linger);
}

void
record_remove(uid_t uid, const char *id)
{
	if (about(uid, id, is_there))
		record_erase(id);
}

void
record_erase(const char *id)
{
	char next[NAME_SIZE], temporary[NAME_SIZE + 1];
	int dir = authority_records(false);

	if (dir < 0)
		return;
	next_name(next, id);
	snprintf(temporary, sizeof(temporary), FILE_TEMPORARY("%s"), next);
	(void)unlinkat(dir, id, 0);
	(void)unlinkat(dir, next, 0);
	(void)unlinkat(dir, temporary, 0);
	close(dir);
}

int
record_close(const char *id)
{
	int dir = authority_records(false), r;

	if (dir < 0)
		return dir;
	r = fchmodat(dir, id, CLOSED_MODE, 0) == -1 ? -errno : 0;
	close(dir);
	return r;
}

bool
record_is_closed(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && (st.st_mode & 0777) == CLOSED_MODE;
}

/* Of the open file: not lost when another descriptor of it is closed. */
static struct flock
whole_file(void)
{
	return (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET};
}

static int
lock_file(int fd)
{
	struct flock lock = whole_file();

	return fcntl(fd, F_OFD_SETLK, &lock) == -1 ? -errno : 0;
}

int
record_keep(const char *id)
{
	int fd = open_file(id, O_RDWR), r = fd < 0 ? fd : lock_file(fd);

	if (fd >= 0 && r < 0)
		close(fd);
	return r < 0 ? r : fd;
}

bool
record_is_kept(int fd)
{
	struct flock lock = whole_file();

	return fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

int
record_adopt(const char *id, int *fd)
{
	char name[NAME_SIZE];
	int dir = authority_records(false), next, r;

	if (dir < 0)
		return dir;
	next_name(name, id);
	next = r = record_keep(name);
	/* Not over one that was removed meanwhile: the session is over then. */
	if (r >= 0)
		r = renameat2(dir, name, dir, id, RENAME_EXCHANGE) == -1 ?
		    -errno :
		    0;
	(void)unlinkat(dir, name, 0);
	close(dir);
	if (r == 0) {
		close(*fd);
		*fd = next;
	} else if (next >= 0)
		close(next);
	return r;
}
