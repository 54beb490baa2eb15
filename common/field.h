/*
 * The fields of messages: one row a tag, and that row is the validation.
 * There is no other.
 */

#ifndef COMMON_FIELD_H
#define COMMON_FIELD_H

#include <stdbool.h>

#include "common/text.h"

/* Tags as they stand on the wire: append, never renumber. */
enum tag {
	TAG_PROFILE = 1,
	TAG_USER, /* who authenticates: whose secret, whose key */
	TAG_TARGET, /* who will own the session */
	TAG_SERVICE,
	TAG_HOST, /* short host name */
	TAG_FQDN,
	TAG_RHOST,
	TAG_SESSION,
	TAG_MFA,
	TAG_CODE,
	TAG_STAMP, /* CLOCK_BOOTTIME, whole seconds */
	TAG_REGION,
	TAG_ACCESS_KEY_ID,
	TAG_SECRET_ACCESS_KEY,
	TAG_SESSION_TOKEN,
	TAG_EXPIRATION, /* YYYY-MM-DDThh:mm:ssZ */
	TAG_ARN, /* AssumedRoleUser, when a role was assumed */
	TAG_DETAIL, /* for the log only */
	TAG_PROFILES, /* comma-separated, the first is the default */
	TAG_MORE, /* how many messages follow */
	TAG_PROOF, /* how the user proved who he is: totp or none */
	TAG_AGE, /* seconds since then */
	TAG_UID, /* who owns the session */
	TAG_LEADER, /* the process that opened it */
	TAG_START, /* when that process started, clock ticks since boot */
	TAG_BOOT, /* the kernel's boot id */
	TAG_AUDIT, /* the kernel's audit session */
	TAG_ENDPOINT, /* HOST[:PORT]/PATH of a call */
	TAG_REQUEST, /* a call's body */
	TAG_TTY, /* PAM_TTY of the login */
	TAG_LOGIN, /* the session whose base signs the first call */
	TAG_ASSUMED, /* profiles added since the session began */
	TAG_CONF, /* the configuration, where it is not the usual one */
	TAG_RENEWABLE, /* the profiles that need no new code */
	TAG_OBTAINED, /* when the last were: CLOCK_BOOTTIME, whole seconds */
	TAG_LINGER, /* yes: until expiry, not until logout */
	TAG_NOTICE, /* seconds before expiry at which the user is told */
	TAG_ORDER, /* what a session's user wants: renew, assume or drop */
	TAG_ACCOUNT,
	TAG_USER_ID, /* AWS's unique id of a caller */
	TAG_FIRST, /* the call that carried the code, in words */
	TAG_COUNT
};

struct field_rule {
	const char *name;
	size_t min, max; /* bytes */
	const char *set; /* as text_in_set() reads it */
};

/* The row of a tag; NULL for a number that is no tag. */
const struct field_rule *field_rule(unsigned tag);

/* Does the value keep its row's rule? */
bool field_valid(unsigned tag, struct span value);

#endif
