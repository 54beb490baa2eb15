/* Statuses to PAM codes; runs as root in the host. */

#include <security/pam_ext.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

#include "common/words.h"
#include "pam_sts/converse.h"
#include "pam_sts/environment.h"
#include "pam_sts/result.h"

#define FAIL_DELAY_US 2000000

static const struct meaning {
	int authenticate, open, priority;
} meanings[STATUS_COUNT] = {
    [STATUS_OK] = {PAM_SUCCESS, PAM_SUCCESS, LOG_INFO},
    [STATUS_WRONG] = {PAM_AUTH_ERR, PAM_PERM_DENIED, LOG_NOTICE},
    [STATUS_REPLAY] = {PAM_AUTH_ERR, PAM_PERM_DENIED, LOG_NOTICE},
    [STATUS_THROTTLED] = {PAM_MAXTRIES, PAM_PERM_DENIED, LOG_NOTICE},
    [STATUS_NOT_ENROLLED] = {PAM_AUTHINFO_UNAVAIL, PAM_PERM_DENIED, LOG_NOTICE},
    [STATUS_DENIED] = {PAM_PERM_DENIED, PAM_PERM_DENIED, LOG_WARNING},
    [STATUS_UNAVAILABLE] = {PAM_AUTHINFO_UNAVAIL, PAM_PERM_DENIED, LOG_WARNING},
    [STATUS_CONFIG] = {PAM_SERVICE_ERR, PAM_PERM_DENIED, LOG_ERR},
    [STATUS_NO_SESSION] = {PAM_PERM_DENIED, PAM_PERM_DENIED, LOG_NOTICE},
};

static const char *
allowed_text(enum status s)
{
	return s == STATUS_UNAVAILABLE ?
	    "Logged in without AWS credentials: AWS did not answer. "
	    "Log in again later to get them." :
	    s == STATUS_DENIED ?
	    "Logged in without AWS credentials: AWS refuses them to you. "
	    "Ask your administrator." :
	    "Logged in without AWS credentials: your login has none. "
	    "Log in again with a code to get them.";
}

/* The same for who asks later. */
static const char *
none_text(enum status s)
{
	return s == STATUS_UNAVAILABLE ? "AWS did not answer" :
	    s == STATUS_DENIED	       ? "AWS refused them" :
					 "the login has none";
}

static void
log_outcome(const struct login *l, const char *step, const struct answer *a,
    const char *then)
{
	char who[LOGIN_PEOPLE];

	login_people(who, l);
	pam_syslog(l->pamh, login_priority(l, meanings[a->status].priority),
	    "user=%s profile=%s session=%s step=%s: %s%s%s%s%s", who,
	    l->policy.profiles, l->session, step, status_name(a->status),
	    *a->detail == '\0' ? "" : ": ", a->detail, then,
	    l->policy.alert ? "; by a rule with alert = yes" : "");
}

/* One of several is refused: which, in the administrator's own word for it. */
static void
tell(struct login *l, const struct answer *a)
{
	char text[PROFILE_NAME_MAX + 128];
	const char *words = words_of_status(a->status);

	if (a->status == STATUS_DENIED && a->profile[0] != '\0' &&
	    strcmp(a->profile, l->policy.profiles) != 0) {
		snprintf(text, sizeof(text),
		    "AWS refuses you the credentials of \"%s\". "
		    "Ask your administrator.",
		    a->profile);
		words = text;
	}
	if (words != NULL)
		converse_error(l->pamh, words);
}

/*
 * In open_session a message is lost in sshd, aborts pkexec, and is nobody's
 * in cron; sudo shows one on its terminal.
 */
static bool
shows_at_open(const struct login *l)
{
	return login_is_of_sudo(l) && l->tty.p != NULL;
}

int
result_authenticate(
    struct login *l, const char *step, const struct answer *a, bool proven)
{
	const struct meaning *v = &meanings[a->status];

	if (proven && policy_allows(&l->policy, a->status)) {
		log_outcome(l, step, a, "; let in without credentials");
		environment_none(l, none_text(a->status));
		converse_info(l->pamh, allowed_text(a->status));
		return PAM_SUCCESS;
	}
	log_outcome(l, step, a, "");
	/* The one not enrolled waits as long as the one who typed wrong. */
	if (a->status == STATUS_WRONG || a->status == STATUS_REPLAY ||
	    a->status == STATUS_NOT_ENROLLED)
		(void)pam_fail_delay(l->pamh, FAIL_DELAY_US);
	tell(l, a);
	return v->authenticate;
}

int
result_open(struct login *l, const char *step, const struct answer *a)
{
	bool let_in = policy_allows(&l->policy, a->status);

	log_outcome(l, step, a, let_in ? "; let in without credentials" : "");
	if (let_in)
		environment_none(l, none_text(a->status));
	if (let_in && shows_at_open(l))
		converse_error(l->pamh, allowed_text(a->status));
	else if (shows_at_open(l))
		tell(l, a);
	return let_in ? PAM_SUCCESS : meanings[a->status].open;
}

int
result_denied(struct login *l, bool at_open)
{
	const struct policy *p = &l->policy;
	char text[USER_MESSAGE_MAX + 1], who[LOGIN_PEOPLE];

	login_people(who, l);
	if (p->file.p == NULL)
		pam_syslog(l->pamh, LOG_NOTICE,
		    "user=%s step=policy: no rule matches", who);
	else
		pam_syslog(l->pamh, login_priority(l, LOG_NOTICE),
		    "user=%s step=policy: %s %.*s:%u", who,
		    p->undecided != NULL ? p->undecided : "denied by",
		    (int)p->file.n, p->file.p, p->line);
	if (p->message.p != NULL && (!at_open || shows_at_open(l)) &&
	    span_copy(text, sizeof(text), p->message))
		converse_error(l->pamh, text);
	return PAM_PERM_DENIED;
}

void
result_none(struct login *l, const char *why, bool told)
{
	char text[192], who[LOGIN_PEOPLE];

	login_people(who, l);
	pam_syslog(l->pamh, login_priority(l, LOG_INFO),
	    "user=%s step=open: no credentials: %s", who, why);
	/* Why authenticate has obtained none, the user was told there. */
	if (l->policy.outcome != OUTCOME_PROFILE || environment_has_none(l))
		return;
	environment_none(l, why);
	snprintf(text, sizeof(text),
	    "No AWS credentials: %s. sudo -k makes sudo ask for a code "
	    "again, if it asks at all.",
	    why);
	if (told && shows_at_open(l))
		converse_error(l->pamh, text);
}

void
result_as_wrong(struct login *l)
{
	(void)pam_fail_delay(l->pamh, FAIL_DELAY_US);
	converse_error(l->pamh, words_of_status(STATUS_WRONG));
}
