/*
 * What an outcome means: the PAM code, the log line, the words for the user.
 * One table, and the only place that logs outcomes.
 */

#ifndef PAM_STS_RESULT_H
#define PAM_STS_RESULT_H

#include "pam_sts/dialogue.h"

/*
 * The code authenticate returns for this answer.  proven: the user's code is
 * known to be right, so on_failure = allow may let him in without
 * credentials; he is told.
 */
int result_authenticate(
    struct login *, const char *step, const struct answer *, bool proven);

/* The same for open_session, which tells the user nothing. */
int result_open(struct login *, const char *step, const struct answer *);

/* The delay and the words of a wrong code, for who is denied unheard. */
void result_as_wrong(struct login *);

#endif
