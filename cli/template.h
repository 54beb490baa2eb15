/* Settings with expansions, where no login is at hand to expand them. */

#ifndef CLI_TEMPLATE_H
#define CLI_TEMPLATE_H

#include "common/text.h"

/* As long as a setting of the largest, written as a pattern. */
#define TEMPLATE_SIZE (4 * 2048 + 1)

/* Does its value depend on the login? */
bool template_varies(struct span);

/*
 * Write it with `any` for each expansion and `percent` for %%; with `escape`
 * set, the bytes that mean something in a pattern of IAM stand for themselves.
 */
struct span template_write(char room[static TEMPLATE_SIZE], struct span,
    const char *any, const char *percent, bool escape);

#endif
