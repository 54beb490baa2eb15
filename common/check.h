/* Does a configuration as a whole make sense? */

#ifndef COMMON_CHECK_H
#define COMMON_CHECK_H

#include "common/config.h"

/*
 * Report every error, in the order of the file's lines as far as they are
 * found on one line, then those that span sections.  Returns how many there
 * were.  report may be NULL; the spans it gets live as long as the text.
 */
unsigned config_check(struct span config,
    void (*report)(void *ctx, const struct config_error *), void *ctx);

#endif
