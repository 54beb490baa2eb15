/* What was typed: can it be a code, can it be used, is it right? */

#ifndef PAM_STS_JUDGEMENT_H
#define PAM_STS_JUDGEMENT_H

#include "pam_sts/dialogue.h"
#include "pam_sts/keys.h"

/*
 * *a says what stood against him before, and the child is the helper that
 * dialogue_prepare() started.  True if the code is right, whatever else stands
 * against him; *a is OK when nothing does.
 */
bool judgement(struct answer *, const struct login *, const struct secret *code,
    const struct keys *, const struct child *);

#endif
