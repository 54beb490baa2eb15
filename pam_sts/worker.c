/* Workers; run as root. */

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <syslog.h>
#include <unistd.h>

#include "common/field.h"
#include "pam_sts/charge.h"
#include "pam_sts/directory.h"
#include "pam_sts/journal.h"
#include "pam_sts/order.h"
#include "pam_sts/record.h"
#include "pam_sts/terminal.h"
#include "pam_sts/worker.h"

#define TEXT_SIZE 160
/* More than an order, a code and every helper may take together. */
#define WORKER_SECONDS 300

int
worker_open(struct worker *w)
{
	void *page = mmap(NULL, sizeof(*w->waiting), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (page == MAP_FAILED)
		return -errno;
	*w = (struct worker){.pidfd = -1, .waiting = page};
	return 0;
}

bool
worker_is_idle(const struct worker *w)
{
	return !worker_is_busy(w) || atomic_load(w->waiting);
}

bool
worker_is_busy(const struct worker *w)
{
	return w->pidfd >= 0;
}

/* In the child: what the keeper has blocked is let through again, and it will
 * not hang for ever, as on a data base of users. */
static bool
set_out(pid_t keeper)
{
	sigset_t none;

	sigemptyset(&none);
	(void)alarm(WORKER_SECONDS);
	return sigprocmask(SIG_SETMASK, &none, NULL) == 0 &&
	    prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == keeper;
}

enum side { SIDE_CHILD, SIDE_KEEPER, SIDE_NONE };

/* As fork(); SIDE_NONE: it failed, and there is no child. */
static enum side
start(struct worker *w, bool automatic)
{
	pid_t keeper = getpid();

	w->automatic = automatic;
	atomic_store(w->waiting, false);
	w->pid = fork();
	if (w->pid == 0) {
		if (!set_out(keeper))
			_exit(RENEWAL_LATER);
		return SIDE_CHILD;
	}
	if (w->pid == -1)
		return SIDE_NONE;
	w->pidfd = (int)syscall(SYS_pidfd_open, w->pid, 0);
	if (w->pidfd == -1)
		worker_end(w);
	return w->pidfd == -1 ? SIDE_NONE : SIDE_KEEPER;
}

bool
worker_renew(struct worker *w, int record)
{
	enum side side = start(w, true);

	if (side == SIDE_CHILD)
		_exit((int)renewal_run(record));
	return side == SIDE_KEEPER;
}

static enum renewal
take_order(
    struct ordering *o, const struct charge *c, const char *id, int record)
{
	const struct orderer by = {
	    c->uid, c->leader, c->audit[0] != '\0' ? c->audit : NULL};
	char profile[PROFILE_NAME_MAX + 1] = "";
	enum order what = order_hear(o, &by);

	if (c->leader == 0 && (what == ORDER_RENEW || what == ORDER_ASSUME)) {
		order_answer(o, STATUS_NO_SESSION,
		    "The login is over: nothing is renewed. Log in again.");
		return RENEWAL_LATER;
	}
	switch (what) {
	case ORDER_RENEW:
		return renewal_run_for(record, o, NULL);
	case ORDER_ASSUME:
		(void)span_copy(
		    profile, sizeof(profile), o->m.field[TAG_PROFILE]);
		return renewal_run_for(record, o, profile);
	case ORDER_DROP:
		if (directory_remove(c->uid, id, true) < 0) {
			order_answer(o, STATUS_CONFIG, NULL);
			break;
		}
		journal(NULL, LOG_INFO,
		    "user=%s session=%s step=drop: by its "
		    "user",
		    c->user, id);
		order_answer(o, STATUS_OK, NULL);
		/* By this the keeper knows. */
		record_remove(c->uid, id);
		break;
	case ORDER_NONE:
		break;
	}
	return RENEWAL_LATER;
}

bool
worker_take_order(struct worker *w, const struct charge *c, const char *id,
    int record, int connection)
{
	enum side side = start(w, false);

	if (side == SIDE_CHILD) {
		struct ordering o = {
		    .connection = connection, .waiting = w->waiting};

		_exit((int)take_order(&o, c, id, record));
	}
	return side == SIDE_KEEPER;
}

static void
tell(const struct charge *c, time_t end)
{
	const struct terminal_session to = {
	    c->leader, c->uid, c->audit[0] != '\0' ? c->audit : NULL};
	time_t left = end - time(NULL);
	char text[TEXT_SIZE];

	snprintf(text, sizeof(text),
	    "pam_sts: AWS credentials of this session end in %ld min. "
	    "To go on, run: pam-sts renew",
	    left > 0 ? (long)(left + 59) / 60 : 0);
	(void)terminal_tell(&to, text);
}

bool
worker_tell(struct worker *w, const struct charge *c, time_t end)
{
	enum side side = start(w, false);

	if (side == SIDE_CHILD) {
		tell(c, end);
		_exit(RENEWAL_LATER);
	}
	return side == SIDE_KEEPER;
}

static void
forget(struct worker *w)
{
	if (w->pidfd >= 0)
		close(w->pidfd);
	w->pidfd = -1;
	w->pid = 0;
}

enum renewal
worker_result(struct worker *w)
{
	int status = 0;

	while (waitpid(w->pid, &status, 0) == -1 && errno == EINTR)
		;
	forget(w);
	return WIFEXITED(status) ? (enum renewal)WEXITSTATUS(status) :
				   RENEWAL_LATER;
}

bool
worker_give_way(struct worker *w)
{
	/* Of this and a code that comes, one is first. */
	if (worker_is_busy(w) && !atomic_exchange(w->waiting, false))
		return false;
	worker_end(w);
	return true;
}

void
worker_end(struct worker *w)
{
	if (w->pid <= 0)
		return;
	(void)kill(w->pid, SIGKILL);
	while (waitpid(w->pid, NULL, 0) == -1 && errno == EINTR)
		;
	forget(w);
}
