/* What a keeper waits for; it sleeps until one of them comes. */

#ifndef PAM_STS_WATCH_H
#define PAM_STS_WATCH_H

#include <stdint.h>
#include <sys/types.h>
#include <time.h>

struct watch {
	int leader, timer, signals; /* descriptors; -1: none */
	int record; /* borrowed */
};

enum event {
	EVENT_TIME, /* or the clock was set */
	EVENT_TERMINATED, /* by root, as when the machine goes down */
	EVENT_RECORD_GONE, /* the session was closed; seen at any wake-up */
	EVENT_LEADER_GONE, /* or the session was closed, and lingers */
	EVENT_WORKER,
	EVENT_ORDER
};

/* 0 or -errno; -ESRCH: the leader has ended. */
int watch_open(struct watch *);
int watch_leader(struct watch *, pid_t, uint64_t start);
void watch_leader_no_more(struct watch *);
/* In place of the one before. */
void watch_record(struct watch *, int record);

/* Sleep until that time of day (0: for ever), for that many milliseconds (-1:
 * for ever), or until one of these descriptors, which may be -1, has something
 * to say. */
enum event watch_wait(
    struct watch *, int desk, int worker, time_t until, int ms);

/* The time of day, in seconds; and a clock that nobody sets, in milliseconds.
 */
time_t watch_today(void);
int64_t watch_clock(void);

#endif
