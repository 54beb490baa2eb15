/*
 * The steps of a plan as requests: what is sent where, signed with which key.
 * Nothing is sent here.
 */

#ifndef HELPER_STEPS_H
#define HELPER_STEPS_H

#include "common/plan.h"
#include "helper/request.h"

/* Start with zeroes; steps_wipe() at the end. */
struct steps {
	struct message who; /* PREPARE or EXPLAIN */
	struct plan plan;
	struct credentials source; /* what the first is signed with */
	struct credentials given[PLAN_MAX]; /* what each gave */
	struct request request; /* of the step composed last */
};

/* Compose a step's request.  0, or -1 with a verdict. */
int steps_compose(struct steps *, unsigned step, struct verdict *);

/* All of them, to see that they can be, and the first last: it is sent
 * first. */
int steps_compose_all(struct steps *, struct verdict *);

/* The profile a step is made for; absent if no profile asks for it. */
struct span steps_profile(const struct steps *, unsigned step);

/* The step that makes the profile at this position of the list; -1: there are
 * no more. */
int steps_at(const struct steps *, unsigned position);

/* From now on details begin with this step, if there is more than one. */
void steps_locate(const struct steps *, unsigned step, struct verdict *);

void steps_wipe(struct steps *);

#endif
