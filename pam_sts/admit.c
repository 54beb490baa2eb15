/* The session's beginning; runs as root in the host. */

#include <errno.h>
#include <security/pam_ext.h>
#include <stdio.h>
#include <syslog.h>

#include "pam_sts/admit.h"
#include "pam_sts/grant.h"
#include "pam_sts/kept.h"
#include "pam_sts/keys.h"
#include "pam_sts/result.h"
#include "pam_sts/session.h"
#include "pam_sts/target.h"
#include "pam_sts/ticket.h"

/* A line for each profile: by its key, CloudTrail knows it again. */
static int
log_published(
    struct login *l, const char *step, const struct bundle *grant, size_t at)
{
	struct message m;
	struct answer a;

	while (grant_next(grant, &at, &m) == 1) {
		struct span key = m.field[TAG_ACCESS_KEY_ID];
		struct span expires = m.field[TAG_EXPIRATION];
		struct span arn = m.field[TAG_ARN];

		answer_set(&a, STATUS_OK, "");
		snprintf(a.detail, sizeof(a.detail),
		    "key=%.*s expires=%.*s arn=%.*s", (int)key.n, key.p,
		    (int)expires.n, expires.p, (int)arn.n,
		    arn.p == NULL ? "" : arn.p);
		(void)result_open(l, step, &a);
	}
	return PAM_SUCCESS;
}

/* kept: given before, and now again under a session of its own. */
static int
publish(struct login *l, const struct bundle *grant, bool kept)
{
	const char *step = kept ? "open-again" : "open";
	struct grant_header h;
	struct answer a;
	int r = grant_header(grant, KIND_TICKET, &h);

	if (r == 0 && kept)
		r = login_name_session(l);
	else if (r == 0)
		(void)span_copy(
		    l->session, sizeof(l->session), h.m.field[TAG_SESSION]);
	if (r == 0)
		(void)span_copy(
		    l->login, sizeof(l->login), h.m.field[TAG_LOGIN]);
	if (r == 0)
		r = session_publish(l, grant, kept ? "again" : "now");
	if (r == 0)
		return log_published(l, step, grant, h.at);
	answer_fail(&a, "the session cannot be written", r);
	return result_open(l, step, &a);
}

/* mfa = none: the only profiles that are obtained without authenticate. */
static int
obtain_here(struct login *l, struct bundle *grant)
{
	struct child obtain = NO_CHILD;
	struct answer a;
	struct keys keys;
	int r;

	keys_open(&keys, l);
	if (!keys_refused(&keys, &a))
		dialogue_prepare(&a, &obtain, l, keys.key);
	if (a.status == STATUS_OK)
		dialogue_prepared(&a, &obtain);
	if (a.status == STATUS_OK && (r = grant_begin(grant, l)) < 0)
		answer_fail(&a, "the credentials", r);
	if (a.status == STATUS_OK)
		dialogue_commit(&a, &obtain, l, NULL, grant);
	spawn_end(&obtain);
	keys_close(&keys);
	return a.status == STATUS_OK ? publish(l, grant, false) :
				       result_open(l, "open", &a);
}

static int
refuse(const struct login *l, const char *why, const char *what)
{
	pam_syslog(l->pamh, LOG_ERR, "user=%s target=%s step=open: %s%s",
	    l->user.name, l->target.name, why, what);
	return PAM_PERM_DENIED;
}

/* What the code was asked for must still be what the rules say. */
static int
admit_with_ticket(struct login *l, const struct bundle *grant)
{
	struct grant_header h;

	if (grant_header(grant, KIND_TICKET, &h) < 0 ||
	    l->policy.outcome != OUTCOME_PROFILE ||
	    !span_is(h.m.field[TAG_PROFILES], l->policy.profiles))
		return refuse(l,
		    "other rules hold than when the code was "
		    "asked for",
		    "");
	return publish(l, grant, false);
}

/* Nothing is obtained: what was kept, or none. */
static int
admit_again(struct login *l, struct bundle *grant)
{
	const char *why = KEPT_NO_CODE;

	if (l->policy.outcome == OUTCOME_PROFILE &&
	    kept_find(l, grant, &why) == 0)
		return publish(l, grant, true);
	result_none(l, why, true);
	return PAM_SUCCESS;
}

static int
admit_without_ticket(struct login *l, struct bundle *grant, int error)
{
	if (session_exists(l))
		return PAM_SUCCESS;
	if (l->policy.outcome == OUTCOME_PROFILE && l->policy.mfa == MFA_NONE)
		return obtain_here(l, grant);
	if (error == -ENOENT)
		return admit_again(l, grant);
	result_none(l,
	    error == -EACCES ?
		"the ticket is old, or of another service, user or target" :
		"the ticket is not valid",
	    true);
	return PAM_SUCCESS;
}

static int
admit(struct login *l, struct bundle *grant)
{
	int error = ticket_take(l, grant);
	const char *mistaken = target_mistaken(l);

	if (mistaken != NULL)
		return refuse(l,
		    "not whom authenticate decided for (see runas_default in "
		    "pam_sts(8)): ",
		    mistaken);
	if (login_policy(l) != PAM_SUCCESS)
		return PAM_PERM_DENIED;
	if (l->policy.outcome == OUTCOME_DENY)
		return result_denied(l, true);
	if (target_is_edited_for(l)) {
		result_none(l, "sudoedit runs nothing as its target", false);
		return PAM_SUCCESS;
	}
	return error == 0 ? admit_with_ticket(l, grant) :
			    admit_without_ticket(l, grant, error);
}

int
admit_user(struct login *l)
{
	struct bundle grant;
	int r;

	if (!l->target.known)
		return refuse(l, "there is no such user", "");
	if (!l->user.known)
		return refuse(l, "sudo does not name its caller",
		    ": pam_ruser of sudoers(5) must be on");
	if (grant_open(&grant) < 0)
		return refuse(l, "no memory", "");
	r = admit(l, &grant);
	grant_close(&grant);
	return r;
}
