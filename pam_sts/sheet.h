/*
 * The texts of a session's files, in the form of AWS's shared credentials and
 * config files.  They are composed from fields whose alphabet was checked:
 * none can end its line or open a section.
 */

#ifndef PAM_STS_SHEET_H
#define PAM_STS_SHEET_H

#include "common/bundle.h"

struct sheet {
	char *p;
	size_t n, cap;
};

/* Room for any of the three; 0 or -ENOMEM.  End with sheet_close(), which
 * wipes it. */
int sheet_open(struct sheet *);
void sheet_close(struct sheet *);

/*
 * Each begins anew, and is 0 or -EPROTO for a grant that is none.  Every
 * profile has a section of its name; the first is also "default".
 */
int sheet_credentials(struct sheet *, const struct bundle *grant);
int sheet_config(struct sheet *, const struct bundle *grant);
/* For people (pam-sts status); nothing trusts it.  obtained: how. */
int sheet_info(struct sheet *, const struct bundle *grant, const char *session,
    const char *obtained);

#endif
