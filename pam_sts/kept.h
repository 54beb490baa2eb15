/*
 * Grants kept for sudo.  While its timestamp is warm sudo asks nobody, so
 * nothing is obtained; with reuse_seconds what the same caller got for the
 * same target and profiles, in the same login session and not longer ago, is
 * given again.  The login session is the kernel's: the POSIX session's
 * leader, by pid and time of start, as in sudo's own timestamps.
 */

#ifndef PAM_STS_KEPT_H
#define PAM_STS_KEPT_H

#include <stdbool.h>

#include "common/bundle.h"

struct login;

#define KEPT_NO_CODE "no code was given for this session"

/* Keep a grant if the profile says so: 0 or -errno. */
int kept_store(const struct login *, const struct bundle *grant);

/*
 * Find what was kept for this login: 0 with the grant in the bundle, or why
 * there is none, in words: *why.  What is too old is removed.
 */
int kept_find(const struct login *, struct bundle *, const char **why);

struct grant_header;

/* Have its credentials, or the login session it was kept for, ended? */
bool kept_is_over(const struct bundle *, const struct grant_header *);

#endif
