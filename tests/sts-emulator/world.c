/*
 * Reads the world file. Everything but "account" may be left out; what is
 * spelled wrong is refused, so that no test relies on a typing error.
 *
 * {
 *   "account": "111122223333",		account of all that names no other
 *   "partition": "aws",		default "aws"
 *   "regions": ["eu-central-1"],	signing regions; absent: any
 *   "users": [{
 *     "name": "alice", "path": "/",	path defaults to "/"
 *     "account": "...", "user_id": "AIDA...",
 *     "access_keys": [{"id": "AKIA...", "secret": "...", "active": true}],
 *     "mfa_devices": [{"serial": "arn:aws:iam::111122223333:mfa/alice",
 *                      "seed": "base32"}],
 *     "permissions": PERMISSIONS
 *   }],
 *   "roles": [{
 *     "name": "admin", "path": "/", "account": "...", "role_id": "AROA...",
 *     "max_session_duration": 3600,	3600..43200
 *     "permissions": PERMISSIONS,
 *     "trust": {
 *       "principals": [...],		user, role, session or account root
 *					ARN, account number, or "*"
 *       "require_mfa": false,
 *       "external_id": "...",		exactly this one
 *       "allow_tag_session": false,
 *       "allow_set_source_identity": false,
 *       "session_name": "PATTERN",	a pattern may have * and ? and the
 *       "source_identity": "PATTERN"	variable ${aws:username}
 *     }
 *   }]
 * }
 * PERMISSIONS: {
 *   "assume": ["arn:aws:iam::...:role/admin"],	or ["*"]; default none
 *   "tag_session": true, "set_source_identity": true,
 *   "require_mfa_for_session_token": false	users only
 * }
 * A call needs the caller's permission and the role's trust, both, always.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>
#include <liboath/oath.h>

#include "world.h"
#include "world_field.h"

static int
key_read(struct json_object *from, struct world_key *key)
{
	static const char *const known[] = {"id", "secret", "active", NULL};

	key->id = world_field_string(from, "id", NULL);
	key->secret = world_field_string(from, "secret", NULL);
	key->active = world_field_bool(from, "active", true);
	if (key->id == NULL || key->secret == NULL)
		return -1;
	return world_field_only(from, known);
}

static int
device_read(struct json_object *from, struct world_device *device)
{
	static const char *const known[] = {"serial", "seed", NULL};
	const char *seed = world_field_string(from, "seed", NULL);
	char *raw = NULL;
	int r = -1;

	device->serial = world_field_string(from, "serial", NULL);
	if (seed != NULL && device->serial != NULL &&
	    oath_base32_decode(seed, strlen(seed), &raw, &device->seed_len) ==
		OATH_OK &&
	    device->seed_len <= sizeof(device->seed)) {
		memcpy(device->seed, raw, device->seed_len);
		r = world_field_only(from, known);
	}
	free(raw);
	return r;
}

static int
grants_read(
    struct json_object *owner, struct world_grants *grants, bool *needs_mfa)
{
	static const char *const known[] = {"assume", "tag_session",
	    "set_source_identity", "require_mfa_for_session_token", NULL};
	struct json_object *from = world_field(owner, "permissions");

	grants->roles = world_field_array(from, "assume");
	grants->tag_session = world_field_bool(from, "tag_session", true);
	grants->set_source_identity =
	    world_field_bool(from, "set_source_identity", true);
	if (needs_mfa != NULL)
		*needs_mfa = world_field_bool(
		    from, "require_mfa_for_session_token", false);
	return world_field_only(from, known);
}

static char *
arn_make(const struct world *world, struct json_object *from,
    const char *account, const char *kind, const char *name)
{
	const char *path = world_field_string(from, "path", "/");
	size_t n = strlen(path);
	char *arn;

	if (path[0] != '/' || path[n - 1] != '/' || name == NULL ||
	    asprintf(&arn, "arn:%s:iam::%s:%s%s%s", world->partition, account,
		kind, path, name) == -1)
		return NULL;
	return arn;
}

static int
user_read(const struct world *world, struct json_object *from,
    struct world_user *user)
{
	static const char *const known[] = {"name", "path", "account",
	    "user_id", "access_keys", "mfa_devices", "permissions", NULL};
	struct json_object *keys = world_field_array(from, "access_keys");
	struct json_object *devices = world_field_array(from, "mfa_devices");
	size_t i;

	user->name = world_field_string(from, "name", NULL);
	user->user_id = world_field_string(from, "user_id", NULL);
	user->account = world_field_string(from, "account", world->account);
	user->arn = arn_make(world, from, user->account, "user", user->name);
	user->key_count = world_field_count(keys);
	user->keys = calloc(user->key_count + 1, sizeof(*user->keys));
	user->device_count = world_field_count(devices);
	user->devices = calloc(user->device_count + 1, sizeof(*user->devices));
	if (user->arn == NULL || user->user_id == NULL || user->keys == NULL ||
	    user->devices == NULL)
		return -1;
	for (i = 0; i < user->key_count; i++)
		if (key_read(json_object_array_get_idx(keys, i),
			&user->keys[i]) == -1)
			return -1;
	for (i = 0; i < user->device_count; i++)
		if (device_read(json_object_array_get_idx(devices, i),
			&user->devices[i]) == -1)
			return -1;
	if (grants_read(from, &user->grants, &user->session_token_needs_mfa) ==
	    -1)
		return -1;
	return world_field_only(from, known);
}

static int
trust_read(struct json_object *role, struct world_trust *trust)
{
	static const char *const known[] = {"principals", "require_mfa",
	    "external_id", "allow_tag_session", "allow_set_source_identity",
	    "session_name", "source_identity", NULL};
	struct json_object *from = world_field(role, "trust");

	trust->principals = world_field_array(from, "principals");
	trust->require_mfa = world_field_bool(from, "require_mfa", false);
	trust->tag_session = world_field_bool(from, "allow_tag_session", false);
	trust->set_source_identity =
	    world_field_bool(from, "allow_set_source_identity", false);
	trust->external_id = world_field_string(from, "external_id", NULL);
	trust->session_name = world_field_string(from, "session_name", NULL);
	trust->source_identity =
	    world_field_string(from, "source_identity", NULL);
	return world_field_only(from, known);
}

static int
role_read(const struct world *world, struct json_object *from,
    struct world_role *role)
{
	static const char *const known[] = {"name", "path", "account",
	    "role_id", "max_session_duration", "trust", "permissions", NULL};

	role->name = world_field_string(from, "name", NULL);
	role->role_id = world_field_string(from, "role_id", NULL);
	role->account = world_field_string(from, "account", world->account);
	role->arn = arn_make(world, from, role->account, "role", role->name);
	role->max_session_duration =
	    world_field_long(from, "max_session_duration", 3600);
	if (role->arn == NULL || role->role_id == NULL ||
	    role->max_session_duration < 3600 ||
	    role->max_session_duration > 43200 ||
	    trust_read(from, &role->trust) == -1 ||
	    grants_read(from, &role->grants, NULL) == -1)
		return -1;
	return world_field_only(from, known);
}

static int
lists_read(struct world *world)
{
	struct json_object *users = world_field_array(world->tree, "users");
	struct json_object *roles = world_field_array(world->tree, "roles");
	size_t i, user_count = world_field_count(users);
	size_t role_count = world_field_count(roles);

	world->users = calloc(user_count + 1, sizeof(*world->users));
	world->roles = calloc(role_count + 1, sizeof(*world->roles));
	if (world->users == NULL || world->roles == NULL)
		return -1;
	for (i = 0; i < user_count; i++) {
		world->user_count = i + 1;
		if (user_read(world, json_object_array_get_idx(users, i),
			&world->users[i]) == -1) {
			fprintf(stderr, "world: bad user %zu\n", i);
			return -1;
		}
	}
	for (i = 0; i < role_count; i++) {
		world->role_count = i + 1;
		if (role_read(world, json_object_array_get_idx(roles, i),
			&world->roles[i]) == -1) {
			fprintf(stderr, "world: bad role %zu\n", i);
			return -1;
		}
	}
	return 0;
}

static int
world_read(struct world *world)
{
	static const char *const known[] = {"account", "partition", "regions",
	    "users", "roles", "comment", NULL};

	world->account = world_field_string(world->tree, "account", NULL);
	world->partition = world_field_string(world->tree, "partition", "aws");
	world->regions = world_field_array(world->tree, "regions");
	if (world->account == NULL ||
	    world_field_only(world->tree, known) == -1) {
		fprintf(stderr, "world: no account or an unknown member\n");
		return -1;
	}
	return lists_read(world);
}

struct world *
world_load(const char *path)
{
	struct world *world = calloc(1, sizeof(*world));

	if (world == NULL)
		return NULL;
	world->tree = json_object_from_file(path);
	if (world->tree == NULL) {
		fprintf(
		    stderr, "world: %s: %s\n", path, json_util_get_last_err());
		free(world);
		return NULL;
	}
	if (world_read(world) == -1) {
		world_free(world);
		return NULL;
	}
	return world;
}

void
world_free(struct world *world)
{
	size_t i;

	for (i = 0; i < world->user_count; i++) {
		free(world->users[i].arn);
		free(world->users[i].keys);
		free(world->users[i].devices);
	}
	for (i = 0; i < world->role_count; i++)
		free(world->roles[i].arn);
	free(world->users);
	free(world->roles);
	json_object_put(world->tree);
	free(world);
}
