/*
 * The host gets no SIGCHLD from us and its wait() never sees a child of ours:
 * a process that execs has its exit signal set back to SIGCHLD by the kernel,
 * and login hangs up its shell when any child ends.  So the direct child, M,
 * is made with exit signal 0 and never execs; it forks the helper, G, and
 * waits for it.  PDEATHSIG ties M to the host and G to M.
 */

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/limits.h"
#include "pam_sts/spawn.h"

#define PATH_SIZE 256
#define OUT_OF_THE_WAY 16
#define FIRST_UNUSED_FD 5
#define EXIT_SETUP 126
#define CPU_SECONDS 60
#define STACK_BYTES (8 * 1024 * 1024)

struct plan {
	char path[PATH_SIZE];
	const char *argument; /* NULL: a helper */
	int sock, fd3, fd4;
	uid_t uid;
	gid_t gid;
};

/* From here to exec: async-signal-safe calls only, leaving by _exit. */

static void
default_signals(void)
{
	struct sigaction dfl = {.sa_handler = SIG_DFL};
	sigset_t none;

	for (int s = 1; s < NSIG; s++)
		(void)sigaction(s, &dfl, NULL);
	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/* su and sudo bring the caller's limits; a helper works under none of them.
 * What the kernel refuses to raise stays as it is. */
static void
default_limits(rlim_t cpu)
{
	const struct {
		__rlimit_resource_t what;
		rlim_t value;
	} limits[] = {
	    {RLIMIT_FSIZE, RLIM_INFINITY},
	    {RLIMIT_AS, RLIM_INFINITY},
	    {RLIMIT_DATA, RLIM_INFINITY},
	    {RLIMIT_STACK, STACK_BYTES},
	    {RLIMIT_NPROC, RLIM_INFINITY},
	    {RLIMIT_NOFILE, 256},
	    {RLIMIT_CPU, cpu},
	    {RLIMIT_CORE, 0},
	};

	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		struct rlimit r = {limits[i].value, limits[i].value};

		(void)setrlimit(limits[i].what, &r);
	}
}

/* Nor under his patience: who holds the counter's lock must get on. */
static void
default_scheduling(void)
{
	static const struct sched_param normal;

	(void)sched_setscheduler(0, SCHED_OTHER, &normal);
	(void)setpriority(PRIO_PROCESS, 0, 0);
}

static bool
place_descriptors(const struct plan *p)
{
	int s = fcntl(p->sock, F_DUPFD, OUT_OF_THE_WAY);
	int a = fcntl(p->fd3, F_DUPFD, OUT_OF_THE_WAY);
	int b = fcntl(p->fd4, F_DUPFD, OUT_OF_THE_WAY);
	int null = open("/dev/null", O_RDWR);

	return s != -1 && a != -1 && b != -1 && null != -1 &&
	    dup2(null, 1) == 1 && dup2(null, 2) == 2 && dup2(s, 0) == 0 &&
	    dup2(a, 3) == 3 && dup2(b, 4) == 4 &&
	    close_range(FIRST_UNUSED_FD, ~0U, 0) == 0;
}

/* Root through and through: with the real uid he has in su and sudo the
 * caller could kill it. */
static bool
become_root(void)
{
	return setgroups(0, NULL) == 0 && setresgid(0, 0, 0) == 0 &&
	    setresuid(0, 0, 0) == 0;
}

/* To the helper's user for good: the way back is tried and must fail. */
static bool
drop(const struct plan *p)
{
	uid_t ru, eu, su;
	gid_t rg, eg, sg;

	if (p->uid == 0 || p->gid == 0 || setgroups(0, NULL) != 0 ||
	    setresgid(p->gid, p->gid, p->gid) != 0 ||
	    setresuid(p->uid, p->uid, p->uid) != 0)
		return false;
	if (getresuid(&ru, &eu, &su) != 0 || getresgid(&rg, &eg, &sg) != 0)
		return false;
	return ru == p->uid && eu == p->uid && su == p->uid && rg == p->gid &&
	    eg == p->gid && sg == p->gid && getgroups(0, NULL) == 0 &&
	    setresuid((uid_t)-1, 0, (uid_t)-1) != 0 &&
	    setresgid((gid_t)-1, 0, (gid_t)-1) != 0;
}

