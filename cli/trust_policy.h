/* pam-sts explain --trust-policy: what IAM must allow for a profile. */

#ifndef CLI_TRUST_POLICY_H
#define CLI_TRUST_POLICY_H

#include "cli/configuration.h"

/*
 * Print the commands that create the profile's role and permit its callers to
 * assume it, or the same as one JSON object.  The exit code; a refusal is
 * said.
 */
int trust_policy(const struct configuration *, const char *profile, bool json);

#endif
