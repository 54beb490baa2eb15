/*
 * Who signed a request.
 */
#ifndef CALLER_H
#define CALLER_H

struct session;
struct world;
struct world_grants;
struct world_role;
struct world_user;

struct caller {
	const struct world_user *user; /* a user or a user's session */
	const struct world_role *role; /* a role's session */
	const struct session *session; /* NULL for a long-term key */
	char arn[2048];
	char user_id[256];
};

/* Fill arn and user_id from the pointers. */
void caller_name(struct caller *, const struct world *);

const char *caller_account(const struct caller *);
const struct world_grants *caller_grants(const struct caller *);

/* The identity which an outer session handed down; empty when none. */
const char *caller_source_identity(const struct caller *);

#endif
