/* Which rule of the configuration holds for this login, and what it says. */

#ifndef PAM_STS_POLICY_H
#define PAM_STS_POLICY_H

#include "common/choice.h"
#include "common/plan.h"
#include "common/status.h"
#include "pam_sts/account.h"
#include "pam_sts/configuration.h"

#define FIRST_SIZE 2560

/* All spans borrow from the configuration. */
struct policy {
	struct configuration conf;
	enum outcome outcome;
	struct span file; /* of the rule; absent: no rule holds */
	unsigned line;
	const char *undecided; /* it denies for want of what: for the log */
	bool unknown; /* it denies for want of an answer, not by what it says */
	bool alert; /* who uses the rule is to be noticed */
	struct span message; /* to who is denied */
	/* Their names, "A,B", the assumed ones last; the first is the
	 * default. */
	char profiles[PROFILES_TEXT_MAX + 1];
	size_t of_rule; /* bytes of it that are the rule's */
	struct {
		bool renewable; /* without a new code */
		bool process; /* form of the file: asked for, not static */
	} form[PROFILES_MAX]; /* of each */
	bool with_code; /* the first call carries one */
	char first[FIRST_SIZE]; /* that call in words; "": none does */
	bool linger; /* until expiry */
	unsigned notice; /* seconds before expiry; 0: none */
	struct profile profile; /* the first */
	enum mfa mfa;
	enum source source;
};

/* Who asks; the target is NULL while it is not known. */
struct asked {
	const char *service;
	const struct account *user, *target;
	struct span rhost, tty; /* absent: there is none */
	/* Profiles beside those of the rule: had already, and one to be added.
	 */
	struct span assumed, added;
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

/* May he come in without credentials, by on_failure, if his code is right? */
bool policy_allows(const struct policy *, enum status);

/* Those of the profiles that need no new code, "A,B"; empty: none. */
struct span policy_renewable(
    const struct policy *, char room[static PROFILES_TEXT_MAX + 1]);

/* Can the last of them be had without a new code? */
bool policy_last_is_renewable(const struct policy *);

/* Those that were assumed; empty: none. */
struct span policy_assumed(const struct policy *);

/* Idempotent. */
void policy_close(struct policy *);

#endif
