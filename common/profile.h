/*
 * A profile: the keys of its section with [defaults] filled in.  It borrows
 * from the configuration's text.
 */

#ifndef COMMON_PROFILE_H
#define COMMON_PROFILE_H

#include "common/section.h"
#include "common/setting.h"

enum mfa {
	MFA_UNSET,
	MFA_NONE,
	MFA_LOCAL, /* our TOTP */
	MFA_STS, /* STS verifies the code */
	MFA_BOTH /* same seed at both ends, local first */
};

struct profile {
	struct span name;
	struct span value[PROFILE_KEYS]; /* absent: p == NULL */
};

/* Collect one section's own keys; all absent when there is no section. */
void profile_section(struct profile *out, const struct section *);

/*
 * Collect the profile called name from a configuration that config_check()
 * found sound.  False, *out untouched, if there is none.
 */
bool profile_find(
    struct profile *out, const struct sections *, struct span name);

enum mfa profile_mfa(const struct profile *);

/* A numeric setting, or the default if the profile has none. */
unsigned profile_number(
    const struct profile *, enum profile_key, unsigned otherwise);

/* Is the setting "yes"? */
bool profile_yes(const struct profile *, enum profile_key);

#endif
