/* Sessions that are about to be renewed, and what is then given. */

#ifndef TESTS_MODULE_RENEWING_H
#define TESTS_MODULE_RENEWING_H

#include "tests/module/life.h"

/*
 * A session without a keeper, whose credentials have so many seconds left, less
 * than a quarter of their life: a keeper will renew them at once.
 */
void renewing_begin(struct life *, int seconds);

/* The helper gives new ones: until when (static buffer). */
const char *renewing_give(void);

#endif
