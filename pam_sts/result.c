/* Statuses to PAM codes; runs as root in the host. */

#include <security/pam_ext.h>
#include <syslog.h>

#include "pam_sts/converse.h"
#include "pam_sts/result.h"

#define FAIL_DELAY_US 2000000

static const struct meaning {
	int authenticate, open, priority;
	const char *text;
} meanings[STATUS_COUNT] = {
    [STATUS_OK] = {PAM_SUCCESS, PAM_SUCCESS, LOG_INFO, NULL},
    [STATUS_WRONG] = {PAM_AUTH_ERR, PAM_PERM_DENIED, LOG_NOTICE,
	"The code was not accepted. Wait for the next one and try again."},
    [STATUS_REPLAY] = {PAM_AUTH_ERR, PAM_PERM_DENIED, LOG_NOTICE,
	"This code was used already. Wait for the next one and try again."},
    [STATUS_THROTTLED] = {PAM_MAXTRIES, PAM_PERM_DENIED, LOG_NOTICE,
	"Too many codes in a short time. Wait three minutes and try again."},
    /* The words of a wrong code: who is enrolled is nobody's business. */
    [STATUS_NOT_ENROLLED] = {PAM_AUTHINFO_UNAVAIL, PAM_PERM_DENIED, LOG_NOTICE,
	"The code was not accepted. Wait for the next one and try again."},
    [STATUS_DENIED] = {PAM_PERM_DENIED, PAM_PERM_DENIED, LOG_WARNING,
	"AWS refuses these credentials to you. Ask your administrator."},
    [STATUS_UNAVAILABLE] = {PAM_AUTHINFO_UNAVAIL, PAM_PERM_DENIED, LOG_WARNING,
	"AWS did not answer in time. Try again with a new code."},
    [STATUS_CONFIG] = {PAM_SERVICE_ERR, PAM_PERM_DENIED, LOG_ERR,
	"Login is not set up right on this host. Tell your administrator."},
};

static const char *
allowed_text(enum status s)
{
	return s == STATUS_DENIED ?
	    "Logged in without AWS credentials: AWS refuses them to you. "
	    "Ask your administrator." :
	    "Logged in without AWS credentials: AWS did not answer. "
	    "Log in again later to get them.";
}

/* May he come in without credentials? */
static bool
allowed(const struct login *l, enum status s)
{
	return (s == STATUS_DENIED || s == STATUS_UNAVAILABLE) &&
	    span_is(l->policy.profile.value[KEY_ON_FAILURE], "allow");
}

static void
record(const struct login *l, const char *step, const struct answer *a,
    const char *then)
{
	struct span profile = l->policy.profile.name;

	pam_syslog(l->pamh, meanings[a->status].priority,
	    "user=%s profile=%.*s session=%s step=%s: %s%s%s%s", l->user.name,
	    (int)profile.n, profile.p == NULL ? "" : profile.p, l->session,
	    step, status_name(a->status), *a->detail == '\0' ? "" : ": ",
	    a->detail, then);
}

int
result_authenticate(
    struct login *l, const char *step, const struct answer *a, bool proven)
{
	const struct meaning *v = &meanings[a->status];

	if (proven && allowed(l, a->status)) {
		record(l, step, a, "; let in without credentials");
		converse_info(l->pamh, allowed_text(a->status));
		return PAM_SUCCESS;
	}
	record(l, step, a, "");
	/* The one not enrolled waits as long as the one who typed wrong. */
	if (a->status == STATUS_WRONG || a->status == STATUS_REPLAY ||
	    a->status == STATUS_NOT_ENROLLED)
		(void)pam_fail_delay(l->pamh, FAIL_DELAY_US);
	if (v->text != NULL)
		converse_error(l->pamh, v->text);
	return v->authenticate;
}

int
result_open(struct login *l, const char *step, const struct answer *a)
{
	bool let_in = allowed(l, a->status);

	record(l, step, a, let_in ? "; let in without credentials" : "");
	return let_in ? PAM_SUCCESS : meanings[a->status].open;
}

void
result_as_wrong(struct login *l)
{
	(void)pam_fail_delay(l->pamh, FAIL_DELAY_US);
	converse_error(l->pamh, meanings[STATUS_WRONG].text);
}
