/* Handing over what a login was given. */

#ifndef HELPER_ANSWER_H
#define HELPER_ANSWER_H

#include "helper/steps.h"

/*
 * Reply with the credentials of every profile that was made, in the order of
 * the list, and, where the user's own key signed, with the base before them:
 * what the first step gave.  Only when every step has succeeded.
 */
void answer_credentials(const struct steps *);

#endif
