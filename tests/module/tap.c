/* The harness of the module's tests: forks, counts and prints TAP. */

#include <sys/mman.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/tap.h"

/* A case that has not ended by then hangs: its process gets SIGALRM. */
#define HANG_SECONDS 40
#define PAUSE_MS 2
#define REASON_SIZE 128
#define SHOWN_MAX 1000

static int count, failures;
/* The case that goes on in this program; 0: it begins them all. */
static int taken_over;
static int verdict_fd = -1;
/* Shared with the case's process: only a case that came to its end passes. */
static struct verdict {
	bool done;
	int bad;
	char skipped[REASON_SIZE];
} * verdict;

static bool
complain(const char *file, int line)
{
	printf("# %s:%d: ", file, line);
	verdict->bad++;
	return false;
}

bool
tap_expect(bool holds, const char *what, const char *file, int line)
{
	if (holds)
		return true;
	complain(file, line);
	printf("does not hold: %s\n", what);
	return false;
}

bool
tap_expect_int(
    long long got, long long want, const char *what, const char *file, int line)
{
	if (got == want)
		return true;
	complain(file, line);
	printf("%s is %lld, expected %lld\n", what, got, want);
	return false;
}

void
tap_pause(void)
{
	(void)poll(NULL, 0, PAUSE_MS);
}

/* Texts of several lines: keep every line a comment, and long ones short. */
static void
print_quoted(const char *label, const char *text)
{
	printf("#   %s: \"", label);
	for (int n = SHOWN_MAX; text != NULL && *text != '\0' && n > 0;
	     text++, n--)
		if (*text == '\n')
			fputs("\\n", stdout);
		else
			putchar(*text);
	printf("\"%s\n", text == NULL ? " (NULL)" : "");
}

/* The length of the first line, LF included, if both have it; else 0. */
static size_t
common_line(const char *a, const char *b)
{
	const char *end = strchr(a, '\n');
	size_t n = end == NULL ? 0 : (size_t)(end - a) + 1;

	return strncmp(a, b, n) == 0 ? n : 0;
}

bool
tap_expect_text(const char *got, const char *want, const char *what,
    const char *file, int line)
{
	if (got != NULL && want != NULL && strcmp(got, want) == 0)
		return true;
	complain(file, line);
	printf("%s\n", what);
	/* Long texts: from the line on in which they differ. */
	while (got != NULL && want != NULL && strlen(want) > SHOWN_MAX &&
	    common_line(got, want) > 0) {
		size_t n = common_line(got, want);

		got += n;
		want += n;
	}
	print_quoted("     got", got);
	print_quoted("expected", want);
	return false;
}

_Noreturn void
tap_leave(void)
{
	fflush(stdout);
	verdict->done = true;
	_exit(0);
}

void
tap_aside(void (*body)(const void *), const void *arg)
{
	int status = -1;
	pid_t pid;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		alarm(HANG_SECONDS);
		body(arg);
		fflush(stdout);
		_exit(0);
	}
	expect(pid != -1 && waitpid(pid, &status, 0) == pid && status == 0);
}

int
tap_hand_over(int *number)
{
	fflush(stdout);
	if (fcntl(verdict_fd, F_SETFD, 0) == -1)
		abort();
	*number = count + 1;
	return verdict_fd;
}

static void
map_verdict(void)
{
	verdict = mmap(NULL, sizeof(*verdict), PROT_READ | PROT_WRITE,
	    MAP_SHARED, verdict_fd, 0);
	if (verdict == MAP_FAILED ||
	    fcntl(verdict_fd, F_SETFD, FD_CLOEXEC) == -1)
		abort();
}

void
tap_take_over(int number, int fd)
{
	taken_over = number;
	verdict_fd = fd;
	map_verdict();
}

bool
tap_is_taken_over(void)
{
	return taken_over != 0;
}

_Noreturn void
tap_skip(const char *reason)
{
	snprintf(verdict->skipped, REASON_SIZE, "%s", reason);
	tap_leave();
}

static void
report(const char *name, int status)
{
	bool passed = verdict->done && verdict->bad == 0 && WIFEXITED(status);

	if (WIFSIGNALED(status))
		printf("# killed by signal %d (%s)\n", WTERMSIG(status),
		    strsignal(WTERMSIG(status)));
	else if (!verdict->done)
		printf("# ended early, status %d\n", WEXITSTATUS(status));
	printf("%s %d - %s%s%s\n", passed ? "ok" : "not ok", ++count, name,
	    verdict->skipped[0] == '\0' ? "" : " # SKIP ", verdict->skipped);
	failures += !passed;
	fflush(stdout);
}

void
tap_test(const char *name, void (*body)(const void *), const void *arg)
{
	int status = 0;
	pid_t pid;

	if (tap_is_taken_over()) {
		if (++count == taken_over) {
			body(arg);
			tap_leave();
		}
		return;
	}
	if (verdict == NULL) {
		verdict_fd = memfd_create("verdict", MFD_CLOEXEC);
		if (ftruncate(verdict_fd, sizeof(*verdict)) == -1)
			abort();
		map_verdict();
	}
	memset(verdict, 0, sizeof(*verdict));
	fflush(stdout);
	if ((pid = fork()) == 0) {
		alarm(HANG_SECONDS);
		body(arg);
		tap_leave();
	}
	if (pid == -1 || waitpid(pid, &status, 0) != pid)
		abort();
	report(name, status);
}

int
tap_end(void)
{
	printf("1..%d\n", count);
	return failures == 0 && count > 0 ? 0 : 1;
}
