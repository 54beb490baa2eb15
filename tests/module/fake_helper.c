/*
 * Stands for both helpers in the module's tests: plays the script of its name
 * and leaves next to it what it received (NAME.got.1, ...) and the state that
 * the module started it in (NAME.state, NAME.starts, NAME.conf).  Runs as the
 * helper's user; it may do anything but find out less than a real helper
 * could.
 */

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/limits.h"
#include "tests/module/fake.h"
#include "tests/module/places.h"

#define PATH_SIZE 256
#define FDS_SEEN 1024
#define SLOW_NS 200000000L
#define ALL_SEALS (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

static char script[FAKE_SCRIPT_MAX];
static const char *name;

static void
path_of(char path[static PATH_SIZE], const char *suffix)
{
	snprintf(path, PATH_SIZE, FAKE_DIR "/%s.%s", name, suffix);
}

/* Appears whole: a test may be waiting for it. */
static void
leave(const char *suffix, const void *bytes, size_t n)
{
	char path[PATH_SIZE], temporary[PATH_SIZE];
	int fd;

	path_of(path, suffix);
	path_of(temporary, "new");
	fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (fd == -1)
		return;
	if (write(fd, bytes, n) == (ssize_t)n)
		(void)rename(temporary, path);
	close(fd);
}

static void
state_ids(FILE *f)
{
	uid_t ru, eu, su;
	gid_t rg, eg, sg;

	getresuid(&ru, &eu, &su);
	getresgid(&rg, &eg, &sg);
	fprintf(f, "uids=%u %u %u\ngids=%u %u %u\ngroups=%d\n", ru, eu, su, rg,
	    eg, sg, getgroups(0, NULL));
}

static void
state_signals(FILE *f)
{
	struct sigaction sa;
	sigset_t mask;

	sigprocmask(SIG_BLOCK, NULL, &mask);
	fputs("signals=", f);
	for (int s = 1; s < NSIG; s++) {
		if (sigismember(&mask, s) == 1)
			fprintf(f, "blocked %d ", s);
		if (sigaction(s, NULL, &sa) == 0 && sa.sa_handler != SIG_DFL)
			fprintf(f, "not default %d ", s);
	}
	fputc('\n', f);
}

static void
state_process(FILE *f, int argc)
{
	char cwd[PATH_SIZE] = "?";
	int deathsig = -1, tty, variables = 0;
	mode_t mask = umask(077);

	while (environ[variables] != NULL)
		variables++;
	prctl(PR_GET_PDEATHSIG, &deathsig);
	tty = open("/dev/tty", O_RDWR | O_CLOEXEC);
	fprintf(f, "pid=%d\nparent=%d\nsession=%d\ntty=%d\n", (int)getpid(),
	    (int)getppid(), getsid(0) == getppid(), tty != -1);
	if (tty != -1)
		close(tty);
	fprintf(f, "cwd=%s\numask=%03o\ndeathsig=%d\nvariables=%d\n",
	    getcwd(cwd, sizeof(cwd)) == NULL ? "?" : cwd, mask, deathsig,
	    variables);
	fprintf(f, "arguments=%d\n", argc);
}

static void
state_limit(FILE *f, const char *what, __rlimit_resource_t resource)
{
	struct rlimit r = {0, 0};

	getrlimit(resource, &r);
	fprintf(f, "%s=%lld %lld\n", what, (long long)r.rlim_cur,
	    (long long)r.rlim_max);
}

/* What a descriptor is: "3 file r inode", "0 socket rw", "1 null rw". */
static void
state_descriptors(FILE *f)
{
	static const char *const modes[] = {"r", "w", "rw", "?"};
	struct stat st;

	for (int fd = 0; fd < FDS_SEEN; fd++) {
		int flags = fcntl(fd, F_GETFL);

		if (flags == -1 || fstat(fd, &st) == -1)
			continue;
		fprintf(f, "fd%d=%s %s %llu\n", fd,
		    S_ISSOCK(st.st_mode)    ? "socket" :
			S_ISREG(st.st_mode) ? "file" :
			st.st_rdev == 0x103 ? "null" :
					      "other",
		    modes[flags & O_ACCMODE],
		    S_ISREG(st.st_mode) ? (unsigned long long)st.st_ino : 0ULL);
	}
}

/* The configuration, whole; and can anybody change it still? */
static void
record_configuration(FILE *f)
{
	static char text[CONFIG_MAX];
	int seals = fcntl(3, F_GET_SEALS);
	ssize_t n = pread(3, text, sizeof(text), 0);

	fprintf(f, "sealed=%d\n",
	    seals != -1 && (seals & ALL_SEALS) == ALL_SEALS &&
		pwrite(3, "x", 1, 0) == -1);
	if (n > 0)
		leave("conf", text, (size_t)n);
}

static void
record_state(int argc)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);

	if (f == NULL)
		return;
	state_descriptors(f);
	state_ids(f);
	state_signals(f);
	state_process(f, argc);
	state_limit(f, "core", RLIMIT_CORE);
	state_limit(f, "nofile", RLIMIT_NOFILE);
	state_limit(f, "fsize", RLIMIT_FSIZE);
	state_limit(f, "cpu", RLIMIT_CPU);
	/* A host with `ulimit -f 0` that cannot be undone: no records. */
	signal(SIGXFSZ, SIG_IGN);
	if (strcmp(name, "pam-sts-obtain") == 0)
		record_configuration(f);
	fclose(f);
	leave("state", text, n);
	free(text);
}

static void
record_start(void)
{
	char path[PATH_SIZE];
	int fd;

	path_of(path, "starts");
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (fd != -1)
		(void)!write(fd, "x", 1);
	if (fd != -1)
		close(fd);
}

/* False: the conversation is over. */
static bool
take_message(void)
{
	static uint8_t buf[MESSAGE_MAX];
	static int count;
	char suffix[16];
	ssize_t n = recv(0, buf, sizeof(buf), 0);

	if (n <= 0)
		return false;
	snprintf(suffix, sizeof(suffix), "got.%d", ++count);
	leave(suffix, buf, (size_t)n);
	return true;
}

static void
play(const struct fake_step *s, const char *bytes)
{
	if (s->act == FAKE_EXIT_AT_ONCE)
		exit(0);
	if (s->act != FAKE_SEND && !take_message())
		exit(0);
	switch (s->act) {
	case FAKE_SLOW:
		nanosleep(&(struct timespec){.tv_nsec = SLOW_NS}, NULL);
		break;
	case FAKE_HANG:
		for (;;)
			pause();
	case FAKE_EXIT:
		exit(0);
	case FAKE_CRASH:
		signal(SIGSEGV, SIG_DFL);
		raise(SIGSEGV);
	default:
		break;
	}
	(void)send(0, bytes, s->n, MSG_NOSIGNAL);
}

static size_t
read_script(void)
{
	char path[PATH_SIZE];
	ssize_t n = -1;
	int fd;

	path_of(path, "script");
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) != -1) {
		n = read(fd, script, sizeof(script));
		close(fd);
	}
	return n > 0 ? (size_t)n : 0;
}

int
main(int argc, char **argv)
{
	const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
	struct fake_step s;
	size_t n;

	name = slash == NULL ? "nameless" : slash + 1;
	record_state(argc);
	record_start();
	(void)open(FAKE_ALIVE, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
	n = read_script();
	for (size_t at = 0; at + sizeof(s) <= n; at += sizeof(s) + s.n) {
		memcpy(&s, script + at, sizeof(s));
		if (s.n > n - at - sizeof(s))
			return 1;
		play(&s, script + at + sizeof(s));
	}
	while (take_message())
		;
	return 0;
}
