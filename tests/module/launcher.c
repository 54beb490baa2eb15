/*
 * launcher HELPER KEEPER PROGRAM [ARGUMENT...]: run a test program as root of a
 * host of its own (user, mount, process, network, host name namespaces) in
 * which HELPER stands where the helpers are installed, and KEEPER is.  Real
 * root gives it 65536 user ids; others need newuidmap and a range in
 * /etc/subuid.  Where that cannot be had, one skipped test says so.
 */

#include <sys/prctl.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/mounts.h"

#define HOST_NAME "bastion-7.example.com"
#define IDS 65536
#define NAMESPACES                                                   \
	(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | \
	    CLONE_NEWUTS)
#define EXIT_LAUNCH 99

static int
skip(const char *reason)
{
	printf("ok 1 - a private host # SKIP %s\n1..1\n", reason);
	return 0;
}

static bool
write_map(pid_t pid, const char *file)
{
	char path[64], text[64];
	int fd, n;
	bool done;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, file);
	n = snprintf(text, sizeof(text), "0 0 %d\n", IDS);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	done = fd != -1 && write(fd, text, (size_t)n) == n;
	if (fd != -1)
		close(fd);
	return done;
}

/* The first range of FILE for this user; false: he has none. */
static bool
subordinate(const char *file, char first[static 32], char count[static 32])
{
	struct passwd *pw = getpwuid(getuid());
	char line[256], name[64], id[32];
	FILE *f = fopen(file, "re");
	bool found = false;

	snprintf(id, sizeof(id), "%u", (unsigned)getuid());
	while (f != NULL && !found && fgets(line, sizeof(line), f) != NULL)
		found = sscanf(line, "%63[^:]:%31[0-9]:%31[0-9]", name, first,
			    count) == 3 &&
		    ((pw != NULL && strcmp(name, pw->pw_name) == 0) ||
			strcmp(name, id) == 0) &&
		    atol(count) >= IDS - 1;
	if (f != NULL)
		fclose(f);
	return found;
}

/* newuidmap PID 0 ME 1 1 FIRST COUNT, and the like for groups. */
static bool
ask_map(const char *tool, pid_t pid, unsigned me, const char *file)
{
	char target[16], self[16], first[32], count[32];
	int status = -1;
	pid_t child;

	if (!subordinate(file, first, count))
		return false;
	snprintf(target, sizeof(target), "%d", (int)pid);
	snprintf(self, sizeof(self), "%u", me);
	if ((child = fork()) == 0) {
		execlp(tool, tool, target, "0", self, "1", "1", first, count,
		    (char *)NULL);
		_exit(127);
	}
	return child != -1 && waitpid(child, &status, 0) == child &&
	    status == 0;
}

static bool
map_ids(pid_t pid)
{
	if (geteuid() == 0)
		return write_map(pid, "uid_map") && write_map(pid, "gid_map");
	return ask_map("newuidmap", pid, getuid(), "/etc/subuid") &&
	    ask_map("newgidmap", pid, getgid(), "/etc/subgid");
}

static int
exit_code(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_LAUNCH;
}

static int
wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) == -1)
		if (errno != EINTR)
			return EXIT_LAUNCH;
	return exit_code(status);
}

/*
 * Process ids of its own, if it can have a /proc that shows them: the module
 * looks processes up there.  A container may hide parts of /proc and so
 * forbid a new one.
 */
static int
own_processes(void)
{
	pid_t child = fork(), one;

	if (child != 0)
		return child != -1 && wait_for(child) == 0 ? CLONE_NEWPID : 0;
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID) == -1)
		_exit(1);
	if ((one = fork()) == 0)
		_exit(mounts_make_proc() == 0 ? 0 : 1);
	_exit(one == -1 ? 1 : wait_for(one));
}

/* Process 1, or one like it: reaps what the module's children leave to it;
 * when process 1 ends, the kernel kills the rest. */
static int
run_init(char **argv)
{
	pid_t program, pid;
	int status;

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1 ||
	    prctl(PR_SET_CHILD_SUBREAPER, 1) == -1 ||
	    mounts_make(argv[1], argv[2]) == -1 ||
	    sethostname(HOST_NAME, strlen(HOST_NAME)) == -1)
		return EXIT_LAUNCH;
	if ((program = fork()) == 0) {
		execv(argv[3], argv + 3);
		perror(argv[3]);
		_exit(EXIT_LAUNCH);
	}
	while ((pid = wait(&status)) != -1 || errno == EINTR)
		if (pid == program)
			return exit_code(status);
	return EXIT_LAUNCH;
}

/* Says '.' when its namespaces are there, goes on when told so. */
static int
run_inside(int in, int out, char **argv)
{
	char byte = '.';
	pid_t init;

	if (unshare(NAMESPACES | own_processes()) == -1)
		byte = '!';
	if (write(out, &byte, 1) != 1 || read(in, &byte, 1) != 1)
		return EXIT_LAUNCH;
	if (setresgid(0, 0, 0) == -1 || setresuid(0, 0, 0) == -1 ||
	    prctl(PR_SET_PDEATHSIG, SIGKILL) == -1)
		return EXIT_LAUNCH;
	fflush(NULL);
	if ((init = fork()) == 0)
		_exit(run_init(argv));
	return wait_for(init);
}

int
main(int argc, char **argv)
{
	int down[2], up[2];
	char byte = '!';
	pid_t child;

	if (argc < 4) {
		fputs("usage: launcher HELPER KEEPER PROGRAM [ARGUMENT...]\n",
		    stderr);
		return 2;
	}
	if (pipe2(down, O_CLOEXEC) == -1 || pipe2(up, O_CLOEXEC) == -1)
		return EXIT_LAUNCH;
	if ((child = fork()) == 0) {
		close(down[1]);
		close(up[0]);
		_exit(run_inside(down[0], up[1], argv));
	}
	close(down[0]);
	close(up[1]);
	if (read(up[0], &byte, 1) == 1 && byte == '.' && map_ids(child))
		return write(down[1], &byte, 1) == 1 ? wait_for(child) :
						       EXIT_LAUNCH;
	kill(child, SIGKILL);
	(void)wait_for(child);
	return skip(byte == '.' ? "no range of user ids (newuidmap, subuid)" :
				  "no user namespaces here");
}
