/* The parameters of GetSessionToken and AssumeRole, from a step's profile. */

#ifndef HELPER_CALL_H
#define HELPER_CALL_H

#include "common/plan.h"
#include "common/wire.h"
#include "helper/buffer.h"
#include "helper/verdict.h"

struct call {
	const struct plan_step *step;
	const struct message *who; /* the message that asks */
};

/* "AssumeRole" or "GetSessionToken". */
const char *call_action(const struct plan_step *);

/*
 * Write the body.  With a code, CALL_NO_CODE stands at its very end, to be
 * replaced.  0, or -1 with a verdict that names the setting at fault: what a
 * setting expands to is checked against AWS's model here.
 */
int call_compose(struct buffer *, const struct call *, struct verdict *);

#define CALL_NO_CODE "000000"

#endif
