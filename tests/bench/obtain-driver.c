/*
 * Plays the module to pam-sts-obtain: one PREPARE, one COMMIT, and the replies
 * as name=value lines, a blank line between two.  For the bench and the
 * end-to-end tests; no root, no PAM.  Exit code: the status of the last reply,
 * 100 for anything else.
 *
 *	obtain-driver [--reveal] HELPER CONFIG KEY PROFILE,... USER [CODE]
 *	obtain-driver --explain HELPER CONFIG KEY PROFILE,... USER
 *
 * With CODE "-" it is read from standard input after PREPARED, as late as a
 * user would type it; an empty line leaves without COMMIT.  Times and peak
 * memory of the helper go to standard error.
 */

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/config.h"
#include "common/limits.h"
#include "common/wire.h"

#define FAILED 100

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
die(const char *what)
{
	perror(what);
	exit(FAILED);
}

/* The configuration as the module hands it over: under its name. */
static int
compose_config(const char *path)
{
	static char file[CONFIG_MAX], room[CONFIG_MAX];
	int in = open(path, O_RDONLY), out = memfd_create("config", 0);
	ssize_t n = in == -1 ? -1 : read(in, file, sizeof(file));
	struct span text = {room, 0};

	if (n == -1 || out == -1 ||
	    config_append(room, sizeof(room), &text.n, path,
		(struct span){file, (size_t)n}) != NULL ||
	    write(out, room, text.n) != (ssize_t)text.n)
		die(path);
	close(in);
	return out;
}

/* The helper with its descriptors 0, 3 and 4 and nothing else. */
static _Noreturn void
become_helper(char **argv, int channel)
{
	char *const args[] = {argv[0], NULL};
	char *const environment[] = {NULL};
	int config = compose_config(argv[1]), key = open(argv[2], O_RDONLY);

	if (key == -1)
		die("open");
	/* Away from the numbers they are to have. */
	config = fcntl(config, F_DUPFD, 20);
	key = fcntl(key, F_DUPFD, 20);
	channel = fcntl(channel, F_DUPFD, 20);
	if (dup2(channel, 0) == -1 || dup2(config, 3) == -1 ||
	    dup2(key, 4) == -1)
		die("dup2");
	(void)close_range(5, ~0U, 0);
	execve(argv[0], args, environment);
	die("execve");
	_exit(FAILED);
}

static void
say(int fd, const struct message *m)
{
	static uint8_t buf[MESSAGE_MAX];
	int n = wire_encode(m, buf, sizeof(buf));

	if (n < 0 || send(fd, buf, (size_t)n, MSG_NOSIGNAL) != n) {
		fprintf(stderr, "obtain-driver: message not sent\n");
		exit(FAILED);
	}
}

static enum status
hear(int fd, enum kind kind, struct message *m)
{
	static uint8_t buf[MESSAGE_MAX];
	ssize_t n = recv(fd, buf, sizeof(buf), 0);

	if (n <= 0 || wire_parse(m, buf, (size_t)n) < 0 || m->kind != kind) {
		fprintf(stderr, "obtain-driver: %s\n",
		    n == 0 ? "silence" : "no such reply");
		exit(FAILED);
	}
	return m->status;
}

static void
print(const struct message *m, bool reveal)
{
	printf("status=%s\n", status_name(m->status));
	for (unsigned tag = 1; tag < TAG_COUNT; tag++) {
		bool secret =
		    tag == TAG_SECRET_ACCESS_KEY || tag == TAG_SESSION_TOKEN;

		if (m->field[tag].p == NULL)
			continue;
		if (secret && !reveal)
			printf("%s=(%zu bytes)\n", field_rule(tag)->name,
			    m->field[tag].n);
		else
			printf("%s=%.*s\n", field_rule(tag)->name,
			    (int)m->field[tag].n, m->field[tag].p);
	}
}

