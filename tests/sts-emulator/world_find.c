/*
 * Look-ups in the constant world; no locks needed.
 */
#include <string.h>

#include <json-c/json.h>

#include "world.h"
#include "world_find.h"

const struct world_key *
world_find_key(
    const struct world *world, const char *id, const struct world_user **owner)
{
	size_t u, k;

	for (u = 0; u < world->user_count; u++) {
		const struct world_user *user = &world->users[u];

		for (k = 0; k < user->key_count; k++) {
			if (strcmp(user->keys[k].id, id) == 0) {
				*owner = user;
				return &user->keys[k];
			}
		}
	}
	return NULL;
}

const struct world_role *
world_find_role(const struct world *world, const char *arn)
{
	size_t i;

	for (i = 0; i < world->role_count; i++)
		if (strcmp(world->roles[i].arn, arn) == 0)
			return &world->roles[i];
	return NULL;
}

const struct world_device *
world_find_device(const struct world_user *user, const char *serial)
{
	size_t i;

	for (i = 0; i < user->device_count; i++)
		if (strcmp(user->devices[i].serial, serial) == 0)
			return &user->devices[i];
	return NULL;
}

bool
world_lists(struct json_object *array, const char *item)
{
	size_t i, n = array == NULL ? 0 : json_object_array_length(array);

	for (i = 0; i < n; i++) {
		const char *here =
		    json_object_get_string(json_object_array_get_idx(array, i));

		if (here != NULL &&
		    (strcmp(here, "*") == 0 || strcmp(here, item) == 0))
			return true;
	}
	return false;
}
