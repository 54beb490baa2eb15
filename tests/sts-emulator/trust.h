/*
 * Whether a caller may assume a role.
 */
#ifndef TRUST_H
#define TRUST_H

#include <stdbool.h>

struct assume_request;
struct caller;
struct outcome;
struct world_role;

/*
 * The role may be NULL, which is refused like any other. mfa tells whether
 * the caller counts as authenticated by MFA. 0, or -1 and AccessDenied.
 */
int trust_judge(const struct world_role *, const struct caller *,
    const struct assume_request *, bool mfa, struct outcome *);

#endif
