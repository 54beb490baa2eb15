/*
 * The temporary credentials issued so far. They live until the store is
 * freed, so a pointer from session_find stays good; they are constant once
 * issued, save that they can be revoked.
 */
#ifndef SESSION_H
#define SESSION_H

#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>

struct json_object;
struct world_role;
struct world_user;

enum {
	SESSION_KEY_ID = sizeof("ASIA") + 16,
	SESSION_SECRET = 40 + 1,
	SESSION_TOKEN = 816 + 1,
	SESSION_NAME = 64 + 1,
};

struct session {
	char key_id[SESSION_KEY_ID];
	char secret[SESSION_SECRET];
	char token[SESSION_TOKEN];
	time_t expires;
	atomic_bool revoked;
	bool mfa; /* made with an MFA code */
	const struct world_user *user; /* either this one */
	const struct world_role *role; /* or this one */
	char name[SESSION_NAME]; /* of a role's session */
	char source_identity[SESSION_NAME]; /* empty: none */
	struct json_object *transitive; /* array of {Key, Value} */
};

struct session_store;

struct session_store *session_store_new(void);
void session_store_free(struct session_store *);

/*
 * Remember a copy of the draft with fresh key id, secret and token; takes
 * draft->transitive. NULL without memory or randomness.
 */
const struct session *session_issue(
    struct session_store *, const struct session *draft);
const struct session *session_find(struct session_store *, const char *id);

/* Whether it has expired or been revoked. */
bool session_is_over(const struct session *, time_t now);

/* End the one of that key id, or all so far for NULL. False: no such id. */
bool session_revoke(struct session_store *, const char *id);

#endif
