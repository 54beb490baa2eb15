/*
 * Reads members of JSON objects for world.c. A member that is present with
 * the wrong type is reported on stderr and ends the program: the world file
 * is the test's own text, and a half-understood one would test nothing.
 */
#ifndef WORLD_FIELD_H
#define WORLD_FIELD_H

#include <stdbool.h>
#include <stddef.h>

struct json_object;

/* All return the fallback (NULL, where there is none) for what is absent. */
struct json_object *world_field(struct json_object *, const char *name);
struct json_object *world_field_array(struct json_object *, const char *name);
const char *world_field_string(
    struct json_object *, const char *name, const char *fallback);
bool world_field_bool(struct json_object *, const char *name, bool fallback);
long world_field_long(struct json_object *, const char *name, long fallback);

/* Length of an array; 0 for NULL. */
size_t world_field_count(struct json_object *array);

/* 0 when every member is among known (NULL-terminated), else -1. */
int world_field_only(struct json_object *, const char *const *known);

#endif
