/*
 * When something is to be done about a session's credentials: times of day, by
 * their expirations.
 */

#ifndef PAM_STS_TIMETABLE_H
#define PAM_STS_TIMETABLE_H

#include <stdbool.h>
#include <time.h>

struct bundle;
struct message;

enum due { DUE_NOTHING, DUE_RENEWAL, DUE_NOTICE, DUE_EXPIRY };

struct timetable {
	time_t obtained; /* the last of them */
	time_t renewable, fixed; /* the first end of either sort; 0: none */
	time_t last; /* the end of all */
	time_t renew; /* when to renew, or to try again; 0: not */
	time_t ahead; /* seconds of notice; 0: none */
	unsigned tries; /* that failed, one after the other */
	bool hopeless; /* refused for good */
	bool told, expired;
};

/* Make it for a record, with that header; at: where its credentials begin. */
void timetable_read(struct timetable *, const struct bundle *record,
    const struct message *header, size_t at);

/* It takes the place of that one: of the same end nobody is told twice. */
void timetable_follow(struct timetable *, const struct timetable *before);

/* What is due, and when the next thing will be (0: nothing); busy: only what
 * cannot wait. */
enum due timetable_due(const struct timetable *, time_t now, bool busy);
time_t timetable_next(const struct timetable *, bool busy);

/* It is being done. */
void timetable_done(struct timetable *, enum due);

/* When the first of those end that nobody will renew. */
time_t timetable_end(const struct timetable *);

/* Renewal failed: back off, or give it up. */
void timetable_failed(struct timetable *, time_t now, bool for_good);

/* The session is over: nothing is renewed and nobody is told any more. */
void timetable_last(struct timetable *);

#endif