static void
prepare(int fd, enum kind kind, char **argv)
{
	struct message m = {.kind = kind};

	m.field[TAG_PROFILES] = span_of(argv[3]);
	m.field[TAG_USER] = span_of(argv[4]);
	m.field[TAG_TARGET] = span_of(argv[4]);
	m.field[TAG_SERVICE] = span_of("driver");
	m.field[TAG_HOST] = span_of("bench");
	m.field[TAG_SESSION] = span_of("0123456789abcdef");
	m.field[TAG_PROOF] = span_of("totp");
	say(fd, &m);
}

/* False: the user has gone. */
static bool
commit(int fd, const char *code)
{
	struct message m = {.kind = KIND_COMMIT};
	char line[64];

	if (code != NULL && strcmp(code, "-") == 0) {
		if (fgets(line, sizeof(line), stdin) == NULL || *line == '\n')
			return false;
		line[strcspn(line, "\n")] = '\0';
		code = line;
	}
	m.field[TAG_CODE] = span_of(code);
	say(fd, &m);
	return true;
}

static void
account(pid_t pid, double prepared, double answered)
{
	struct rusage use;

	if (wait4(pid, NULL, 0, &use) == -1)
		return;
	fprintf(stderr,
	    "prepared_ms=%.1f answered_ms=%.1f user_ms=%.1f system_ms=%.1f "
	    "peak_kib=%ld\n",
	    prepared, answered,
	    (double)use.ru_utime.tv_sec * 1e3 +
		(double)use.ru_utime.tv_usec / 1e3,
	    (double)use.ru_stime.tv_sec * 1e3 +
		(double)use.ru_stime.tv_usec / 1e3,
	    use.ru_maxrss);
}

/* Hear and print replies up to the one that no other follows. */
static enum status
hear_all(int fd, enum kind kind, bool reveal)
{
	struct message m;
	enum status status;

	do {
		status = hear(fd, kind, &m);
		print(&m, reveal);
		if (m.field[TAG_MORE].p != NULL &&
		    !span_is(m.field[TAG_MORE], "0"))
			printf("\n");
	} while (status == STATUS_OK && !span_is(m.field[TAG_MORE], "0"));
	return status;
}

/* Start the helper: our end of its socket. */
static int
start_helper(char **argv, pid_t *pid)
{
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) == -1 ||
	    (*pid = fork()) == -1)
		die("start");
	if (*pid == 0)
		become_helper(argv, fds[1]);
	close(fds[1]);
	return fds[0];
}

static int
explain(char **argv)
{
	pid_t pid;
	int fd = start_helper(argv, &pid);

	prepare(fd, KIND_EXPLAIN, argv);
	return (int)hear_all(fd, KIND_EXPLAINED, false);
}

static int
drive(char **argv, const char *code, bool reveal)
{
	struct message reply;
	double start = now(), prepared, sent;
	enum status status;
	pid_t pid;
	int fd = start_helper(argv, &pid);

	prepare(fd, KIND_PREPARE, argv);
	status = hear(fd, KIND_PREPARED, &reply);
	prepared = sent = now();
	if (status != STATUS_OK)
		print(&reply, reveal);
	else {
		if (!commit(fd, code))
			return FAILED;
		sent = now();
		status = hear_all(fd, KIND_CREDENTIALS, reveal);
	}
	account(pid, prepared - start, now() - sent);
	return (int)status;
}

int
main(int argc, char **argv)
{
	bool reveal = argc > 1 && strcmp(argv[1], "--reveal") == 0;
	bool show = argc > 1 && strcmp(argv[1], "--explain") == 0;
	int skip = reveal || show ? 2 : 1;

	argv += skip;
	argc -= skip;
	if (argc != 5 && (argc != 6 || show)) {
		fprintf(stderr,
		    "usage: obtain-driver [--reveal | --explain] HELPER CONFIG "
		    "KEY PROFILE,... USER [CODE]\n");
		return FAILED;
	}
	return show ? explain(argv) :
		      drive(argv, argc == 6 ? argv[5] : NULL, reveal);
}
