/*
 * The texts of a session's files, in the form of AWS's shared credentials and
 * config files.  They are composed from fields whose alphabet was checked:
 * none can end its line or open a section.
 */

#ifndef PAM_STS_SHEET_H
#define PAM_STS_SHEET_H

#include <stddef.h>

struct bundle;
struct policy;

struct sheet {
	char *p;
	size_t n, cap;
};

/* What they are of.  obtained: how, for people. */
struct sheet_of {
	const struct bundle *grant;
	const struct policy *policy; /* its forms: which profile goes where */
	const char *session, *obtained;
};

/* Room for any of them; 0 or -ENOMEM.  End with sheet_close(), which wipes
 * it. */
int sheet_open(struct sheet *);
void sheet_close(struct sheet *);

/*
 * Each begins anew, and is 0 or -EPROTO for a grant that is none.  Every
 * profile has a section of its name; the first is also "default".  The keys of
 * a profile stand in the credentials file (static form), or apart, and the
 * config file says how to ask for them (process form).
 */
int sheet_credentials(struct sheet *, const struct sheet_of *);
int sheet_keys(struct sheet *, const struct sheet_of *);
int sheet_config(struct sheet *, const struct sheet_of *);
/* For people (pam-sts status); nothing trusts it. */
int sheet_info(struct sheet *, const struct sheet_of *);

#endif
