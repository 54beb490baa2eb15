/*
 * One login: the facts that every step needs, collected once per call of an
 * entry point.  Nothing of it outlives the call.
 */

#ifndef PAM_STS_LOGIN_H
#define PAM_STS_LOGIN_H

#include "pam_sts/account.h"
#include "pam_sts/options.h"
#include "pam_sts/policy.h"

/* How the user has proved who he is, now or when he logged in. */
struct proof {
	char how[8 + 1]; /* "totp", "none" */
	uint64_t when; /* login_clock() */
};

struct login {
	pam_handle_t *pamh;
	struct options opt;
	const char *service;
	struct account user; /* who authenticates: his secret, his key */
	struct account target; /* who owns the session */
	struct policy policy; /* once login_policy() was called */
	struct proof proof;
	char session[SESSION_HEX + 1];
};

/*
 * Options, service, and PAM_USER, who authenticates or (login_for_session, also
 * when it is closed) owns the session.  PAM_SUCCESS or the code to return,
 * logged.  End with login_close(), also after an error.
 */
int login_for_auth(struct login *, pam_handle_t *, int argc, const char **argv);
int login_for_session(
    struct login *, pam_handle_t *, int argc, const char **argv);
void login_close(struct login *);

/* Does the service have sudo's ways?  By name: "sudo", "sudo-i", and what
 * pam_service of sudoers(5) calls so that it begins with "sudo". */
bool login_is_of_sudo(const struct login *);

/* Choose the rule, as policy_open(). */
int login_policy(struct login *);

/* Seconds since boot, sleep included: nobody can set this clock back. */
uint64_t login_clock(void);

/* A new session id: 0 or -errno. */
int login_name_session(struct login *);

#endif
