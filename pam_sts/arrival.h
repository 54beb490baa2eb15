/* A login as PAM tells of it. */

#ifndef PAM_STS_ARRIVAL_H
#define PAM_STS_ARRIVAL_H

#include "pam_sts/login.h"

/*
 * Options, service, and PAM_USER, who authenticates or (for_session, also when
 * it is closed) owns the session.  PAM_SUCCESS or the code to return, logged.
 * End with login_close(), also after an error.
 */
int arrival_for_auth(
    struct login *, pam_handle_t *, int argc, const char **argv);
int arrival_for_session(
    struct login *, pam_handle_t *, int argc, const char **argv);

#endif
