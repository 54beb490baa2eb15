/* Is each line of a configuration in its place, its value as it must be? */

#ifndef COMMON_LINE_H
#define COMMON_LINE_H

#include "common/fault.h"
#include "common/section.h"

/* Report every line at fault, in the order of the text; *all is its own. */
void line_check(
    struct faults *, const struct sections *all, struct span config);

#endif
