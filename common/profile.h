/*
 * A profile: the keys of its section with [defaults] filled in.  It borrows
 * from the configuration's text.
 */

#ifndef COMMON_PROFILE_H
#define COMMON_PROFILE_H

#include "common/limits.h"
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

/* AssumeRole, or GetSessionToken? */
bool profile_is_role(const struct profile *);

/* A numeric setting, or the default if the profile has none. */
unsigned profile_number(
    const struct profile *, enum profile_key, unsigned otherwise);

/* Is the setting "yes"? */
bool profile_yes(const struct profile *, enum profile_key);

/* Is it asked of pam-sts each time, and not kept in the credentials file?  If
 * the profile does not say, what can be renewed by itself is. */
bool profile_in_process(const struct profile *, bool renewable);

/* Do its credentials stay past logout, until they expire? */
bool profile_lingers(const struct profile *);

/* Seconds before they expire at which the user is told; 0: he is not. */
unsigned profile_notice(const struct profile *);

/*
 * Append the names of "A, B" to a list "A,B", which is without blanks; nothing
 * for the absent span.  False, the list as it was, when it would be too long.
 */
bool profile_list_add(
    char list[static PROFILES_TEXT_MAX + 1], struct span names);

#endif