static _Noreturn void
run_helper(const struct plan *p, pid_t middle)
{
	char *const argv[] = {(char *)(uintptr_t)p->path, NULL};
	char *const environment[] = {NULL};

	default_signals();
	default_limits(CPU_SECONDS);
	default_scheduling();
	(void)umask(077);
	if (chdir("/") == 0 && place_descriptors(p) && drop(p) &&
	    prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == middle)
		(void)execve(p->path, argv, environment);
	_exit(EXIT_SETUP);
}

/* It has no parent but init, or a subreaper, and outlives its host. */
static _Noreturn void
run_keeper(const struct plan *p)
{
	char *const argv[] = {
	    (char *)(uintptr_t)p->path, (char *)(uintptr_t)p->argument, NULL};
	char *const environment[] = {NULL};

	default_limits(RLIM_INFINITY);
	default_scheduling();
	(void)umask(077);
	if (chdir("/") == 0 && place_descriptors(p) && become_root())
		(void)execve(p->path, argv, environment);
	_exit(EXIT_SETUP);
}

static _Noreturn void
run_middle(const struct plan *p, pid_t host)
{
	pid_t me = getpid(), helper;

	default_signals();
	(void)setsid(); /* ^C and sshd's kill(0) are for the host's group */
	if (p->argument != NULL) {
		if (_Fork() == 0)
			run_keeper(p);
		_exit(0);
	}
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != host)
		_exit(EXIT_SETUP);
	helper = _Fork();
	if (helper == 0)
		run_helper(p, me);
	(void)close_range(0, ~0U, 0);
	if (helper != -1)
		(void)waitpid(helper, NULL, 0);
	_exit(0); /* the reply decides, and nobody reads this */
}

/* Make the process in the middle. */
static int
start(struct child *c, struct plan *p, const char *name)
{
	int pidfd = -1, pair[2];
	pid_t host = getpid();
	struct clone_args args = {
	    .flags = CLONE_PIDFD, .pidfd = (uint64_t)(uintptr_t)&pidfd};
	long pid;

	if ((size_t)snprintf(p->path, sizeof(p->path), "%s/%s", LIBEXECDIR,
		name) >= sizeof(p->path))
		return -ENAMETOOLONG;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == -1)
		return -errno;
	p->sock = pair[1];
	pid = syscall(SYS_clone3, &args, sizeof(args));
	if (pid == 0)
		run_middle(p, host);
	close(pair[1]);
	if (pid == -1) {
		int r = -errno;

		close(pair[0]);
		return r;
	}
	*c = (struct child){pair[0], pidfd};
	return 0;
}

int
spawn_helper(
    struct child *c, const char *name, int fd3, int fd4, uid_t uid, gid_t gid)
{
	struct plan p = {.fd3 = fd3, .fd4 = fd4, .uid = uid, .gid = gid};

	return start(c, &p, name);
}

/* One byte says that it keeps; end of file, that it could not. */
static int
hear_keeper(int sock)
{
	struct pollfd p = {.fd = sock, .events = POLLIN};
	char byte;
	int r;

	do
		r = poll(&p, 1, HELPER_DEADLINE_MS);
	while (r == -1 && errno == EINTR);
	if (r <= 0)
		return r == 0 ? -ETIMEDOUT : -errno;
	return recv(sock, &byte, 1, MSG_DONTWAIT) == 1 ? 0 : -ECHILD;
}

int
spawn_keeper(const char *session)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC), r;
	struct plan p = {.argument = session, .fd3 = null, .fd4 = null};
	struct child c = NO_CHILD;

	r = null == -1 ? -errno : start(&c, &p, "pam-sts-keeper");
	if (r == 0)
		r = hear_keeper(c.sock);
	spawn_end(&c);
	if (null != -1)
		close(null);
	return r;
}

void
spawn_end(struct child *c)
{
	siginfo_t si;

	if (c->sock >= 0)
		close(c->sock);
	if (c->pidfd >= 0) {
		(void)syscall(
		    SYS_pidfd_send_signal, c->pidfd, SIGKILL, NULL, 0);
		/* __WALL: its exit signal is not SIGCHLD. */
		while (waitid(P_PIDFD, (id_t)c->pidfd, &si, WEXITED | __WALL) ==
			-1 &&
		    errno == EINTR)
			;
		close(c->pidfd);
	}
	*c = NO_CHILD;
}
