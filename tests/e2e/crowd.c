/*
 * Many sessions at once: a process each, which opens one by libpam and closes
 * it when it is told.  Run by root.
 *
 * Usage: crowd SERVICE USER N AT-ONCE
 * Prints "opened", and for a line on standard input "closed": each time how
 * many it were, how many failed, and the mean milliseconds of the first and of
 * the last hundred.
 */

#include <sys/wait.h>

#include <security/pam_appl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define FEW 100

/* One line of writing, so small that a pipe keeps it whole. */
struct result {
	int error;
	double ms;
};

static struct {
	int turn[2]; /* a byte for each who may be at work */
	int hold[2]; /* ends when they are to close */
	int results[2];
} pipes;

static void
need(int condition, const char *what)
{
	if (condition)
		return;
	perror(what);
	exit(1);
}

static int
say_nothing(
    int n, const struct pam_message **m, struct pam_response **r, void *data)
{
	(void)n;
	(void)m;
	(void)r;
	(void)data;
	return PAM_CONV_ERR;
}

static double
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* When it is its turn; the result goes to the parent. */
static int
do_one(pam_handle_t *pamh, int (*what)(pam_handle_t *, int))
{
	struct result r;
	double began;
	char turn;

	need(read(pipes.turn[0], &turn, 1) == 1, "turn");
	began = milliseconds();
	r.error = what(pamh, 0);
	r.ms = milliseconds() - began;
	need(write(pipes.turn[1], "t", 1) == 1, "turn");
	need(write(pipes.results[1], &r, sizeof(r)) == sizeof(r), "result");
	return r.error;
}

static _Noreturn void
live(const char *service, const char *user)
{
	const struct pam_conv conv = {say_nothing, NULL};
	pam_handle_t *pamh = NULL;
	char end;
	int r;

	close(pipes.hold[1]);
	need(pam_start(service, user, &conv, &pamh) == PAM_SUCCESS, "pam");
	r = do_one(pamh, pam_open_session);
	need(read(pipes.hold[0], &end, 1) == 0, "hold");
	if (r == PAM_SUCCESS)
		(void)do_one(pamh, pam_close_session);
	pam_end(pamh, r);
	_exit(0);
}

static int
report(const char *what, int n)
{
	double first = 0, last = 0;
	int failed = 0, few = n < FEW ? n : FEW;

	for (int i = 0; i < n; i++) {
		struct result r;

		need(read(pipes.results[0], &r, sizeof(r)) == sizeof(r),
		    "result");
		failed += r.error != PAM_SUCCESS;
		first += i < few ? r.ms : 0;
		last += i >= n - few ? r.ms : 0;
	}
	printf("%s %d failed %d first %.1f last %.1f\n", what, n, failed,
	    first / few, last / few);
	fflush(stdout);
	return n - failed;
}

int
main(int argc, char **argv)
{
	int n, opened;

	need(argc == 5, "four arguments");
	n = atoi(argv[3]);
	need(pipe(pipes.turn) == 0 && pipe(pipes.hold) == 0 &&
		pipe(pipes.results) == 0,
	    "pipe");
	for (int i = atoi(argv[4]); i > 0; i--)
		need(write(pipes.turn[1], "t", 1) == 1, "turn");
	for (int i = 0; i < n; i++) {
		pid_t pid = fork();

		need(pid != -1, "fork");
		if (pid == 0)
			live(argv[1], argv[2]);
	}
	opened = report("opened", n);
	(void)getchar();
	close(pipes.hold[1]);
	if (opened > 0)
		(void)report("closed", opened);
	while (wait(NULL) > 0)
		;
	return opened == n ? 0 : 1;
}
