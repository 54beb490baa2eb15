/*
 * The canonical form of a request, which Signature Version 4 hashes:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */

#ifndef HELPER_CANONICAL_H
#define HELPER_CANONICAL_H

#include "helper/buffer.h"

/* Every one of a request's headers that is to be signed, in any order. */
struct header {
	struct span name, value;
};

/* As it goes on the wire, byte for byte. */
struct wire_request {
	struct span method;
	struct span path; /* as sent; "" is "/" */
	struct span query; /* without '?'; absent is "" */
	struct span body;
	const struct header *headers;
	size_t header_count;
};

#define CANONICAL_HEADERS_MAX 32
#define CANONICAL_PARAMS_MAX 64

/*
 * Append the canonical request.  0, or -1 when it does not fit, has too many
 * headers or parameters, or OpenSSL fails.
 */
int canonical_request(struct buffer *, const struct wire_request *);

#endif
