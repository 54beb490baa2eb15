/*
 * pam-sts-keeper SESSION: keeps one session's credentials for as long as its
 * leader lives.  It renews them before they expire, hears its user's orders,
 * tells him when they end, and removes them when they have, or when the leader
 * is gone, however it went.  Started by the module, as root.  Itself it only
 * waits: all that takes time is done by workers, who can be killed.
 */

#include <sys/prctl.h>
#include <sys/socket.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "common/field.h"
#include "pam_sts/charge.h"
#include "pam_sts/desk.h"
#include "pam_sts/directory.h"
#include "pam_sts/entry.h"
#include "pam_sts/journal.h"
#include "pam_sts/record.h"
#include "pam_sts/sweep.h"
#include "pam_sts/timetable.h"
#include "pam_sts/watch.h"
#include "pam_sts/worker.h"

/* Who shouts is not heard more often. */
#define ORDER_INTERVAL_MS 250

static const char unled[] = "its leader is gone; credentials removed";

struct keeper {
	char id[SESSION_HEX + 1];
	struct charge of; /* whose session, led by whom */
	int record; /* locked */
	bool linger; /* its credentials are to outlive it */
	int desk;
	struct watch watch;
	struct worker worker;
	struct timetable times;
	int64_t ordered; /* watch_clock() of the last order; 0: none */
};

static void
say(const struct keeper *k, int priority, const char *what)
{
	journal(NULL, priority, "user=%s session=%s step=keep: %s", k->of.user,
	    k->id, what);
}

/* All that the record says. */
static int
read_record(struct keeper *k)
{
	const struct timetable before = k->times;
	struct grant_header h;
	struct bundle b;
	int r = grant_open(&b);

	if (r == 0)
		r = record_read(&b, &h, k->record);
	if (r == 0 && !charge_read(&k->of, &h.m))
		r = -EPROTO;
	if (r == 0) {
		timetable_read(&k->times, &b, &h.m, h.at);
		timetable_follow(&k->times, &before);
		k->linger = h.m.field[TAG_LINGER].p != NULL;
	}
	grant_close(&b);
	watch_record(&k->watch, k->record);
	return r;
}

/* The session is over, and all of it goes. */
static int
end(struct keeper *k, const char *why)
{
	int r;

	worker_end(&k->worker);
	r = directory_remove(k->of.uid, k->id, true);
	record_erase(k->id);
	desk_close(k->id);
	if (r < 0)
		say(k, LOG_ERR, "credentials may be left");
	else if (why != NULL)
		say(k, LOG_NOTICE, why);
	return 0;
}

/* Have the prepared record be the record. */
static bool
adopt(struct keeper *k)
{
	int r = record_adopt(k->id, &k->record);

	if (r == 0)
		r = read_record(k);
	if (r < 0 && r != -ENOENT) {
		say(k, LOG_ERR, "the record cannot be renewed");
		timetable_failed(&k->times, watch_today(), false);
	}
	return r == 0;
}

/* The leader is gone, or closed the session: true if the credentials stay all
 * the same. */
static bool
begin_to_linger(struct keeper *k)
{
	worker_end(&k->worker);
	watch_leader_no_more(&k->watch);
	if (!k->linger || k->times.last <= watch_today() ||
	    entry_last(k->record) < 0 || !adopt(k))
		return false;
	timetable_last(&k->times);
	k->of.leader = 0;
	say(k, LOG_INFO,
	    "the session is over; its credentials stay until they expire");
	return true;
}

static void
take_result(struct keeper *k)
{
	enum renewal result = worker_result(&k->worker);

	if (result == RENEWAL_DONE)
		(void)adopt(k);
	else if (k->worker.automatic)
		timetable_failed(
		    &k->times, watch_today(), result == RENEWAL_NEVER);
}

/* Whoever only waits for a code, still, makes way. */
static void
take_order(struct keeper *k)
{
	int connection = -1;

	k->ordered = watch_clock();
	if (worker_give_way(&k->worker))
		connection = desk_receive(k->desk);
	if (connection < 0)
		return;
	if (!worker_take_order(
		&k->worker, &k->of, k->id, k->record, connection))
		say(k, LOG_ERR, "no process can be made for an order");
	close(connection);
}

