/* A keeper's process: what it has of the host that started it, who can reach
 * it, what it costs, and what becomes of a session that has none. */

#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/life.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define SESSION "PAM_STS_SESSION"
#define KEEPER LIBEXECDIR "/pam-sts-keeper"
#define HELD SCRATCH "/held"
#define HUNG SCRATCH "/hung"
#define PRIVATE_KB_MAX 1024
#define DESCRIPTORS 10
#define PATH_SIZE 128

/* The one of the case's own session, and /proc/PID/name of it. */
static pid_t
keeper_of(const struct host *h)
{
	pid_t pid = life_keeper(host_env(h, SESSION));

	if (!expect(pid > 0))
		tap_leave();
	return pid;
}

static const char *
path_of(pid_t pid, const char *name)
{
	static char path[PATH_SIZE];

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, name);
	return path;
}

/* "Uid:\t0\t0\t0\t0" of its status. */
static void
check_status(pid_t pid, const char *line)
{
	char want[PATH_SIZE];

	snprintf(want, sizeof(want), "\n%s\n", line);
	if (!expect(strstr(world_read(path_of(pid, "status")), want) != NULL))
		printf("#   no such line in its status: %s\n", line);
}

/* su and sudo have a caller's real uid; what is open stays the host's. */
static void
open_as_su(struct host *h)
{
	expect(open(HELD, O_RDWR | O_CREAT, 0600) != -1);
	expect(chdir(SCRATCH) == 0);
	umask(0);
	expect(setresuid(ALICE_UID, 0, 0) == 0);
	host_log_in(h, "su");
	expect_int(host_open(h), PAM_SUCCESS);
}

static const char *
link_of(pid_t pid, const char *name)
{
	static char to[PATH_SIZE];
	ssize_t n = readlink(path_of(pid, name), to, sizeof(to) - 1);

	to[n > 0 ? n : 0] = '\0';
	return to;
}

static bool
is_its_own(const char *to, const char *record)
{
	static const char *const kinds[] = {"anon_inode:[signalfd]",
	    "anon_inode:inotify", "anon_inode:[timerfd]", "anon_inode:[pidfd]"};

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(to, kinds[i]) == 0)
			return true;
	return strcmp(to, "/dev/null") == 0 || strcmp(to, record) == 0 ||
	    strncmp(to, "pidfd:", 6) == 0 || strncmp(to, "socket:", 7) == 0;
}

static void
descriptors(const void *arg)
{
	struct host h = {0};
	int sockets = 0;
	char name[32];
	pid_t pid;

	(void)arg;
	open_as_su(&h);
	pid = keeper_of(&h);
	/* 0 to 4, signals, timer, record, leader, desk; it lets go of who
	 * started it last. */
	expect_soon(world_entries(path_of(pid, "fd")) == DESCRIPTORS &&
	    strcmp(link_of(pid, "fd/0"), "/dev/null") == 0);
	for (int fd = 0; fd < DESCRIPTORS; fd++) {
		const char *to;

		snprintf(name, sizeof(name), "fd/%d", fd);
		to = link_of(pid, name);
		if (!expect(is_its_own(to, session_record(&h))))
			printf("#   %s: %s\n", name, to);
		sockets += strncmp(to, "socket:", 7) == 0;
	}
	expect_int(sockets, 1);
}

static void
surroundings(const void *arg)
{
	struct host h = {0};
	char line[PATH_SIZE];
	pid_t pid;

	(void)arg;
	open_as_su(&h);
	pid = keeper_of(&h);
	expect_text(link_of(pid, "cwd"), "/");
	expect_text(world_read(path_of(pid, "environ")), "");
	check_status(pid, "Umask:\t0077");
	check_status(pid, "Uid:\t0\t0\t0\t0");
	check_status(pid, "Gid:\t0\t0\t0\t0");
	check_status(pid, "Groups:\t ");
	check_status(pid, "NoNewPrivs:\t1");
	snprintf(line, sizeof(line), "\nPPid:\t%d\n", (int)getpid());
	expect(strstr(world_read(path_of(pid, "status")), line) == NULL);
	expect(getsid(pid) != getsid(0) && getpgid(pid) != getpgid(0));
	expect(
	    strstr(world_read(path_of(pid, "limits")),
		"Max core file size        0                    0 ") != NULL);
}

