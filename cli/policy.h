/*
 * The two IAM policies that let a profile's role be assumed: the role's trust
 * and the caller's permission.  As indented JSON.
 */

#ifndef CLI_POLICY_H
#define CLI_POLICY_H

#include <stdio.h>

#include "cli/caller.h"

/* What stands for an account that the configuration does not tell. */
#define POLICY_NO_ACCOUNT "<ACCOUNT>"
/* What stands for the part of a role's name that differs between logins. */
#define POLICY_VARIES "<VARIES>"

void policy_trust(FILE *, const struct caller *);
void policy_caller(FILE *, const struct caller *);

#endif
