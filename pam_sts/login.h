/*
 * One login: the facts that every step needs, collected once: from PAM
 * (arrival), or, when its session is renewed, from its record.
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
	pam_handle_t *pamh; /* NULL in the keeper */
	struct options opt;
	const char *service;
	struct span rhost, tty; /* as PAM has them; absent: none */
	struct account user; /* who authenticates: his secret, his key */
	struct account target; /* who owns the session */
	struct policy policy; /* once login_policy() was called */
	struct proof proof;
	char session[SESSION_HEX + 1];
	/* The session whose base signs the first call; "": none, or not yet
	 * known. */
	char login[SESSION_HEX + 1];
	/* Without a new code: only what an earlier one gave is used. */
	bool renewing;
	struct span assumed; /* profiles added since it began */
	struct span added; /* one that is to be added now */
};

void login_close(struct login *);

/* Does the service have sudo's ways?  By name: "sudo", "sudo-i", and what
 * pam_service of sudoers(5) calls so that it begins with "sudo". */
bool login_is_of_sudo(const struct login *);

/* Choose the rule, as policy_open(). */
int login_policy(struct login *);

/* For a log line: "alice", or under sudo "alice target=root"; and how much it
 * matters: a rule with alert = yes is never used unnoticed. */
#define LOGIN_PEOPLE (2 * (NAME_MAX_BYTES + 1) + sizeof(" target="))
void login_people(char who[static LOGIN_PEOPLE], const struct login *);
int login_priority(const struct login *, int otherwise);

/* Seconds since boot, sleep included: nobody can set this clock back. */
uint64_t login_clock(void);

/* A new session id: 0 or -errno. */
int login_name_session(struct login *);

#endif
