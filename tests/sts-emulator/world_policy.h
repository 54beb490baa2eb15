/*
 * The two halves of a permission: what a principal may do by its own
 * policies, and what a role demands of whoever assumes it.
 */
#ifndef WORLD_POLICY_H
#define WORLD_POLICY_H

#include <stdbool.h>

struct json_object;

struct world_grants {
	struct json_object *roles; /* array of role ARNs or "*" */
	bool tag_session;
	bool set_source_identity;
};

/* NULL is no demand. */
struct world_trust {
	struct json_object *principals; /* array of ARNs, accounts or "*" */
	bool require_mfa, tag_session, set_source_identity;
	const char *external_id, *session_name, *source_identity;
};

#endif
