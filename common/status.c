/* Names of outcomes; pure. */

#include <stddef.h>

#include "common/status.h"

static const char *const names[STATUS_COUNT] = {
    [STATUS_OK] = "ok",
    [STATUS_WRONG] = "wrong code",
    [STATUS_REPLAY] = "code used before",
    [STATUS_THROTTLED] = "throttled",
    [STATUS_NOT_ENROLLED] = "not enrolled",
    [STATUS_DENIED] = "denied by AWS",
    [STATUS_UNAVAILABLE] = "AWS unavailable",
    [STATUS_CONFIG] = "set-up error",
    [STATUS_NO_SESSION] = "no login session",
};

const char *
status_name(enum status s)
{
	if ((size_t)s >= STATUS_COUNT)
		return "unknown";
	return names[s];
}
