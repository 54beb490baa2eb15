/* What STS's refusals mean to a login. */

#ifndef HELPER_STS_ERROR_H
#define HELPER_STS_ERROR_H

#include "common/text.h"
#include "helper/verdict.h"

struct sts_error {
	long http;
	/* As received, but for the code that was sent; may be absent. */
	struct span code, message, request_id;
	bool with_code; /* the call carried one */
	bool has_skew;
	int64_t skew; /* STS's clock less ours, seconds */
};

/*
 * Judge, in words for the log: "CODE (HTTP nnn): MESSAGE [request id X]".
 * Of a message only the first line is told.
 */
void sts_error_judge(struct verdict *, const struct sts_error *);

#endif
