/* Which rule of the configuration holds for this login, and what it says. */

#ifndef PAM_STS_POLICY_H
#define PAM_STS_POLICY_H

#include "common/choice.h"
#include "common/plan.h"
#include "pam_sts/account.h"
#include "pam_sts/configuration.h"

/* All spans borrow from the configuration. */
struct policy {
	struct configuration conf;
	enum outcome outcome;
	struct span file; /* of the rule; absent: no rule holds */
	unsigned line;
	const char *undecided; /* it denies for want of what: for the log */
	bool alert; /* who uses the rule is to be noticed */
	struct span message; /* to who is denied */
	/* Their names, "A,B"; the first is the default. */
	char profiles[PROFILES_TEXT_MAX + 1];
	struct profile profile; /* the first */
	enum mfa mfa;
	enum source source;
};

/* Who asks; the target is NULL while it is not known. */
struct asked {
	const char *service;
	const struct account *user, *target;
};

/* So that it can be closed. */
void policy_init(struct policy *);

/*
 * Read the configuration and choose.  PAM_SUCCESS, or PAM_SERVICE_ERR with
 * one line logged that names file, line and text.  A rule that depends on a
 * target not known, or on groups that cannot be looked up, denies.  End with
 * policy_close(), also after an error.
 */
int policy_open(struct policy *, pam_handle_t *, const struct options *,
    const struct asked *);

/* Idempotent. */
void policy_close(struct policy *);

#endif
