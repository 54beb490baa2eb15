/*
 * Percent-encoding, both directions, as forms and SigV4 use it.
 */
#ifndef URLCODE_H
#define URLCODE_H

#include <stddef.h>

struct printbuf;

/*
 * Decode n bytes, `+` meaning a space. The caller frees the string; NULL
 * when an escape is broken or names the byte zero.
 */
char *urlcode_decode(const char *, size_t n);

/* Append the string with all but A-Za-z0-9-._~ escaped, hex in capitals. */
void urlcode_encode(struct printbuf *, const char *);

#endif
