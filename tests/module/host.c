/* The PAM application of the module's tests. */

#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/life.h"
#include "tests/module/script.h"
#include "tests/module/tap.h"

#define CONFDIR SCRATCH "/pam.d"
#define PATH_SIZE 512
#define FDS_MAX 1024
#define RESUME "MODULE_TEST_RESUME"
#define VARIABLES_MAX 16

static char module[PATH_MAX];

/* libpam looks for a relative path elsewhere. */
static void
find_module(const char *path)
{
	if (realpath(path, module) == NULL)
		abort();
}

bool
host_begin(int argc, char **argv)
{
	const char *resume = getenv(RESUME);
	int number, verdict, log, path;

	if (resume == NULL && argc != 2)
		return false;
	if (resume == NULL) {
		find_module(argv[1]);
		world_up();
		return true;
	}
	if (sscanf(resume, "%d %d %d %n", &number, &verdict, &log, &path) != 3)
		abort();
	find_module(resume + path);
	tap_take_over(number, verdict);
	world_take_over(log);
	script_listen_again();
	return true;
}

_Noreturn void
host_execute(const char *const *arguments, const char *const *environment)
{
	char resume[PATH_MAX + 64];
	const char *variables[VARIABLES_MAX] = {resume};
	int number, verdict = tap_hand_over(&number);

	snprintf(resume, sizeof(resume), RESUME "=%d %d %d %s", number, verdict,
	    world_hand_over(), module);
	for (int i = 0; environment != NULL && environment[i] != NULL; i++)
		if (i + 2 < VARIABLES_MAX)
			variables[i + 1] = environment[i];
	execve("/proc/self/exe", (char *const *)(uintptr_t)arguments,
	    (char *const *)(uintptr_t)variables);
	abort();
}

void
host_test(const char *where, const char *reason, void (*body)(const void *),
    const void *arg)
{
	char name[PATH_SIZE];

	snprintf(name, sizeof(name), "%s: %s", where, reason);
	if (!tap_is_taken_over()) {
		life_end_keepers();
		world_reset();
	}
	tap_test(name, body, arg);
}

static const char *
label(int style)
{
	switch (style) {
	case PAM_PROMPT_ECHO_ON:
		return "prompt";
	case PAM_PROMPT_ECHO_OFF:
		return "hidden";
	case PAM_ERROR_MSG:
		return "error";
	default:
		return style == PAM_TEXT_INFO ? "info" : "?";
	}
}

static int
converse(int n, const struct pam_message **messages,
    struct pam_response **responses, void *data)
{
	struct host *h = data;
	struct pam_response *r = calloc((size_t)n, sizeof(*r));

	for (int i = 0; r != NULL && i < n; i++) {
		const struct pam_message *m = messages[i];
		size_t used = strlen(h->talk);

		snprintf(h->talk + used, sizeof(h->talk) - used, "%s: %s\n",
		    label(m->msg_style), m->msg);
		if (m->msg_style != PAM_PROMPT_ECHO_ON &&
		    m->msg_style != PAM_PROMPT_ECHO_OFF)
			continue;
		if (h->before_answer != NULL)
			h->before_answer();
		if (h->answer == NULL) {
			free(r);
			return PAM_CONV_ERR;
		}
		r[i].resp = strdup(h->answer);
	}
	*responses = r;
	return r == NULL ? PAM_BUF_ERR : PAM_SUCCESS;
}

static void
keep_delay(int status, unsigned usec, void *data)
{
	struct host *h = data;

	(void)status;
	h->delay = usec;
}

static void
write_stack(const struct host *h, const char *service)
{
	char path[PATH_SIZE], text[3 * PATH_MAX];

	snprintf(path, sizeof(path), CONFDIR "/%s", service);
	snprintf(text, sizeof(text),
	    "%sauth required %s %s\nsession required %s %s\n", h->before,
	    module, h->arguments, module, h->arguments);
	world_file(path, text, 0644);
}

void
host_start(struct host *h, const char *service, const char *user)
{
	union {
		void (*function)(int, unsigned, void *);
		const void *item;
	} delay = {.function = keep_delay};
	const char *arguments = h->arguments, *before = h->before;
	struct pam_conv conv = {converse, h};

	memset(h, 0, sizeof(*h));
	h->arguments = arguments == NULL ? "" : arguments;
	h->before = before == NULL ? "" : before;
	h->answer = CODE;
	/* A host has logged before: its descriptor for that is open. */
	openlog(NULL, LOG_NDELAY, LOG_AUTHPRIV);
	h->log = "";
	write_stack(h, service);
	if (pam_start_confdir(service, user, &conv, CONFDIR, &h->pamh) !=
		PAM_SUCCESS ||
	    pam_set_item(h->pamh, PAM_FAIL_DELAY, delay.item) != PAM_SUCCESS)
		abort();
}

void
host_end(struct host *h)
{
	pam_end(h->pamh, PAM_SUCCESS);
	h->pamh = NULL;
}

/* Without opening anything: a case may have used up its limit. */
static int
open_descriptors(void)
{
	int n = 0;

	for (int fd = 0; fd < FDS_MAX; fd++)
		n += fcntl(fd, F_GETFD) != -1;
	return n;
}

/* One call by way of libpam, and the manners that hold for all of them: no
 * descriptor left open, no child left to wait for. */
static int
call(struct host *h, int (*entry)(pam_handle_t *, int), int flags)
{
	int before = open_descriptors(), r;

	h->talk[0] = '\0';
	r = entry(h->pamh, flags);
	expect_int(open_descriptors(), before);
	if (!h->has_children)
		expect(waitpid(-1, NULL, WNOHANG | __WALL) == -1 &&
		    errno == ECHILD);
	h->log = world_log();
	return r;
}

int
host_authenticate(struct host *h)
{
	return call(h, pam_authenticate, 0);
}

int
host_open(struct host *h)
{
	return call(h, pam_open_session, 0);
}

int
host_close(struct host *h)
{
	return call(h, pam_close_session, 0);
}

int
host_setcred(struct host *h, int flags)
{
	return call(h, pam_setcred, flags);
}

void
host_log_in(struct host *h, const char *service)
{
	host_start(h, service, "alice");
	expect_int(host_authenticate(h), PAM_SUCCESS);
}

void
host_sudo(struct host *h)
{
	expect(setresuid(ALICE_UID, 0, 0) == 0);
	host_start(h, "sudo", "alice");
	expect_int(pam_set_item(h->pamh, PAM_RUSER, "alice"), PAM_SUCCESS);
}

int
host_open_for(struct host *h, const char *target)
{
	expect_int(pam_set_item(h->pamh, PAM_USER, target), PAM_SUCCESS);
	return host_open(h);
}

const char *
host_env(const struct host *h, const char *name)
{
	const char *value = pam_getenv(h->pamh, name);

	return value == NULL ? "" : value;
}

const char *
host_session_file(const struct host *h, uid_t uid, const char *name)
{
	static char path[PATH_SIZE];

	snprintf(path, sizeof(path), SESSIONS "/%u/%s/%s", (unsigned)uid,
	    host_env(h, "PAM_STS_SESSION"), name);
	return path;
}
