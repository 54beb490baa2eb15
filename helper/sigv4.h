/*
 * AWS Signature Version 4 over a canonical request:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */

#ifndef HELPER_SIGV4_H
#define HELPER_SIGV4_H

#include "common/text.h"

#define SIGV4_DATE_LENGTH 16 /* YYYYMMDDThhmmssZ */
#define SIGV4_STRING_MAX 512
#define SIGV4_VALUE_MAX 1024

struct sigv4_scope {
	const char *date; /* SIGV4_DATE_LENGTH bytes and a NUL */
	const char *region, *service;
};

/* Seconds since the epoch as X-Amz-Date has it. */
void sigv4_date(char out[static SIGV4_DATE_LENGTH + 1], int64_t at);

/* The string to sign.  0, or -1 when it does not fit or OpenSSL fails. */
int sigv4_string(char out[static SIGV4_STRING_MAX], const struct sigv4_scope *,
    struct span canonical);

/*
 * The value of the Authorization header, as long as for any other request of
 * the same key, region and signed headers.  0 or -1.  Leaves no key behind.
 */
int sigv4_authorize(char out[static SIGV4_VALUE_MAX],
    const struct sigv4_scope *, const char *access_key_id,
    const char *secret_access_key, struct span canonical);

#endif
