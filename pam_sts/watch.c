/* Waiting; runs as root. */

#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

#include "pam_sts/process.h"
#include "pam_sts/record.h"
#include "pam_sts/watch.h"

#define EVENTS_SIZE 1024

int
watch_open(struct watch *w)
{
	sigset_t ends;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGHUP);
	*w = (struct watch){-1, -1, -1, -1};
	if (sigprocmask(SIG_SETMASK, &ends, NULL) == -1 ||
	    (w->signals = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK)) ==
		-1 ||
	    (w->timer = timerfd_create(
		 CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK)) == -1)
		return -errno;
	return 0;
}

/* Held first, and looked at then: the pid cannot be used again in between. */
int
watch_leader(struct watch *w, pid_t pid, uint64_t start)
{
	if (pid == 0)
		return -ESRCH;
	w->leader = (int)syscall(SYS_pidfd_open, pid, 0);
	if (w->leader == -1)
		return -errno;
	if (process_lives(pid, start))
		return 0;
	watch_leader_no_more(w);
	return -ESRCH;
}

void
watch_leader_no_more(struct watch *w)
{
	if (w->leader >= 0)
		close(w->leader);
	w->leader = -1;
}

void
watch_record(struct watch *w, int record)
{
	w->record = record;
}

static void
drain(int fd)
{
	char room[EVENTS_SIZE];

	while (read(fd, room, sizeof(room)) > 0)
		;
}

static bool
record_is_gone(const struct watch *w)
{
	struct stat st;

	return fstat(w->record, &st) == 0 && st.st_nlink == 0;
}

static void
set_timer(const struct watch *w, time_t until)
{
	const struct itimerspec when = {.it_value = {.tv_sec = until}};

	(void)timerfd_settime(
	    w->timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL);
}

enum event
watch_wait(struct watch *w, int desk, int worker, time_t until, int ms)
{
	enum { SIGNALS, LEADER, WORKER, DESK, TIMER, COUNT };
	struct pollfd p[COUNT] = {
	    [SIGNALS] = {.fd = w->signals, .events = POLLIN},
	    [LEADER] = {.fd = w->leader, .events = POLLIN},
	    [WORKER] = {.fd = worker, .events = POLLIN},
	    [DESK] = {.fd = desk, .events = POLLIN},
	    [TIMER] = {.fd = w->timer, .events = POLLIN}};

	set_timer(w, until);
	/* It may have gone before it was watched. */
	if (!record_is_gone(w))
		while (poll(p, COUNT, ms) == -1 && errno == EINTR)
			;
	drain(w->timer);
	if (p[SIGNALS].revents != 0)
		return EVENT_TERMINATED;
	if (record_is_gone(w))
		return EVENT_RECORD_GONE;
	return p[LEADER].revents != 0 || record_is_closed(w->record) ?
	    EVENT_LEADER_GONE :
	    p[WORKER].revents != 0 ? EVENT_WORKER :
	    p[DESK].revents != 0   ? EVENT_ORDER :
				     EVENT_TIME;
}

time_t
watch_today(void)
{
	return time(NULL);
}

int64_t
watch_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
