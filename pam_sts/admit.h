/* open_session: publish what authenticate obtained, or obtain what needs no
 * code, or let the user in without credentials. */

#ifndef PAM_STS_ADMIT_H
#define PAM_STS_ADMIT_H

struct login;

/* The PAM code to return. */
int admit_user(struct login *);

#endif
