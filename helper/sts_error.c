/* The table of STS's errors; pure. */

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "helper/sts_error.h"

/* What is not here is judged by its HTTP status. */
static const struct {
	const char *code;
	enum status status;
} codes[] = {
    {"AccessDenied", STATUS_DENIED},
    {"AccessDeniedException", STATUS_DENIED},
    {"UnauthorizedOperation", STATUS_DENIED},
    {"NotAuthorized", STATUS_DENIED},
    {"OptInRequired", STATUS_DENIED},
    {"ExpiredToken", STATUS_DENIED},
    {"ExpiredTokenException", STATUS_DENIED},
    {"InvalidClientTokenId", STATUS_CONFIG},
    {"InvalidAccessKeyId", STATUS_CONFIG},
    {"UnrecognizedClientException", STATUS_CONFIG},
    {"SignatureDoesNotMatch", STATUS_CONFIG},
    {"IncompleteSignature", STATUS_CONFIG},
    {"MissingAuthenticationToken", STATUS_CONFIG},
    {"MissingAuthenticationTokenException", STATUS_CONFIG},
    {"RegionDisabledException", STATUS_CONFIG},
    {"ValidationError", STATUS_CONFIG},
    {"MalformedInput", STATUS_CONFIG},
    {"MalformedPolicyDocument", STATUS_CONFIG},
    {"MalformedPolicyDocumentException", STATUS_CONFIG},
    {"PackedPolicyTooLarge", STATUS_CONFIG},
    {"PackedPolicyTooLargeException", STATUS_CONFIG},
    {"NoSuchEntity", STATUS_CONFIG},
    {"NoSuchEntityException", STATUS_CONFIG},
    {"InvalidAction", STATUS_CONFIG},
    {"InvalidParameterValue", STATUS_CONFIG},
    {"InvalidParameterCombination", STATUS_CONFIG},
    {"MissingParameter", STATUS_CONFIG},
    {"MissingAction", STATUS_CONFIG},
    {"Throttling", STATUS_UNAVAILABLE},
    {"ThrottlingException", STATUS_UNAVAILABLE},
    {"ThrottledException", STATUS_UNAVAILABLE},
    {"RequestThrottled", STATUS_UNAVAILABLE},
    {"RequestThrottledException", STATUS_UNAVAILABLE},
    {"TooManyRequestsException", STATUS_UNAVAILABLE},
    {"RequestLimitExceeded", STATUS_UNAVAILABLE},
    {"BandwidthLimitExceeded", STATUS_UNAVAILABLE},
    {"LimitExceededException", STATUS_UNAVAILABLE},
    {"SlowDown", STATUS_UNAVAILABLE},
    {"PriorRequestNotComplete", STATUS_UNAVAILABLE},
    {"RequestTimeout", STATUS_UNAVAILABLE},
    {"RequestTimeoutException", STATUS_UNAVAILABLE},
    {"InternalFailure", STATUS_UNAVAILABLE},
    {"InternalError", STATUS_UNAVAILABLE},
    {"ServiceUnavailable", STATUS_UNAVAILABLE},
};

static bool
says(struct span text, const char *what)
{
	return text.n > 0 && memmem(text.p, text.n, what, strlen(what)) != NULL;
}

static bool
is_skew(const struct sts_error *e)
{
	return span_is(e->code, "RequestExpired") ||
	    span_is(e->code, "RequestInTheFuture") ||
	    span_is(e->code, "RequestTimeTooSkewed") ||
	    says(e->message, "Signature expired") ||
	    says(e->message, "Signature not yet current");
}

/* Does it speak of the code?  AWS's words for a wrong or used one, and for a
 * device that it does not know or that has been tried too often. */
static bool
is_about_code(const struct sts_error *e)
{
	return says(e->message, "MultiFactorAuthentication failed") ||
	    says(e->message, "invalid MFA one time pass code") ||
	    says(e->message, "unable to validate MFA code");
}

static enum status
status_of(const struct sts_error *e)
{
	if (e->with_code && is_about_code(e))
		return STATUS_WRONG;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (span_is(e->code, codes[i].code))
			return codes[i].status;
	return e->http == 403		     ? STATUS_DENIED :
	    e->http == 400 || e->http == 404 ? STATUS_CONFIG :
					       STATUS_UNAVAILABLE;
}

static void
judge_skew(struct verdict *v, const struct sts_error *e)
{
	if (!e->has_skew) {
		verdict_set(v, STATUS_UNAVAILABLE,
		    "%.*s (HTTP %ld): this host's clock and that of STS "
		    "differ",
		    (int)e->code.n, e->code.p, e->http);
		return;
	}
	verdict_set(v, STATUS_UNAVAILABLE,
	    "%.*s (HTTP %ld): this host's clock is %" PRId64 " s %s STS",
	    (int)e->code.n, e->code.p, e->http,
	    e->skew < 0 ? -e->skew : e->skew,
	    e->skew < 0 ? "ahead of" : "behind");
}

void
sts_error_judge(struct verdict *v, const struct sts_error *e)
{
	char tail[96] = "";
	/* Below the first line a mismatched signature is told with all that
	 * was signed. */
	struct span rest = e->message, told = span_cut(&rest, '\n');
	int code = e->code.n > 64 ? 64 : (int)e->code.n, left;

	if (is_skew(e)) {
		judge_skew(v, e);
		return;
	}
	if (e->request_id.n > 0)
		snprintf(tail, sizeof(tail), " [request id %.*s]",
		    e->request_id.n > 64 ? 64 : (int)e->request_id.n,
		    e->request_id.p);
	left = DETAIL_MAX - (int)strlen(v->where) - code - (int)strlen(tail) -
	    (int)sizeof(" (HTTP 000): ") + 1;
	if (left < 0)
		left = 0;
	verdict_set(v, status_of(e), "%.*s (HTTP %ld)%s%.*s%s", code, e->code.p,
	    e->http, told.n > 0 ? ": " : "",
	    (int)told.n > left ? left : (int)told.n, told.p, tail);
}
