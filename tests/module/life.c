/* Sessions and their keepers, seen from outside; runs as the private host's
 * root. */

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tests/module/life.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define KEEPER LIBEXECDIR "/pam-sts-keeper"
#define PATH_SIZE 128
#define SAID_SIZE 4096

/* A process that a keeper's program runs in: a keeper, or its worker. */
struct seen {
	pid_t pid, parent;
	char id[SESSION_HEX + 1];
};

static bool
see(struct seen *s, const char *pid)
{
	char path[PATH_SIZE];
	const char *text;

	snprintf(path, sizeof(path), "/proc/%s/cmdline", pid);
	text = world_read(path);
	if (strcmp(text, KEEPER) != 0)
		return false;
	snprintf(s->id, sizeof(s->id), "%s", text + sizeof(KEEPER));
	snprintf(path, sizeof(path), "/proc/%s/status", pid);
	text = strstr(world_read(path), "\nPPid:");
	s->pid = (pid_t)atol(pid);
	s->parent = text == NULL ? 0 : (pid_t)atol(text + 6);
	return text != NULL;
}

/* The next one in a list of /proc. */
static bool
see_next(struct seen *s, DIR *proc)
{
	struct dirent *d;

	while (proc != NULL && (d = readdir(proc)) != NULL)
		if (atol(d->d_name) > 0 && see(s, d->d_name))
			return true;
	return false;
}

static bool
is_worker(const struct seen *s)
{
	struct seen parent;
	char pid[16];

	snprintf(pid, sizeof(pid), "%d", (int)s->parent);
	return see(&parent, pid);
}

pid_t
life_keeper(const char *id)
{
	DIR *proc = opendir("/proc");
	struct seen s;
	pid_t found = 0;

	while (found == 0 && see_next(&s, proc))
		if (strcmp(s.id, id) == 0 && !is_worker(&s))
			found = s.pid;
	if (proc != NULL)
		closedir(proc);
	return found;
}

/* Nobody's but those that our init has adopted. */
static int
kill_keepers(pid_t init)
{
	DIR *proc = opendir("/proc");
	struct seen s;
	int count = 0;

	while (see_next(&s, proc))
		if (s.parent == init) {
			(void)kill(s.pid, SIGKILL);
			count++;
		}
	if (proc != NULL)
		closedir(proc);
	return count;
}

void
life_end_keepers(void)
{
	while (kill_keepers(getppid()) > 0)
		tap_pause();
}

static _Noreturn void
lead(int to, void (*calls)(struct host *))
{
	struct host h = {0};

	/* It ends with the case, also with one that fails. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1)
		_exit(1);
	calls(&h);
	fflush(stdout);
	(void)!write(to, host_env(&h, "PAM_STS_SESSION"), SESSION_HEX);
	for (;;)
		pause();
}

void
life_begin(struct life *l, void (*calls)(struct host *))
{
	int ends[2];

	*l = (struct life){0};
	fflush(stdout);
	if (pipe(ends) == -1 || (l->leader = fork()) == -1)
		abort();
	if (l->leader == 0) {
		close(ends[0]);
		lead(ends[1], calls == NULL ? session_open : calls);
	}
	close(ends[1]);
	expect_int(read(ends[0], l->id, SESSION_HEX), SESSION_HEX);
	close(ends[0]);
}

void
life_kill_leader(struct life *l)
{
	expect(kill(l->leader, SIGKILL) == 0 &&
	    waitpid(l->leader, NULL, 0) == l->leader);
	l->leader = 0;
}

void
life_kill_keeper(const char *id)
{
	pid_t keeper = life_keeper(id);

	expect(keeper != 0 && kill(keeper, SIGKILL) == 0);
	/* It has let go of its record when it was reaped, not before. */
	expect_soon(kill(keeper, 0) == -1);
}

/* Init's child, as the module makes it. */
void
life_start_keeper(const char *id)
{
	int ends[2];
	char byte;
	pid_t pid;

	fflush(stdout);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == -1 ||
	    (pid = fork()) == -1)
		abort();
	if (pid == 0) {
		if (fork() == 0 && dup2(ends[1], 0) == 0)
			(void)execl(KEEPER, KEEPER, id, (char *)NULL);
		_exit(0);
	}
	close(ends[1]);
	expect_int(waitpid(pid, NULL, 0), pid);
	expect_int(read(ends[0], &byte, 1), 1);
	close(ends[0]);
}

const char *
life_file(const struct life *l, const char *name)
{
	static char path[PATH_SIZE];

	snprintf(
	    path, sizeof(path), SESSIONS "/%d/%s/%s", ALICE_UID, l->id, name);
	return path;
}

const char *
life_record(const struct life *l)
{
	static char path[PATH_SIZE];

	snprintf(path, sizeof(path), RECORDS "/%s", l->id);
	return path;
}

const char *
life_desk(const struct life *l)
{
	static char path[PATH_SIZE];

	snprintf(path, sizeof(path), KEEPERS "/%s", l->id);
	return path;
}

struct closing {
	const char *id;
	uid_t uid;
};

static void
close_by_name(const void *arg)
{
	const struct closing *c = arg;
	struct host h = {0};
	char text[64];

	host_start(&h, "sshd", "alice");
	expect(setresgid(c->uid, c->uid, c->uid) == 0 &&
	    setresuid(c->uid, c->uid, c->uid) == 0);
	snprintf(text, sizeof(text), "PAM_STS_SESSION=%s", c->id);
	expect_int(pam_putenv(h.pamh, text), PAM_SUCCESS);
	expect_int(host_close(&h), PAM_SUCCESS);
	expect_text(h.log, "");
}

void
life_close(const struct life *l, uid_t uid)
{
	const struct closing c = {l->id, uid};

	tap_aside(close_by_name, &c);
}

const char *
life_moment(int seconds)
{
	static char text[32];
	time_t t = time(NULL) + seconds;
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL ||
	    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		abort();
	return text;
}

bool
life_logged(const char *text)
{
	static char all[SAID_SIZE];

	strncat(all, world_keeper_log(), sizeof(all) - strlen(all) - 1);
	return strstr(all, text) != NULL;
}

void
life_over(const struct life *l)
{
	expect_soon(life_keeper(l->id) == 0);
	expect_int(world_entries(SESSIONS), 0);
	expect_int(world_entries(RECORDS), 0);
	expect_int(world_entries(KEEPERS), 0);
}

const char *
life_sweep(int status)
{
	static char said[SAID_SIZE];
	int ends[2], ended = -1;
	size_t at = 0;
	ssize_t n = 1;
	pid_t pid;

	if (pipe(ends) == -1 || (pid = fork()) == -1)
		abort();
	if (pid == 0) {
		if (dup2(ends[1], 1) == 1 && dup2(ends[1], 2) == 2)
			(void)execl(KEEPER, KEEPER, "--sweep", (char *)NULL);
		_exit(1);
	}
	close(ends[1]);
	for (; n > 0 && at<sizeof(said) - 1; at += n> 0 ? (size_t)n : 0)
		n = read(ends[0], said + at, sizeof(said) - 1 - at);
	said[at] = '\0';
	close(ends[0]);
	expect(waitpid(pid, &ended, 0) == pid && WIFEXITED(ended));
	expect_int(WEXITSTATUS(ended), status);
	return said;
}
