/* The ways in which the emulator can be told to misbehave. */
#ifndef FAULT_H
#define FAULT_H

#include <stdbool.h>

enum fault_name {
	FAULT_DELAY, /* =MS before the answer */
	FAULT_TRICKLE, /* =MS between the bytes of the body */
	FAULT_DROP, /* close without an answer */
	FAULT_DROP_EARLY, /* the same, before the call is processed */
	FAULT_RESET, /* TCP reset instead of an answer */
	FAULT_TRUNCATE, /* close half way through the body */
	FAULT_EMPTY, /* 200 without a body */
	FAULT_GARBLE, /* random bytes */
	FAULT_HUGE, /* 10 MB of body, or =BYTES */
	FAULT_HTML, /* 502 with a page */
	FAULT_THROTTLE, /* 400 Throttling */
	FAULT_ERROR500, /* InternalFailure */
	FAULT_ERROR503, /* ServiceUnavailable */
	FAULT_DENY, /* 403 AccessDenied */
	FAULT_REDIRECT, /* 302 to =URL */
	FAULT_DEEPXML, /* 100000 elements deep, or =DEPTH */
	FAULT_ENTITYBOMB, /* nested entity declarations */
	FAULT_WRONGTYPES, /* JSON with numbers for texts */
	FAULT_NEWLINE_TOKEN, /* a session token with lines of its own */
	FAULT_BRACKET_TOKEN, /* a session token like a section's head */
	FAULT_MISSING_TOKEN, /* credentials without session token */
	FAULT_PAST_EXPIRATION, /* credentials expired an hour ago */
	FAULT_FAR_EXPIRATION, /* credentials good until the year 9999 */
	FAULT_IDLE_CLOSE, /* =MS after which kept connections close */
	FAULT_COUNT,
};

/* One fault as it applies to one call. */
struct fault_mark {
	bool on;
	long number; /* the value, 0 without one */
	char text[256]; /* the value, empty without one */
};

struct fault_set {
	struct fault_mark mark[FAULT_COUNT];
};

struct fault_board;

struct fault_board *fault_board_new(void);
void fault_board_free(struct fault_board *);

/* "name", "name=value" or "name=value,times". 0, or -1 if unknown. */
int fault_board_set(struct fault_board *, const char *spec);
void fault_board_clear(struct fault_board *);

/* What applies to the call now beginning; counts down limited faults. */
void fault_board_take(struct fault_board *, struct fault_set *);

const char *fault_spelling(enum fault_name);

#endif
