/* The calls of a login, read from the configuration. */

#ifndef HELPER_PLANNING_H
#define HELPER_PLANNING_H

#include "common/plan.h"
#include "helper/verdict.h"

/*
 * Plan the profiles of a PREPARE, RENEW or EXPLAIN message.  0, or -1 with a
 * verdict that says "file:line: what is wrong".  Borrows the configuration's
 * text.
 */
int planning_read(
    struct plan *, struct span config, struct span profiles, struct verdict *);

/* One profile, of which nothing is planned; the same return. */
int planning_find(
    struct profile *, struct span config, struct span name, struct verdict *);

#endif
