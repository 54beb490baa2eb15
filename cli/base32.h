/* Base32 (RFC 4648) without padding, as authenticator apps write secrets. */

#ifndef CLI_BASE32_H
#define CLI_BASE32_H

#include <stdint.h>

#include "common/text.h"

/* So long is the text of n bytes, without its NUL. */
#define BASE32_LENGTH(n) (((n)*8 + 4) / 5)

/* The text of n bytes into dst[BASE32_LENGTH(n) + 1]. */
void base32_encode(char *dst, const uint8_t *src, size_t n);

/*
 * The bytes of a text; blanks, line ends and lower case are allowed, padding
 * is optional.  How many, or -1 when it is no base32 or more than cap; then
 * dst holds rubbish that the caller wipes.
 */
int base32_decode(uint8_t *dst, size_t cap, struct span);

#endif
