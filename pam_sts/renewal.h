/*
 * New credentials for a session that goes on, in place of those it has.  The
 * rules are asked again: what they no longer give is not renewed.
 */

#ifndef PAM_STS_RENEWAL_H
#define PAM_STS_RENEWAL_H

struct ordering;

enum renewal {
	RENEWAL_DONE, /* the record's next one lies beside it */
	RENEWAL_LATER, /* it may be tried again */
	RENEWAL_NEVER /* refused for good, until a code is given */
};

/* Without a code, of the session with that record; logged. */
enum renewal renewal_run(int record);

/*
 * As its user ordered: with a code where it needs one, and with the profile
 * that is to be assumed, or NULL.  He is answered.
 */
enum renewal renewal_run_for(
    int record, struct ordering *, const char *profile);

#endif
