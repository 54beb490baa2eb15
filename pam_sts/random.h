/* Names that nobody can guess. */

#ifndef PAM_STS_RANDOM_H
#define PAM_STS_RANDOM_H

#include <stddef.h>

/* n random bytes, 32 at the most, as hex into text[2n + 1]; 0 or -errno. */
int random_hex(char *text, size_t n);

#endif
