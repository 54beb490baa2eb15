/*
 * Finding a session's terminals and writing to them, as root: it opens only
 * what the kernel names, writes only where the user could be written to by
 * anybody, and waits for nothing.
 */

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/text.h"
#include "pam_sts/process.h"
#include "pam_sts/terminal.h"

#define PATH_SIZE 32
#define LINE_SIZE 1024
/* Who has more of them open will read it on one of these. */
#define TERMINALS_MAX 64

/* As the kernel's devices.txt has them. */
#define CONSOLE_MAJOR 4
#define PTS_MAJOR_FIRST 136
#define PTS_MAJOR_LAST 143
#define PTS_PER_MAJOR 256

struct terminals {
	unsigned number[TERMINALS_MAX];
	size_t n;
};

static bool
is_known(const struct terminals *t, unsigned number)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->number[i] == number)
			return true;
	return false;
}

static bool
belongs(const struct terminal_session *s, pid_t pid)
{
	char audit[AUDIT_LENGTH + 1];

	return process_descends(pid, s->leader) ||
	    (s->audit != NULL && process_audit_of(pid, audit) &&
		strcmp(audit, s->audit) == 0);
}

/* Most processes have no terminal, or one that is known: the line of descent
 * is looked at for the others. */
static void
consider(
    struct terminals *t, const struct terminal_session *s, const char *name)
{
	struct process p;
	uint64_t pid;

	if (text_decimal(span_of(name), &pid) && pid <= INT32_MAX &&
	    process_find(&p, (pid_t)pid) && p.terminal != 0 &&
	    !is_known(t, p.terminal) && belongs(s, p.pid))
		t->number[t->n++] = p.terminal;
}

static int
find(struct terminals *t, const struct terminal_session *s)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;

	if (proc == NULL)
		return -errno;
	while (t->n < TERMINALS_MAX && (entry = readdir(proc)) != NULL)
		consider(t, s, entry->d_name);
	closedir(proc);
	return 0;
}

/* The number is a dev_t of 32 bits, as proc(5) has it. */
static bool
name_of(char path[static PATH_SIZE], unsigned number)
{
	unsigned kind = major(number), i = minor(number);

	if (kind >= PTS_MAJOR_FIRST && kind <= PTS_MAJOR_LAST)
		snprintf(path, PATH_SIZE, "/dev/pts/%u",
		    (kind - PTS_MAJOR_FIRST) * PTS_PER_MAJOR + i);
	else if (kind == CONSOLE_MAJOR)
		snprintf(path, PATH_SIZE, "/dev/tty%u", i);
	else
		return false;
	return true;
}

/* In a container of the user's the same numbers are other terminals: what is
 * here under this number may be a stranger's. */
static bool
may_tell(int fd, unsigned number, uid_t uid)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISCHR(st.st_mode) &&
	    st.st_rdev == number && st.st_uid == uid &&
	    (st.st_mode & S_IWGRP) != 0;
}

static bool
tell(unsigned number, uid_t uid, struct span line)
{
	char path[PATH_SIZE];
	bool told;
	int fd;

	if (!name_of(path, number))
		return false;
	fd = open(
	    path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1)
		return false;
	told = may_tell(fd, number, uid) &&
	    write(fd, line.p, line.n) == (ssize_t)line.n;
	close(fd);
	return told;
}

int
terminal_tell(const struct terminal_session *s, const char *text)
{
	struct terminals t = {.n = 0};
	char line[LINE_SIZE];
	int told = 0, r;

	/* Anything else could command the terminal. */
	if (!text_in_set(span_of(text), " -~"))
		return -EINVAL;
	/* One in raw mode needs the returns. */
	if ((size_t)snprintf(line, sizeof(line), "\r\n%s\r\n", text) >=
	    sizeof(line))
		return -EMSGSIZE;
	r = find(&t, s);
	for (size_t i = 0; i < t.n; i++)
		told += tell(t.number[i], s->uid, span_of(line));
	return r < 0 ? r : told;
}
