/*
 * The hops of a profile: its source_profile, that one's, and so on.  They are
 * walked from the base, which is called with the user's own key, to the one
 * that was asked for.
 */

#ifndef HELPER_CHAIN_H
#define HELPER_CHAIN_H

#include "common/limits.h"
#include "common/profile.h"
#include "helper/endpoint.h"
#include "helper/verdict.h"

struct chain {
	unsigned count;
	struct profile hop[CHAIN_MAX + 1]; /* the base first */
	bool with_code; /* STS verifies one, on the first hop */
};

/* 0, or -1 with a verdict.  The chain borrows the configuration's text. */
int chain_load(
    struct chain *, struct span config, struct span profile, struct verdict *);

/* The profile that was asked for: its network keys hold for every hop. */
const struct profile *chain_asked(const struct chain *);

/* Where a hop's call goes.  0, or -1 with a verdict. */
int chain_endpoint(struct endpoint *, const struct profile *, struct verdict *);

#endif
