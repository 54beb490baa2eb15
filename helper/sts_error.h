/* What STS's refusals mean to a login. */

#ifndef HELPER_STS_ERROR_H
#define HELPER_STS_ERROR_H

#include "common/text.h"
#include "helper/verdict.h"

struct sts_error {
	long http;
	struct span code, message, request_id; /* as received; may be absent */
	struct span sent_code; /* absent: the call carried none */
	bool has_skew;
	int64_t skew; /* STS's clock less ours, seconds */
};

/*
 * Judge, in words for the log: "CODE (HTTP nnn): MESSAGE [request id X]".
 * Of a message only the first line is told, and never the code that was sent.
 */
void sts_error_judge(struct verdict *, const struct sts_error *);

#endif
