/* Names that nobody can guess, and times that not everybody has. */

#ifndef PAM_STS_RANDOM_H
#define PAM_STS_RANDOM_H

#include <stddef.h>

/* n random bytes, 32 at the most, as hex into text[2n + 1]; 0 or -errno. */
int random_hex(char *text, size_t n);

/* A number from 0 on, less than n; 0 when there are none to be had. */
unsigned random_below(unsigned n);

#endif
