/*
 * A session taken up again from its record: its login, as it was, and as the
 * rules see it now.
 */

#ifndef PAM_STS_RESUMPTION_H
#define PAM_STS_RESUMPTION_H

#include "pam_sts/grant.h"
#include "pam_sts/login.h"

/* The login borrows from the rest. */
struct resumption {
	struct bundle record;
	struct grant_header h; /* of the record */
	struct login login;
	char service[64 + 1], conf[1024 + 1];
};

/*
 * Read the record, look its people up, choose the rule; added: a profile to be
 * assumed, or absent.  STATUS_OK; or DENIED, NO_SESSION, CONFIG, and why the
 * session cannot go on, for the log.  End with resumption_close(), also then.
 */
enum status resumption_open(
    struct resumption *, int record, struct span added, const char **why);
void resumption_close(struct resumption *);

/* Was a code given, where the rules now demand one? */
bool resumption_is_proven(const struct resumption *);

/* Does what an earlier code gave serve now: does the same call begin it, and
 * does it last longer than until then?  Also true where no code is needed. */
bool resumption_has_base(const struct resumption *, time_t until);

/* The last end of what it has. */
time_t resumption_end(const struct resumption *);

/*
 * Publish fresh credentials, and what the session had of the profiles that
 * are not among them: into its files, and into its record's next one.  0 or
 * -errno.
 */
int resumption_publish(struct resumption *, const struct bundle *fresh);

#endif
