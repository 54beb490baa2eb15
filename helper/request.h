/*
 * One signed request to STS.  Its bytes stand in fixed rooms: libcurl is
 * given them before the code, the date and the signature are known, and they
 * are filled in in place, at the same length, right before they leave.
 */

#ifndef HELPER_REQUEST_H
#define HELPER_REQUEST_H

#include <curl/curl.h>

#include "common/secret.h"
#include "helper/buffer.h"
#include "helper/canonical.h"
#include "helper/credentials.h"
#include "helper/endpoint.h"

#define REQUEST_HEADERS 6
#define REQUEST_BODY_MAX (192 * 1024)

/* Start with zeroes. */
struct request {
	struct endpoint endpoint;
	const struct credentials *key; /* borrowed: signs */
	struct buffer body; /* filled by the caller */
	bool has_code; /* the body ends with six digits to be set */
	struct curl_slist *lines; /* of lines[], for libcurl */
	struct curl_slist nodes[REQUEST_HEADERS + 1];
	char line[REQUEST_HEADERS + 1][1280];
	char token_line[24 + sizeof(((struct credentials *)0)->session_token)];
	/* The longest token, and the longest path with each byte encoded. */
	char canonical_room[36 * 1024];
	char body_room[REQUEST_BODY_MAX];
};

/* Begin anew: an empty body, no code; what was there is wiped. */
void request_start(struct request *, const struct credentials *key);

/* It goes where a profile says.  0, or -1 with a verdict. */
int request_address(struct request *, const struct profile *, struct verdict *);

/* The body stands: make the header lines.  0 or -1. */
int request_finish(struct request *);

/* Put the code in its place. */
void request_set_code(struct request *, struct span code);

/* Date and sign.  0 or -1. */
int request_seal(struct request *, int64_t now);

/* Only what was written is wiped: the rooms are large. */
void request_wipe(struct request *);

#endif
