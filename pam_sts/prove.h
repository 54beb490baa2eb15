/* authenticate: ask for the code, have it verified, have credentials
 * obtained for it. */

#ifndef PAM_STS_PROVE_H
#define PAM_STS_PROVE_H

struct login;

/*
 * For a login whose profile asks for a code.  The PAM code to return; with
 * PAM_SUCCESS the credentials lie in a ticket, unless on_failure = allow let
 * him in without.
 */
int prove_user(struct login *);

/* Ask for a code and forget it; what the conversation returned. */
int prove_nothing(struct login *);

#endif
