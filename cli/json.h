/* Strings for JSON (RFC 8259). */

#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <stdio.h>

#include "common/text.h"

/* Print in quotes; what is no UTF-8 becomes U+FFFD, byte by byte. */
void json_string(FILE *, struct span);

#endif
