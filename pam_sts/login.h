/*
 * One login: the facts that every step needs, collected once per call of an
 * entry point.  Nothing of it outlives the call.
 */

#ifndef PAM_STS_LOGIN_H
#define PAM_STS_LOGIN_H

#include "pam_sts/account.h"
#include "pam_sts/options.h"
#include "pam_sts/policy.h"

struct login {
	pam_handle_t *pamh;
	struct options opt;
	const char *service;
	/* PAM_USER: at authenticate who authenticates, at open and close who
	 * owns the session.  They differ under sudo only, by way of the
	 * ticket. */
	struct account user;
	struct policy policy; /* once login_policy() was called */
	char session[SESSION_HEX + 1];
};

/*
 * Options, service, user.  PAM_SUCCESS or the code to return, logged.  End
 * with login_close(), also after an error.
 */
int login_open(struct login *, pam_handle_t *, int argc, const char **argv);
void login_close(struct login *);

/* Choose the rule, as policy_open(): for PAM_USER who owns the session, or
 * while he may not be known yet. */
int login_policy(struct login *, bool owner);

#endif
