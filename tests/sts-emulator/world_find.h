/*
 * Look-ups in the world; each finds one item or gives NULL.
 */
#ifndef WORLD_FIND_H
#define WORLD_FIND_H

#include <stdbool.h>

struct json_object;
struct world;
struct world_device;
struct world_key;
struct world_role;
struct world_user;

const struct world_key *world_find_key(
    const struct world *, const char *id, const struct world_user **owner);
const struct world_role *world_find_role(const struct world *, const char *arn);
const struct world_device *world_find_device(
    const struct world_user *, const char *serial);

/* Whether the array holds this string or "*". */
bool world_lists(struct json_object *array, const char *item);

#endif
