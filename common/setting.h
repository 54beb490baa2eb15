/*
 * The settings: every key of pam_sts.conf and what its value must look like.
 * Keys carry AWS's own names where AWS has one.
 */

#ifndef COMMON_SETTING_H
#define COMMON_SETTING_H

#include "common/config.h"

/* Keys of [defaults] and [profile NAME]. */
enum profile_key {
	KEY_CREDENTIAL_SOURCE,
	KEY_SOURCE_PROFILE,
	KEY_MFA,
	KEY_MFA_SERIAL,
	KEY_ROLE_ARN,
	KEY_ROLE_SESSION_NAME,
	KEY_EXTERNAL_ID,
	KEY_DURATION_SECONDS,
	KEY_SOURCE_IDENTITY,
	KEY_TAGS,
	KEY_TRANSITIVE_TAG_KEYS,
	KEY_POLICY,
	KEY_POLICY_ARNS,
	KEY_ON_FAILURE,
	KEY_REUSE_SECONDS,
	KEY_CREDENTIAL_FILE,
	KEY_LINGER,
	KEY_EXPIRY_NOTICE,
	KEY_REGION,
	KEY_ENDPOINT_URL,
	KEY_USE_FIPS_ENDPOINT,
	KEY_USE_DUALSTACK_ENDPOINT,
	KEY_STS_REGIONAL_ENDPOINTS,
	KEY_PROXY,
	KEY_CA_FILE,
	KEY_CA_PATH,
	KEY_CONNECT_TIMEOUT,
	KEY_TIMEOUT,
	PROFILE_KEYS
};

/* Keys of [rule]: conditions, then outcomes. */
enum rule_key {
	RULE_SERVICE,
	RULE_USER,
	RULE_GROUP,
	RULE_TARGET,
	RULE_TARGET_GROUP,
	RULE_RHOST,
	RULE_TTY,
	RULE_HOST,
	RULE_CONDITIONS,
	RULE_PROFILE = RULE_CONDITIONS,
	RULE_ASSUME,
	RULE_EXEMPT,
	RULE_DENY,
	RULE_MESSAGE,
	RULE_ALERT,
	RULE_KEYS
};

struct setting {
	const char *name;
	bool (*valid)(struct span);
	const char *expected; /* "expected ...": the error text */
};

extern const struct setting profile_settings[PROFILE_KEYS];
extern const struct setting rule_settings[RULE_KEYS];

/* The row of a key's name, or -1. */
int setting_find(const struct setting *, int count, struct span name);

#endif
