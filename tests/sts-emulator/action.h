/*
 * One STS call from its request to its outcome.
 */
#ifndef ACTION_H
#define ACTION_H

#include "outcome.h"

struct emulator;
struct request;

struct action_record {
	char name[64]; /* as requested, cut; empty when absent */
	char key_id[129]; /* as claimed; empty when absent */
	char arn[2048]; /* of a verified caller; else empty */
	struct outcome outcome;
};

/* Never fails: errors are outcomes. Clear record->outcome afterwards. */
void action_run(
    const struct emulator *, const struct request *, struct action_record *);

#endif
