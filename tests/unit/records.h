/* Records of sessions, put together from messages. */

#ifndef TESTS_UNIT_RECORDS_H
#define TESTS_UNIT_RECORDS_H

#include "tests/unit/unit.h"

#include <string.h>

#include "common/bundle.h"

#define SESSION_ID "0123456789abcdef"

static inline struct message
header(const char *user, const char *target)
{
	return (struct message){.kind = KIND_RECORD,
	    .field = {[TAG_USER] = span_of(user),
		[TAG_TARGET] = span_of(target),
		[TAG_SERVICE] = span_of("sshd"),
		[TAG_PROFILES] = span_of("login"),
		[TAG_SESSION] = span_of(SESSION_ID),
		[TAG_STAMP] = span_of("1"),
		[TAG_PROOF] = span_of("totp"),
		[TAG_UID] = span_of("1000"),
		[TAG_LEADER] = span_of("1"),
		[TAG_START] = span_of("1"),
		[TAG_BOOT] = span_of("00000000-0000-0000-0000-000000000000"),
		[TAG_OBTAINED] = span_of("1")}};
}

static inline struct message
keys(const char *profile, const char *expiration)
{
	return (struct message){.kind = KIND_CREDENTIALS,
	    .field = {[TAG_PROFILE] = span_of(profile),
		[TAG_ACCESS_KEY_ID] = span_of("ASIAIOSFODNN7EXAMPLE"),
		[TAG_SECRET_ACCESS_KEY] = span_of("secretsecretsecret"),
		[TAG_SESSION_TOKEN] = span_of("tokentokentokentoken"),
		[TAG_EXPIRATION] = span_of(expiration),
		[TAG_MORE] = span_of("1")}};
}

#endif
