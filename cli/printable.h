/* Text of unknown origin, made fit for a terminal. */

#ifndef CLI_PRINTABLE_H
#define CLI_PRINTABLE_H

#include <stdio.h>

#include "common/text.h"

/* Bytes shown of a text, and room for them with escapes, "..." and NUL. */
#define PRINTABLE_MAX 80
#define PRINTABLE_SIZE (4 * PRINTABLE_MAX + 4)

/* Printable ASCII as it is, other bytes as \xNN, "..." for what is cut. */
void printable(char dst[static PRINTABLE_SIZE], struct span);

/* The same to a stream, and all of it. */
void printable_print(FILE *, struct span);

#endif
