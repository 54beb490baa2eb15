/*
 * The parameters of AssumeRole.
 */
#ifndef ASSUME_REQUEST_H
#define ASSUME_REQUEST_H

#include <stdbool.h>

#include "second_factor.h"
#include "tags.h"

struct outcome;
struct request;

/* Texts point into the request; NULL is absent. */
struct assume_request {
	const char *role_arn, *session_name;
	const char *external_id, *source_identity, *policy;
	struct second_factor factor;
	struct tags tags;
	long duration; /* 0: not given */
	long packed_percent; /* -1: nothing to pack */
};

/*
 * 0, or -1 and the error. Free with assume_request_free either way.
 */
int assume_request_read(
    struct assume_request *, const struct request *, struct outcome *);
void assume_request_free(struct assume_request *);

#endif
