/*
 * Patterns: '*' stands for any bytes, also for none, '?' for one; every other
 * byte for itself.  Bytes are compared without a locale.
 */

#ifndef COMMON_GLOB_H
#define COMMON_GLOB_H

#include "common/text.h"

/* Does the whole text fit?  Time grows with the product of both lengths. */
bool glob_fits(struct span pattern, struct span text);

/* The same, ASCII letters of both cases being one. */
bool glob_fits_any_case(struct span pattern, struct span text);

#endif
