/*
 * The users, devices and roles which the emulator knows: read from a file
 * (schema in world.c), then constant. Every const char * is of the tree's.
 */
#ifndef WORLD_H
#define WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "world_policy.h"

struct json_object;

enum { WORLD_SEED_MAX = 64 };

struct world_key {
	const char *id, *secret;
	bool active;
};

struct world_device {
	const char *serial;
	uint8_t seed[WORLD_SEED_MAX];
	size_t seed_len;
};

struct world_user {
	const char *name, *user_id, *account;
	char *arn;
	struct world_key *keys;
	struct world_device *devices;
	size_t key_count, device_count;
	struct world_grants grants;
	bool session_token_needs_mfa;
};

struct world_role {
	const char *name, *role_id, *account;
	char *arn;
	long max_session_duration;
	struct world_trust trust;
	struct world_grants grants;
};

struct world {
	struct json_object *tree;
	const char *account, *partition;
	struct json_object *regions; /* array; NULL admits any */
	struct world_user *users;
	struct world_role *roles;
	size_t user_count, role_count;
};

/* NULL after a complaint on stderr. */
struct world *world_load(const char *path);
void world_free(struct world *);

#endif
