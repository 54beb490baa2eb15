/* Does a configuration as a whole make sense? */

#ifndef COMMON_CHECK_H
#define COMMON_CHECK_H

#include "common/section.h"

/*
 * Read a configuration's sections into *all, and report every error: those
 * of single lines in the order of the text, then those of profiles and of
 * rules, each with its file if the text has marks of files.  Returns how many
 * there were; with none, *all is what look-ups need.  report may be NULL; the
 * spans it gets live as long as the text.
 */
unsigned config_check(struct sections *all, struct span config,
    void (*report)(void *ctx, const struct config_error *), void *ctx);

#endif
