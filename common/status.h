/*
 * The outcome of one step, as helpers report it and as the module maps it to
 * a PAM code.  The numbers are on the wire: append, never renumber.
 */

#ifndef COMMON_STATUS_H
#define COMMON_STATUS_H

enum status {
	STATUS_OK = 0,
	STATUS_WRONG = 1, /* the code is not right */
	STATUS_REPLAY = 2, /* it was right once, and has been used */
	STATUS_THROTTLED = 3, /* too many codes in a short time */
	STATUS_NOT_ENROLLED = 4, /* no secret or key is kept for this user */
	STATUS_DENIED = 5, /* AWS refuses: trust, permission, external id */
	STATUS_UNAVAILABLE = 6, /* network, time-out, AWS overloaded */
	STATUS_CONFIG = 7, /* set-up, crash, garbage or silence */
	STATUS_NO_SESSION = 8, /* no login session to derive from */
	STATUS_COUNT
};

/* The status's name for log lines; "unknown" for a number out of range. */
const char *status_name(enum status);

#endif
