/* The otpauth: URI that authenticator apps read, as text or as QR code. */

#ifndef CLI_OTPAUTH_H
#define CLI_OTPAUTH_H

#include "common/text.h"

/* Room for the longest: 64 bytes of host, 255 of user, 103 of secret. */
#define OTPAUTH_SIZE 1536

/* False when it does not fit.  The URI holds the secret: the caller wipes. */
bool otpauth_uri(char uri[static OTPAUTH_SIZE], struct span host,
    struct span user, struct span base32);

#endif
