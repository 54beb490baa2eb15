/* The host never notices that the module has children. */

#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

static volatile sig_atomic_t children_ended;

static void
count_child(int s)
{
	(void)s;
	children_ended++;
}

/* Reaps whatever it can, as some hosts do. */
static void
reap_children(int s)
{
	int saved = errno;

	(void)s;
	children_ended++;
	while (waitpid(-1, NULL, WNOHANG) > 0)
		;
	errno = saved;
}

static const struct sigchld {
	const char *reason;
	void (*handler)(int);
	int flags;
} dispositions[] = {
    {"default", SIG_DFL, 0},
    {"ignored", SIG_IGN, 0},
    {"a handler", count_child, SA_RESTART},
    {"a handler that reaps", reap_children, 0},
    {"SA_NOCLDWAIT", SIG_DFL, SA_NOCLDWAIT},
    {"a handler and SA_NOCLDWAIT", count_child, SA_NOCLDWAIT},
};

static void
sigchld_untouched(const void *arg)
{
	const struct sigchld *c = arg;
	struct sigaction before = {.sa_handler = c->handler,
			     .sa_flags = c->flags},
			 after;
	struct host h = {0};

	expect(sigaction(SIGCHLD, &before, NULL) == 0);
	session_whole(&h);
	expect(sigaction(SIGCHLD, NULL, &after) == 0);
	expect(after.sa_handler == c->handler);
	expect_int(after.sa_flags & ~0x04000000, c->flags); /* SA_RESTORER */
	expect_int(children_ended, 0);
}

/* Blocked, a SIGCHLD of ours would stay pending. */
static void
sigchld_never_pending(const void *arg)
{
	struct host h = {0};
	sigset_t set;

	(void)arg;
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	expect(sigprocmask(SIG_BLOCK, &set, NULL) == 0);
	session_whole(&h);
	expect(sigpending(&set) == 0 && !sigismember(&set, SIGCHLD));
}

static void
look_for_children(void)
{
	expect(script_wait(OBTAIN, 1));
	expect(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
}

/* login ends the session when its wait() finds any child. */
static void
wait_finds_nobody(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_start(&h, "login", "alice");
	h.before_answer = look_for_children;
	expect_int(host_authenticate(&h), PAM_SUCCESS);
}

/* A child of the host's ends while we work: its status is the host's. */
static void
own_child_is_its_own(const void *arg)
{
	struct host h = {0};
	int status = 0;
	pid_t pid = fork();

	(void)arg;
	if (pid == 0)
		_exit(42);
	host_start(&h, "login", "alice");
	h.has_children = true;
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_int(host_open(&h), PAM_SUCCESS);
	expect(wait(&status) == pid && WEXITSTATUS(status) == 42);
	expect(wait(&status) == -1 && errno == ECHILD);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(dispositions); i++)
		host_test("SIGCHLD", dispositions[i].reason, sigchld_untouched,
		    &dispositions[i]);
	host_test("SIGCHLD", "blocked", sigchld_never_pending, NULL);
	host_test("children", "wait() finds none", wait_finds_nobody, NULL);
	host_test("children", "its own is left", own_child_is_its_own, NULL);
	return tap_end();
}
