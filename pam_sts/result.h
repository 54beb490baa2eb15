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

/* The same for open_session, where few hosts show a message. */
int result_open(struct login *, const char *step, const struct answer *);

/* He is denied by a rule, or by none: a log line, and the rule's message if
 * it has one.  PAM_PERM_DENIED. */
int result_denied(struct login *, bool at_open);

/* open_session gives no credentials, and why; told: where it can be shown, the
 * user is told, too. */
void result_none(struct login *, const char *why, bool told);

/* The delay and the words of a wrong code, for who is denied unheard. */
void result_as_wrong(struct login *);

#endif