static void
expire(struct keeper *k)
{
	bool left = directory_expire(k->of.uid, k->id) < 0;

	say(k, left ? LOG_ERR : LOG_INFO,
	    left ? "credentials may be left" : "the credentials have expired");
}

static void
do_one(struct keeper *k, enum due due)
{
	time_t ends = timetable_end(&k->times);
	bool done = true;

	timetable_done(&k->times, due);
	if (due == DUE_EXPIRY)
		expire(k);
	else if (due == DUE_NOTICE)
		done = worker_tell(&k->worker, &k->of, ends);
	else if (!(done = worker_renew(&k->worker, k->record)))
		timetable_failed(&k->times, watch_today(), false);
	if (!done)
		say(k, LOG_ERR, "no process can be made to renew or to tell");
}

/* Until nothing more is due, or a worker is at it; false: the session is
 * over. */
static bool
do_what_is_due(struct keeper *k)
{
	while (worker_is_idle(&k->worker)) {
		enum due due = timetable_due(
		    &k->times, watch_today(), worker_is_busy(&k->worker));

		if (due == DUE_NOTHING)
			return true;
		do_one(k, due);
		if (due == DUE_EXPIRY && k->of.leader == 0)
			return false;
	}
	return true;
}

/* While an order is served, it is looked again and again whether its worker
 * has come to wait for a code. */
static enum event
wait_for(struct keeper *k)
{
	bool busy = worker_is_busy(&k->worker);
	bool idle = worker_is_idle(&k->worker);
	int64_t since = watch_clock() - k->ordered;
	int pause = k->ordered == 0 || since >= ORDER_INTERVAL_MS ?
	    0 :
	    (int)(ORDER_INTERVAL_MS - since);
	int desk = idle && pause == 0 ? k->desk : -1;

	if (pause == 0)
		pause = busy && !k->worker.automatic ? ORDER_INTERVAL_MS : -1;
	return watch_wait(&k->watch, desk, k->worker.pidfd,
	    idle ? timetable_next(&k->times, busy) : 0, pause);
}

static int
keep(struct keeper *k)
{
	if (k->of.leader == 0 && !begin_to_linger(k))
		return end(k, unled);
	for (;;) {
		enum event e;

		if (!do_what_is_due(k))
			return end(k, NULL);
		e = wait_for(k);
		if (e == EVENT_TERMINATED)
			return end(k, "told to end; credentials removed");
		if (e == EVENT_RECORD_GONE)
			return end(k, NULL);
		if (e == EVENT_LEADER_GONE && !begin_to_linger(k))
			return end(k, unled);
		if (e == EVENT_WORKER)
			take_result(k);
		if (e == EVENT_ORDER)
			take_order(k);
	}
}

/* One byte tells who started it that it keeps the session, and the socket
 * ends. */
static void
report(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	(void)send(STDIN_FILENO, "k", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
	if (null == -1)
		return;
	(void)dup2(null, STDIN_FILENO);
	close(null);
}

static int
start(const char *id)
{
	struct keeper k = {.desk = -1};
	int r;

	strcpy(k.id, id);
	r = worker_open(&k.worker);
	if (r == 0)
		r = watch_open(&k.watch);
	if (r == 0)
		r = k.record = record_keep(id);
	if (r >= 0)
		r = read_record(&k);
	if (r == 0)
		r = watch_leader(&k.watch, k.of.leader, k.of.start);
	if (r == -ESRCH)
		r = k.of.leader = 0;
	if (r == 0)
		r = k.desk = desk_open(k.id, k.of.uid);
	if (r < 0) {
		journal(NULL, LOG_ERR, "session=%s step=keep: cannot begin: %s",
		    id, strerrordesc_np(-r));
		return 1;
	}
	report();
	return keep(&k);
}

int
main(int argc, char **argv)
{
	openlog("pam-sts-keeper", LOG_PID, LOG_AUTHPRIV);
	if (geteuid() != 0 || argc != 2 ||
	    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return 2;
	if (strcmp(argv[1], "--sweep") == 0)
		return sweep();
	return field_valid(TAG_SESSION, span_of(argv[1])) ? start(argv[1]) : 2;
}
