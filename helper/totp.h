/*
 * The arithmetic of codes (RFC 4226, RFC 6238; SHA-1, 30 s, 6 digits as
 * AWS's virtual MFA devices), done by liboath.
 */

#ifndef HELPER_TOTP_H
#define HELPER_TOTP_H

#include <stdint.h>

#include "common/text.h"

struct totp_key {
	size_t n;
	char bytes[64];
};

/* Read a base32 secret; 0, or -EINVAL, *key untouched.  The caller wipes. */
int totp_key_read(struct totp_key *key, struct span base32);

/*
 * The step whose code this is, of those at most window steps from the one of
 * now (seconds since 1970), the nearest first; 0 if there is none.  Every
 * candidate is compared, in constant time.
 */
uint64_t totp_match(
    const struct totp_key *, struct span code, uint64_t now, unsigned window);

/* A salted hash of a code: HMAC-SHA-1, truncated as in RFC 4226. */
uint32_t totp_mark(const uint8_t *salt, size_t n, struct span code);

#endif
