/*
 * PAM_STS_SESSION of the environment that this process was started with: which
 * session it may belong to.  Anybody's claim.
 */

#ifndef PAM_STS_HINT_H
#define PAM_STS_HINT_H

#include <stdbool.h>

#include "common/limits.h"

/* The session it names; false: none. */
bool hint_session(char id[static SESSION_HEX + 1]);

#endif