/* Real and effective uid alice's, as any program of hers. */
static void
as_alice(const void *arg)
{
	const pid_t *pid = arg;

	expect(setresgid(ALICE_UID, ALICE_UID, ALICE_UID) == 0 &&
	    setresuid(ALICE_UID, ALICE_UID, ALICE_UID) == 0);
	expect(kill(*pid, SIGTERM) == -1 && errno == EPERM);
	expect(open(path_of(*pid, "mem"), O_RDONLY | O_CLOEXEC) == -1 &&
	    errno == EACCES);
	expect(opendir(path_of(*pid, "fd")) == NULL && errno == EACCES);
	expect(access(path_of(*pid, "environ"), R_OK) == -1);
}

static void
out_of_reach(const void *arg)
{
	struct host h = {0};
	pid_t pid;

	(void)arg;
	open_as_su(&h);
	h.has_children = true;
	pid = keeper_of(&h);
	tap_aside(as_alice, &pid);
	expect_int(life_keeper(host_env(&h, SESSION)), pid);
}

/* What it has of its own, in kB. */
static long
private_memory(pid_t pid)
{
	static const char *const what[] = {
	    "\nPrivate_Clean:", "\nPrivate_Dirty:"};
	const char *text = world_read(path_of(pid, "smaps_rollup"));
	long sum = 0;

	for (size_t i = 0; i < COUNT(what); i++) {
		const char *line = strstr(text, what[i]);

		if (!expect(line != NULL))
			return -1;
		sum += atol(line + strlen(what[i]));
	}
	return sum;
}

static void
small(const void *arg)
{
	struct host h = {0};
	long kb;

	(void)arg;
	session_open(&h);
	if (access(path_of(keeper_of(&h), "smaps_rollup"), R_OK) == -1)
		tap_skip("the kernel does not say what memory is private");
	kb = private_memory(keeper_of(&h));
	printf("# a keeper has %ld kB of its own\n", kb);
	expect(kb > 0 && kb < PRIVATE_KB_MAX);
}

static const struct broken {
	const char *reason, *program;
	mode_t mode;
	const char *why;
} broken[] = {
    {"is not there", NULL, 0, "No child processes"},
    {"cannot be executed", "#!/bin/sh\n", 0600, "No child processes"},
    {"leaves at once", "#!/bin/sh\nexit 0\n", 0711, "No child processes"},
    {"hangs", "#!/bin/sh\necho $$ >" HUNG "\nexec sleep 1000\n", 0711,
	"Connection timed out"},
};

static void
no_keeper(const void *arg)
{
	const struct broken *c = arg;
	struct host h = {0};

	expect(rename(KEEPER, KEEPER ".real") == 0);
	if (c->program != NULL)
		world_file(KEEPER, c->program, c->mode);
	host_log_in(&h, "sshd");
	session_refused(&h, c->why);
	expect_int(world_entries(KEEPERS), 0);
	expect_int(world_entries(TICKETS), 0);
	if (access(HUNG, F_OK) == 0)
		expect(kill((pid_t)atol(world_read(HUNG)), SIGKILL) == 0);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	host_test("keeper", "its descriptors", descriptors, NULL);
	host_test("keeper", "its surroundings", surroundings, NULL);
	host_test("keeper", "out of the user's reach", out_of_reach, NULL);
	host_test("keeper", "small", small, NULL);
	for (size_t i = 0; i < COUNT(broken); i++) {
		host_test(
		    "a keeper that", broken[i].reason, no_keeper, &broken[i]);
		if (rename(KEEPER ".real", KEEPER) == -1)
			return 1;
	}
	return tap_end();
}
