/* Reading /proc; runs as root in the host. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/text.h"
#include "pam_sts/file.h"
#include "pam_sts/process.h"

#define PATH_SIZE 64
#define STAT_SIZE 1024
/* Longer lines of descent than this are nobody's login. */
#define ANCESTORS_MAX 256
#define NO_AUDIT_SESSION "4294967295"

static ssize_t
read_file(const char *path, char *room, size_t cap)
{
	int fd = open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC);
	ssize_t n;

	if (fd == -1)
		return -errno;
	n = file_read(fd, room, cap);
	close(fd);
	return n;
}

static ssize_t
read_of(pid_t pid, const char *name, char *room, size_t cap)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof(path), "/proc/%ld/%s", (long)pid, name);
	return read_file(path, room, cap);
}

ssize_t
process_read(const char *name, char *room, size_t cap)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof(path), "/proc/self/%s", name);
	return read_file(path, room, cap);
}

/* The fields behind the name, which may hold anything; proc(5) numbers them,
 * from the state, which is 3. */
static bool
read_fields(struct process *p, struct span s)
{
	enum { STATE = 3, PARENT = 4, SESSION = 6, TERMINAL = 7, START = 22 };
	uint64_t value[START + 1] = {0};

	if (s.n < 1 || *s.p == 'Z' || *s.p == 'X')
		return false;
	for (int i = STATE; i <= START; i++) {
		bool decimal = text_decimal(span_cut(&s, ' '), &value[i]);

		if (!decimal && (i == PARENT || i == SESSION || i == START))
			return false;
	}
	p->parent = (pid_t)value[PARENT];
	p->session = (pid_t)value[SESSION];
	p->terminal = (unsigned)value[TERMINAL];
	p->start = value[START];
	return true;
}

bool
process_find(struct process *out, pid_t pid)
{
	char room[STAT_SIZE];
	struct process p = {.pid = pid};
	ssize_t n = read_of(pid, "stat", room, sizeof(room));
	const char *end = n > 0 ? memrchr(room, ')', (size_t)n) : NULL;

	if (end == NULL || room + n - end < 2 ||
	    !read_fields(
		&p, (struct span){end + 2, (size_t)(room + n - end - 2)}))
		return false;
	*out = p;
	return true;
}

bool
process_lives(pid_t pid, uint64_t start)
{
	struct process p;

	return process_find(&p, pid) && p.start == start;
}

bool
process_descends(pid_t pid, pid_t ancestor)
{
	struct process p = {.parent = pid, .start = UINT64_MAX};

	for (int i = 0; i < ANCESTORS_MAX; i++) {
		uint64_t start = p.start;

		/* A parent that is younger is a stranger with a used pid. */
		if (!process_find(&p, p.parent) || p.start > start)
			return false;
		if (p.pid == ancestor)
			return true;
	}
	return false;
}

int
process_boot(char id[static BOOT_ID_LENGTH + 1])
{
	ssize_t n =
	    read_file("/proc/sys/kernel/random/boot_id", id, BOOT_ID_LENGTH);

	if (n != BOOT_ID_LENGTH)
		return n < 0 ? (int)n : -EPROTO;
	id[BOOT_ID_LENGTH] = '\0';
	return 0;
}

bool
process_audit_of(pid_t pid, char id[static AUDIT_LENGTH + 1])
{
	ssize_t n = read_of(pid, "sessionid", id, AUDIT_LENGTH);

	if (n <= 0)
		return false;
	id[n] = '\0';
	return text_in_set(span_of(id), "0-9") &&
	    strcmp(id, NO_AUDIT_SESSION) != 0;
}
