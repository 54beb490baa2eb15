/*
 * The table of fields; pure.  Lengths and alphabets of AWS values are those
 * of the STS service model; what reaches a credentials file has no byte that
 * could end a line or open a section.
 */

#include <stddef.h>

#include "common/field.h"
#include "common/limits.h"

#define PRINTABLE " -~"
#define NAME_BYTES " -.0-~\x80-\xff" /* anything printable but '/' */

static const struct field_rule field_rules[TAG_COUNT] = {
    [TAG_PROFILE] = {"profile", 1, PROFILE_NAME_MAX, "A-Za-z0-9_.@-"},
    [TAG_USER] = {"user", 1, NAME_MAX_BYTES, NAME_BYTES},
    [TAG_TARGET] = {"target", 1, NAME_MAX_BYTES, NAME_BYTES},
    [TAG_SERVICE] = {"service", 1, 64, "A-Za-z0-9_.@-"},
    [TAG_HOST] = {"host", 1, 64, "A-Za-z0-9_-"},
    [TAG_FQDN] = {"fqdn", 1, 255, "A-Za-z0-9_.-"},
    [TAG_RHOST] = {"rhost", 1, 255, "A-Za-z0-9_.:%-"},
    [TAG_SESSION] = {"session", SESSION_HEX, SESSION_HEX, "0-9a-f"},
    [TAG_MFA] = {"mfa", 1, 8, "a-z"},
    [TAG_CODE] = {"code", CODE_DIGITS, CODE_DIGITS, "0-9"},
    [TAG_STAMP] = {"stamp", 1, 20, "0-9"},
    [TAG_REGION] = {"region", 1, 63, "a-z0-9-"},
    [TAG_ACCESS_KEY_ID] = {"access key id", 16, 128, "A-Za-z0-9_"},
    [TAG_SECRET_ACCESS_KEY] = {"secret access key", 16, 256, "A-Za-z0-9+/="},
    [TAG_SESSION_TOKEN] = {"session token", 16, 24576, "A-Za-z0-9+/=_.-"},
    [TAG_EXPIRATION] = {"expiration", 20, 20, "0-9TZ:-"},
    [TAG_ARN] = {"arn", 20, 2048, "!-~"},
    [TAG_DETAIL] = {"detail", 1, DETAIL_MAX, PRINTABLE},
    [TAG_PROFILES] = {"profiles", 1, PROFILES_TEXT_MAX, "A-Za-z0-9_.@,-"},
    [TAG_MORE] = {"more", 1, 2, "0-9"},
    [TAG_PROOF] = {"proof", 1, 8, "a-z"},
    [TAG_AGE] = {"age", 1, 10, "0-9"},
    [TAG_UID] = {"uid", 1, 10, "0-9"},
    [TAG_LEADER] = {"leader", 1, 10, "0-9"},
    [TAG_START] = {"start", 1, 20, "0-9"},
    [TAG_BOOT] = {"boot", 36, 36, "0-9a-f-"},
    [TAG_AUDIT] = {"audit session", 1, 10, "0-9"},
    [TAG_ENDPOINT] = {"endpoint", 1, 2200, "!-~"},
    [TAG_REQUEST] = {"request", 1, 28672, "!-~"},
    [TAG_TTY] = {"tty", 1, 64, "!-~"},
    [TAG_LOGIN] = {"login session", SESSION_HEX, SESSION_HEX, "0-9a-f"},
    [TAG_ASSUMED] = {"assumed", 1, PROFILES_TEXT_MAX, "A-Za-z0-9_.@,-"},
    [TAG_CONF] = {"configuration", 1, 1024, "!-~\x80-\xff"},
    [TAG_RENEWABLE] = {"renewable", 1, PROFILES_TEXT_MAX, "A-Za-z0-9_.@,-"},
    [TAG_OBTAINED] = {"obtained", 1, 20, "0-9"},
    [TAG_LINGER] = {"linger", 3, 3, "a-z"},
    [TAG_NOTICE] = {"notice", 1, 6, "0-9"},
    [TAG_ORDER] = {"order", 1, 8, "a-z"},
    [TAG_ACCOUNT] = {"account", 12, 12, "0-9"},
    [TAG_USER_ID] = {"user id", 1, 256, "!-~"},
    [TAG_FIRST] = {"first call", 1, 2500, " -~"},
};

const struct field_rule *
field_rule(unsigned tag)
{
	if (tag == 0 || tag >= TAG_COUNT)
		return NULL;
	return &field_rules[tag];
}

bool
field_valid(unsigned tag, struct span value)
{
	const struct field_rule *rule = field_rule(tag);

	return rule != NULL && value.p != NULL && value.n >= rule->min &&
	    value.n <= rule->max && text_in_set(value, rule->set);
}
