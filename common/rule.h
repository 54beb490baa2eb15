/*
 * Rules, in the order of the file: who, through which door, gets what.  They
 * borrow from the configuration's text.
 */

#ifndef COMMON_RULE_H
#define COMMON_RULE_H

#include "common/section.h"
#include "common/setting.h"

struct rule {
	struct span file;
	unsigned line; /* of its [rule] */
	struct span value[RULE_KEYS]; /* absent: p == NULL */
};

/*
 * Read the next [rule] of a sound configuration, the first when *at is 0.
 * False, *out untouched, when there is none left.
 */
bool rule_next(struct rule *out, const struct sections *, unsigned *at);

#endif
