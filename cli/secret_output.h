/* Secrets on standard output. */

#ifndef CLI_SECRET_OUTPUT_H
#define CLI_SECRET_OUTPUT_H

#include <stdbool.h>

/*
 * Print, without stdio, which would keep a copy; and to a terminal, where
 * others may see it, only by force.  DONE, or REFUSED, said.
 */
int secret_output(bool force, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
