/*
 * The calls that a login would make, composed by pam-sts-obtain itself, so
 * that what is shown is what would be sent.  Nothing is sent to anybody.
 */

#ifndef CLI_CALLS_H
#define CLI_CALLS_H

#include "cli/configuration.h"
#include "cli/decision.h"
#include "cli/facts.h"
#include "common/plan.h"
#include "common/wire.h"

/* For the id that a login will have. */
#define CALLS_SESSION "0000000000000000"

struct calls {
	struct plan plan;
	/* One a step, KIND_EXPLAINED; it borrows from room. */
	struct message composed[PLAN_MAX];
	uint8_t room[PLAN_MAX][MESSAGE_MAX];
};

/*
 * Plan the profiles of a decision and have the calls composed.  DONE, or
 * REFUSED, said.  Borrows the configuration's text.
 */
int calls_compose(struct calls *, const struct configuration *,
    const struct subject *, const struct decision *);

#endif
