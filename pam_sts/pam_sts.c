/*
 * pam_sts.so: the entry points, and with them the whole flow.
 *
 * Runs as root inside sshd, su, login, sudo.  It asks, opens and publishes;
 * it never parses what comes from the network, links nothing but libpam and
 * libc, and leaves nothing behind in its host.
 */

#include <security/pam_ext.h>
#include <security/pam_modules.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "pam_sts/admit.h"
#include "pam_sts/arrival.h"
#include "pam_sts/prove.h"
#include "pam_sts/result.h"
#include "pam_sts/session.h"

#define ENTRY __attribute__((visibility("default")))

/* Who cannot get in is asked all the same: a prompt, or none, must not tell
 * who exists. */
static int
ask_in_vain(struct login *l)
{
	struct answer a;
	int r = prove_nothing(l);

	if (r != PAM_SUCCESS)
		return r;
	if (l->user.known) {
		result_as_wrong(l);
		return result_denied(l, false);
	}
	answer_set(&a, STATUS_NOT_ENROLLED, "no such user");
	return result_authenticate(l, "account", &a, false);
}

static int
authenticate(struct login *l)
{
	int r = login_policy(l);

	if (r != PAM_SUCCESS)
		return r;
	/* Who is to be told is told at once, whether or not he exists: the
	 * rule holds for both. */
	if (l->policy.outcome == OUTCOME_DENY && l->policy.message.p != NULL)
		return result_denied(l, false);
	if (!l->user.known)
		return ask_in_vain(l);
	switch (l->policy.outcome) {
	case OUTCOME_EXEMPT:
		pam_syslog(l->pamh, l->policy.alert ? LOG_ALERT : LOG_INFO,
		    "user=%s step=policy: exempt by %.*s:%u", l->user.name,
		    (int)l->policy.file.n, l->policy.file.p, l->policy.line);
		return PAM_IGNORE;
	case OUTCOME_PROFILE:
		/* mfa = none proves nothing about the user, so it must not
		 * count as a success in the stack; open_session obtains. */
		if (l->policy.mfa != MFA_NONE)
			return prove_user(l);
		pam_syslog(l->pamh, l->policy.alert ? LOG_ALERT : LOG_INFO,
		    "user=%s step=policy: mfa = none asks for no code",
		    l->user.name);
		return PAM_IGNORE;
	case OUTCOME_DENY:
	case OUTCOME_NONE:
		break;
	}
	return ask_in_vain(l);
}

ENTRY int
pam_sm_authenticate(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
	struct login l;
	int r;

	(void)flags;
	if (geteuid() != 0) {
		pam_syslog(pamh, LOG_NOTICE, "step=start: not run as root");
		return PAM_AUTHINFO_UNAVAIL;
	}
	if ((r = arrival_for_auth(&l, pamh, argc, argv)) == PAM_SUCCESS)
		r = authenticate(&l);
	login_close(&l);
	return r;
}

/* A failure here stops sshd and login dead, and there is nothing to do: the
 * files come with open_session.  DELETE is a close that some hosts send. */
ENTRY int
pam_sm_setcred(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
	if (((unsigned)flags & PAM_DELETE_CRED) != 0)
		(void)pam_sm_close_session(pamh, flags, argc, argv);
	return PAM_SUCCESS;
}

ENTRY int
pam_sm_open_session(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
	struct login l;
	int r;

	(void)flags;
	if (geteuid() != 0)
		return PAM_SUCCESS;
	r = arrival_for_session(&l, pamh, argc, argv);
	r = r == PAM_SUCCESS ? admit_user(&l) : PAM_PERM_DENIED;
	login_close(&l);
	return r;
}

ENTRY int
pam_sm_close_session(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
	struct login l;
	int r = 0;

	(void)flags;
	if (arrival_for_session(&l, pamh, argc, argv) == PAM_SUCCESS)
		r = session_remove(&l);
	if (r < 0)
		pam_syslog(pamh, LOG_ERR,
		    "user=%s step=close: credentials may be left: %s",
		    l.target.name, strerrordesc_np(-r));
	login_close(&l);
	return PAM_SUCCESS;
}
