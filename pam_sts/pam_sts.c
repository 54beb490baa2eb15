/*
 * pam_sts.so: the entry points, and with them the whole flow.
 *
 * Runs as root inside sshd, su, login, sudo.  It asks, opens and publishes;
 * it never parses what comes from the network, links nothing but libpam and
 * libc, and leaves nothing behind in its host.
 */

#include <errno.h>
#include <security/pam_ext.h>
#include <security/pam_modules.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "pam_sts/keys.h"
#include "pam_sts/prove.h"
#include "pam_sts/result.h"
#include "pam_sts/session.h"
#include "pam_sts/ticket.h"

#define ENTRY __attribute__((visibility("default")))

static int
denied(const struct login *l)
{
	pam_syslog(l->pamh, LOG_NOTICE, "user=%s step=policy: %s %s:%u",
	    l->user.name,
	    l->policy.needs_target ?
		"the target is not known yet, and it decides in" :
		l->policy.outcome == OUTCOME_DENY ? "denied by" :
						    "no rule matches in",
	    l->opt.conf, l->policy.line);
	return PAM_PERM_DENIED;
}

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
		return denied(l);
	}
	answer_set(&a, STATUS_NOT_ENROLLED, "no such user");
	return result_authenticate(l, "account", &a, false);
}

static int
authenticate(struct login *l)
{
	int r = login_policy(l, false);

	if (r != PAM_SUCCESS)
		return r;
	if (!l->user.known)
		return ask_in_vain(l);
	switch (l->policy.outcome) {
	case OUTCOME_EXEMPT:
		pam_syslog(l->pamh, LOG_INFO,
		    "user=%s step=policy: exempt by %s:%u", l->user.name,
		    l->opt.conf, l->policy.line);
		return PAM_IGNORE;
	case OUTCOME_PROFILE:
		/* mfa = none proves nothing about the user, so it must not
		 * count as a success in the stack; open_session obtains. */
		if (l->policy.mfa != MFA_NONE)
			return prove_user(l);
		pam_syslog(l->pamh, LOG_INFO,
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
	if ((r = login_open(&l, pamh, argc, argv)) == PAM_SUCCESS)
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

/* Publish the ticket or reply in *m; the answer becomes the log line. */
static void
publish(struct login *l, const struct message *m, struct answer *a)
{
	struct span key = m->field[TAG_ACCESS_KEY_ID];
	struct span expires = m->field[TAG_EXPIRATION];
	struct span arn = m->field[TAG_ARN];
	int r = session_publish(l, m);

	if (r < 0) {
		answer_fail(a, "the session cannot be written", r);
		return;
	}
	a->status = STATUS_OK;
	snprintf(a->detail, sizeof(a->detail), "key=%.*s expires=%.*s arn=%.*s",
	    (int)key.n, key.p, (int)expires.n, expires.p, (int)arn.n,
	    arn.p == NULL ? "" : arn.p);
}

/* mfa = none: the only profile that is obtained without authenticate. */
static int
obtain_here(struct login *l)
{
	struct child obtain = NO_CHILD;
	uint8_t buf[MESSAGE_MAX];
	struct answer a;
	struct message m;
	struct keys keys;

	keys_open(&keys, l);
	if (!keys_refused(&keys, &a))
		dialogue_prepare(&a, &obtain, l, keys.key);
	if (a.status == STATUS_OK)
		dialogue_prepared(&a, &obtain);
	if (a.status == STATUS_OK)
		dialogue_commit(&a, &obtain, l, NULL, &m, buf);
	if (a.status == STATUS_OK) {
		ticket_fill(l, &m);
		publish(l, &m, &a);
	}
	explicit_bzero(buf, sizeof(buf));
	spawn_end(&obtain);
	keys_close(&keys);
	return result_open(l, "open", &a);
}

static int
open_without_ticket(struct login *l, int why)
{
	if (login_policy(l, true) != PAM_SUCCESS)
		return PAM_PERM_DENIED;
	if (l->policy.outcome == OUTCOME_DENY)
		return denied(l);
	if (session_exists(l))
		return PAM_SUCCESS;
	if (l->policy.outcome == OUTCOME_PROFILE && l->policy.mfa == MFA_NONE)
		return obtain_here(l);
	pam_syslog(l->pamh, LOG_INFO, "user=%s step=open: no credentials: %s",
	    l->user.name,
	    why == -ENOENT ?
		"no code was given for this session" :
		why == -EACCES ?
		"the ticket is old, or of another service or user" :
		"the ticket is not valid");
	return PAM_SUCCESS;
}

static int
open_session(struct login *l)
{
	uint8_t buf[MESSAGE_MAX];
	struct answer a;
	struct message m;
	int r;

	if (!l->user.known) {
		pam_syslog(
		    l->pamh, LOG_ERR, "step=open: there is no such user");
		return PAM_PERM_DENIED;
	}
	r = ticket_take(l, &m, buf);
	if (r == 0) {
		(void)span_copy(
		    l->session, sizeof(l->session), m.field[TAG_SESSION]);
		l->policy.profile.name = m.field[TAG_PROFILE];
		publish(l, &m, &a);
		r = result_open(l, "open", &a);
	} else
		r = open_without_ticket(l, r);
	explicit_bzero(buf, sizeof(buf));
	return r;
}

ENTRY int
pam_sm_open_session(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
	struct login l;
	int r;

	(void)flags;
	if (geteuid() != 0)
		return PAM_SUCCESS;
	r = login_open(&l, pamh, argc, argv);
	r = r == PAM_SUCCESS ? open_session(&l) : PAM_PERM_DENIED;
	login_close(&l);
	return r;
}

ENTRY int
pam_sm_close_session(pam_handle_t *pamh, int flags, int argc, const char **argv)
{
	struct login l;
	int r = 0;

	(void)flags;
	if (login_open(&l, pamh, argc, argv) == PAM_SUCCESS)
		r = session_remove(&l);
	if (r < 0)
		pam_syslog(pamh, LOG_ERR,
		    "user=%s step=close: credentials may be left: %s",
		    l.user.name, strerrordesc_np(-r));
	login_close(&l);
	return PAM_SUCCESS;
}
