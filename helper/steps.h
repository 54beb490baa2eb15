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
	/* PREPARE, RENEW or EXPLAIN; or IDENTIFY, which has no plan. */
	struct message who;
	struct plan plan;
	unsigned first; /* the steps before it are not made */
	struct credentials source; /* what PLAN_SOURCE stands for */
	struct credentials given[PLAN_MAX]; /* what each gave */
	struct request request; /* of the step composed last */
};

/*
 * Leave out the step that carries a code: given[0] is to hold what it gave
 * earlier.  0, or -1 with a verdict when no other step is there.
 */
int steps_renew(struct steps *, struct verdict *);

/* Compose a step's request.  0, or -1 with a verdict. */
int steps_compose(struct steps *, unsigned step, struct verdict *);

/* All that are made, to see that they can be, and the first last: it is sent
 * first. */
int steps_compose_all(struct steps *, struct verdict *);

/* The profile a step is made for; absent if no profile asks for it. */
struct span steps_profile(const struct steps *, unsigned step);

/* The step that makes the profile at this position of the list; -1: there are
 * no more. */
int steps_at(const struct steps *, unsigned position);

/* From now on details begin with this step, if more than one is made. */
void steps_locate(const struct steps *, unsigned step, struct verdict *);

void steps_wipe(struct steps *);

#endif
