/* The user's one-time code. */

#ifndef CLI_CODE_H
#define CLI_CODE_H

#include "common/limits.h"

/*
 * Ask for one on the caller's terminal; where there is none, read a line of
 * standard input.  DONE, or REFUSED, said.  The caller wipes the code in
 * either case.
 */
int code_read(char code[static CODE_DIGITS + 1]);

#endif
