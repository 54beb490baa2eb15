/*
 * The sandboxes from inside: children enter them and try things.  A child
 * dies of SIGSYS, or tells by its exit status whether the thing was done.
 */

#include "tests/unit/unit.h"

#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

#include "helper/sandbox.h"

/* 3 and 4 stay open in a sandbox, as they do in a helper. */
#define WORK_FD 4

enum { DONE, REFUSED, KILLED, NO_SANDBOX };

static int
by(bool done)
{
	return done ? DONE : REFUSED;
}

#define TRY(name, thing)                         \
	static int name(void)                    \
	{                                        \
		return (thing) ? DONE : REFUSED; \
	}

static int
run_program(void)
{
	char *const argv[] = {NULL};

	return by(execve("/bin/true", argv, argv) == 0);
}

TRY(make_process, fork() >= 0)
TRY(signal_parent, syscall(SYS_tgkill, getppid(), getppid(), 0) == 0)
TRY(signal_self, syscall(SYS_tgkill, getpid(), getpid(), 0) == 0)

static int
limit_parent(void)
{
	struct rlimit r;

	return by(prlimit(getppid(), RLIMIT_NOFILE, NULL, &r) == 0);
}

static int
limit_self(void)
{
	struct rlimit r;

	return by(getrlimit(RLIMIT_NOFILE, &r) == 0);
}

TRY(own_for_parent, fcntl(WORK_FD, F_SETOWN, getppid()) == 0)
TRY(own_with_high_bits,
    syscall(SYS_fcntl, WORK_FD, F_SETOWN | (1UL << 40), getppid()) == 0)

static int
own_by_type(void)
{
	struct f_owner_ex o = {F_OWNER_PID, getppid()};

	return by(fcntl(WORK_FD, F_SETOWN_EX, &o) == 0);
}

TRY(choose_signal, fcntl(WORK_FD, F_SETSIG, SIGKILL) == 0)

static int
own_by_ioctl(void)
{
	int pid = getppid();

	return by(ioctl(WORK_FD, FIOSETOWN, &pid) == 0);
}

static int
slow_parent(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(0, &set);
	return by(sched_setaffinity(getppid(), sizeof(set), &set) == 0);
}

TRY(renice_parent, setpriority(PRIO_PROCESS, (id_t)getppid(), 1) == 0)
TRY(trace_parent, ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0)
TRY(packets, socket(AF_PACKET, SOCK_RAW, 0) != -1)

/* A family may be missing here; then it is the filter that says so all the
 * same, before anybody looks at the type. */
static int
families(void)
{
	for (int f = 0; f < 64; f++)
		if (f != AF_UNIX && f != AF_INET && f != AF_INET6 &&
		    f != AF_NETLINK &&
		    (socket(f, -1, 0) != -1 || errno != EAFNOSUPPORT))
			return DONE;
	return REFUSED;
}

TRY(internet,
    socket(AF_INET, SOCK_STREAM, 0) != -1 &&
	socket(AF_NETLINK, SOCK_RAW, 0) != -1)

static int
write_file(void)
{
	int fd = open("/tmp", O_TMPFILE | O_WRONLY, 0600);

	return by(fd != -1 && write(fd, "x", 1) == 1);
}

static void *
no_work(void *arg)
{
	return arg;
}

static int
make_thread(void)
{
	pthread_t t;

	return by(pthread_create(&t, NULL, no_work, NULL) == 0 &&
	    pthread_join(t, NULL) == 0);
}

TRY(read_ca, open("/etc/ssl/openssl.cnf", O_RDONLY) != -1)
TRY(read_users, open("/etc/passwd", O_RDONLY) != -1)

static int
write_counter(void)
{
	struct timespec t;

	return by(pwrite(WORK_FD, "x", 1, 0) == 1 &&
	    clock_gettime(CLOCK_MONOTONIC, &t) == 0);
}

