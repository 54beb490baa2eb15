/* What a login would send, for pam-sts explain: nothing is sent, and no key
 * is there. */

#ifndef HELPER_EXPLAIN_H
#define HELPER_EXPLAIN_H

#include "helper/steps.h"

/*
 * Reply with every step's call, in order.  0; -1 with a verdict, and nothing
 * was sent, when one cannot be composed or shown.
 */
int explain_reply(struct steps *, struct verdict *);

#endif
