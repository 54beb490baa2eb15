/*
 * A profile, its source_profile, and so on: the one asked for stands first,
 * the base, which is called with the first credentials, last.
 */

#ifndef COMMON_CHAIN_H
#define COMMON_CHAIN_H

#include "common/limits.h"
#include "common/profile.h"

struct chain {
	unsigned count;
	struct profile link[CHAIN_MAX + 1];
};

/*
 * Follow a profile to its base.  NULL, or what is wrong, and *at is the name
 * that it is wrong about.  Borrows the configuration's text.
 */
const char *chain_read(
    struct chain *, const struct sections *, struct span name, struct span *at);

const struct profile *chain_base(const struct chain *);

#endif