static int
enter_narrow(void)
{
	return sandbox_obtain() == 0 ? sandbox_narrow(NULL, NULL) : -1;
}

/* What becomes of a child that enters a sandbox and tries. */
static int
attempt(int (*enter)(void), int (*what)(void))
{
	int status, work = open("/tmp", O_TMPFILE | O_RDWR, 0600);
	pid_t pid = fork();

	if (pid == 0) {
		alarm(20);
		if (dup2(work, WORK_FD) != WORK_FD || enter() != 0)
			_exit(NO_SANDBOX);
		syscall(SYS_exit_group, what());
	}
	close(work);
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		return KILLED;
	assert_true(WIFEXITED(status));
	assert_int_not_equal(WEXITSTATUS(status), NO_SANDBOX);
	return WEXITSTATUS(status);
}

struct row {
	const char *reason;
	int (*what)(void);
	int want;
};

static void
check(int (*enter)(void), const struct row *t, size_t count)
{
#ifdef __SANITIZE_ADDRESS__
	print_message("AddressSanitizer wants more than a sandbox leaves\n");
	skip();
#endif
	for (size_t i = 0; i < count; i++) {
		int got = attempt(enter, t[i].what);

		if (got != t[i].want)
			fail_msg("row \"%s\": %d", t[i].reason, got);
	}
}

static void
obtain(void **state)
{
	static const struct row t[] = {
	    {"a program", run_program, KILLED},
	    {"a process", make_process, KILLED},
	    {"a signal for another process", signal_parent, KILLED},
	    {"a signal for itself", signal_self, DONE},
	    {"another's limits", limit_parent, KILLED},
	    {"its own limits", limit_self, DONE},
	    {"SIGIO for another", own_for_parent, KILLED},
	    {"the same, beyond 32 bits", own_with_high_bits, KILLED},
	    {"the same, by type", own_by_type, KILLED},
	    {"the same, by ioctl()", own_by_ioctl, KILLED},
	    {"another signal than SIGIO", choose_signal, KILLED},
	    {"another's processors", slow_parent, KILLED},
	    {"another's priority", renice_parent, KILLED},
	    {"tracing another", trace_parent, KILLED},
	    {"raw packets", packets, REFUSED},
	    {"all families but four", families, REFUSED},
	    {"the internet", internet, DONE},
	    {"writing a file", write_file, REFUSED},
	    {"a thread", make_thread, DONE},
	    {"reading the CA store", read_ca, DONE},
	    {"reading other files, still", read_users, DONE},
	};

	(void)state;
	check(sandbox_obtain, t, COUNT(t));
}

static void
narrow(void **state)
{
	static const struct row t[] = {
	    {"reading the CA store", read_ca, DONE},
	    {"reading other files", read_users, REFUSED},
	    {"writing a file", write_file, REFUSED},
	    {"a thread", make_thread, DONE},
	};

	(void)state;
	if (syscall(SYS_landlock_create_ruleset, NULL, 0,
		LANDLOCK_CREATE_RULESET_VERSION) < 1) {
		print_message("this kernel has no Landlock\n");
		skip();
	}
	check(enter_narrow, t, COUNT(t));
}

static void
verify(void **state)
{
	static const struct row t[] = {
	    {"a counter and a clock", write_counter, DONE},
	    {"a program", run_program, KILLED},
	    {"a process", make_process, KILLED},
	    {"a thread", make_thread, KILLED},
	    {"a signal", signal_self, KILLED},
	    {"limits", limit_self, KILLED},
	    {"a socket", internet, KILLED},
	    {"a file", read_ca, KILLED},
	    {"tracing another", trace_parent, KILLED},
	};

	(void)state;
	check(sandbox_verify, t, COUNT(t));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(obtain),
	    cmocka_unit_test(narrow),
	    cmocka_unit_test(verify),
	};

	return cmocka_run_group_tests_name("sandbox", tests, NULL, NULL);
}
