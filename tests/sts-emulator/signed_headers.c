/*
 * Judges the SignedHeaders list against the headers received.
 */
#include <stdbool.h>
#include <string.h>

#include "outcome.h"
#include "request.h"
#include "signed_headers.h"

static bool
list_holds(const char *list, const char *name)
{
	size_t n, want = strlen(name);

	for (; *list != '\0'; list += list[n] == ';' ? n + 1 : n) {
		n = strcspn(list, ";");
		if (n == want && memcmp(list, name, n) == 0)
			return true;
	}
	return false;
}

static bool
name_precedes(const char *a, size_t an, const char *b, size_t bn)
{
	int r = memcmp(a, b, an < bn ? an : bn);

	return r < 0 || (r == 0 && an < bn);
}

static bool
list_is_canonical(const char *list)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";
	const char *last = "";
	size_t n, last_len = 0;

	for (;;) {
		n = strcspn(list, ";");
		if (n == 0 || strspn(list, allowed) != n ||
		    !name_precedes(last, last_len, list, n))
			return false;
		if (list[n] == '\0')
			return true;
		last = list;
		last_len = n;
		list += n + 1;
	}
}

static bool
must_be_signed(const char *name)
{
	return strncmp(name, "x-amz-", 6) == 0 ||
	    strcmp(name, "content-type") == 0;
}

int
signed_headers_check(
    const struct request *req, const char *list, struct outcome *o)
{
	size_t i;

	if (!list_is_canonical(list))
		return outcome_fail(o, 400, "IncompleteSignature",
		    "SignedHeaders must be lower-case names, sorted, each "
		    "once, joined by ';'.");
	if (!list_holds(list, "host"))
		return outcome_fail(o, 403, "SignatureDoesNotMatch",
		    "'Host' or ':authority' must be a 'SignedHeader' in the "
		    "AWS Authorization.");
	for (i = 0; i < req->headers.count; i++) {
		const char *name = req->headers.item[i].name;

		if (must_be_signed(name) && !list_holds(list, name))
			return outcome_fail(o, 403, "SignatureDoesNotMatch",
			    "'%s' must be a 'SignedHeader' in the AWS "
			    "Authorization.",
			    name);
	}
	return 0;
}
