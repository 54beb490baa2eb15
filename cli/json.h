/* Writing JSON (RFC 8259). */

#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <stdio.h>

#include "common/text.h"

/* Print in quotes; what is no UTF-8 becomes U+FFFD, byte by byte. */
void json_string(FILE *, struct span);

/* A string, or null when it is absent. */
void json_text(FILE *, struct span);

/* A number, or null when it is 0. */
void json_number(FILE *, unsigned long);

void json_truth(FILE *, bool);

/* What stands before a member, then its name: its value comes next. */
void json_name(FILE *, const char *before, const char *name);

/* The items of "a, b" as an array of strings; an absent list is empty. */
void json_list(FILE *, struct span list);

#endif
