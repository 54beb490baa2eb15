/*
 * The two people of a login: who authenticates, and who will own the session.
 * They differ under sudo: it authenticates the caller and names the target to
 * PAM only when it opens the session.  Until then its own command line says
 * whom the caller asked for; open_session holds that against PAM_USER.
 */

#ifndef PAM_STS_TARGET_H
#define PAM_STS_TARGET_H

#include "pam_sts/login.h"

/*
 * At authenticate: fill in l->target, whom the session will be opened for, or
 * an account that is not known where that cannot be told.  What was found is
 * kept in the handle for target_mistaken().
 */
void target_foretell(struct login *);

/*
 * At open_session, where l->target is PAM_USER: for whom authenticate in this
 * handle decided, if that was somebody else; NULL if not.
 */
const char *target_mistaken(const struct login *);

/*
 * At open_session: is it sudoedit?  It edits as its caller what it copies as
 * the target, and runs nothing as him.
 */
bool target_is_edited_for(const struct login *);

/*
 * At open_session: fill in l->user, who called sudo, not known where sudo does
 * not tell (pam_ruser of sudoers(5) is off); in other hosts it is the target.
 */
void target_find_caller(struct login *);

#endif
