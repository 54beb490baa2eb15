/*
 * Lists of conditions: "[!]ITEM, ...".  An item with '!' is negated; blanks
 * around items do not count.
 */

#ifndef COMMON_LIST_H
#define COMMON_LIST_H

#include "common/text.h"

struct item {
	struct span text;
	bool negated;
};

/* Cut the next item, maybe an empty one, off *rest; false at the end. */
bool list_next(struct span *rest, struct item *);

#endif
