/* Which rule of the configuration holds for this login, and what it says. */

#ifndef PAM_STS_POLICY_H
#define PAM_STS_POLICY_H

#include <security/pam_modules.h>

#include "common/profile.h"
#include "pam_sts/account.h"

enum outcome { OUTCOME_NONE, OUTCOME_PROFILE, OUTCOME_EXEMPT, OUTCOME_DENY };

struct policy {
	int fd; /* of the configuration, for pam-sts-obtain */
	char *text;
	enum outcome outcome;
	unsigned line; /* of the rule */
	bool needs_target; /* it denies for want of the target */
	struct profile profile;
	enum mfa mfa;
};

/*
 * Read the configuration and choose.  PAM_SUCCESS, or PAM_SERVICE_ERR with
 * one line logged that names file, line and text.  target is NULL when it is
 * not known yet: a rule that depends on it then denies.  End with
 * policy_close(), also after an error.
 */
int policy_open(struct policy *, pam_handle_t *, const char *conf,
    const char *service, const struct account *user,
    const struct account *target);

/* Idempotent. */
void policy_close(struct policy *);

#endif
