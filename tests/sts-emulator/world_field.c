/*
 * Typed access to the world file's members. Runs before any thread starts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "world_field.h"

static struct json_object *
typed_field(struct json_object *from, const char *name, enum json_type type)
{
	struct json_object *field = world_field(from, name);

	if (field != NULL && !json_object_is_type(field, type)) {
		fprintf(stderr, "world: \"%s\" must be %s\n", name,
		    json_type_to_name(type));
		exit(2);
	}
	return field;
}

struct json_object *
world_field(struct json_object *from, const char *name)
{
	struct json_object *field = NULL;

	if (from == NULL || !json_object_object_get_ex(from, name, &field))
		return NULL;
	return field;
}

struct json_object *
world_field_array(struct json_object *from, const char *name)
{
	return typed_field(from, name, json_type_array);
}

const char *
world_field_string(
    struct json_object *from, const char *name, const char *fallback)
{
	struct json_object *field = typed_field(from, name, json_type_string);

	return field == NULL ? fallback : json_object_get_string(field);
}

bool
world_field_bool(struct json_object *from, const char *name, bool fallback)
{
	struct json_object *field = typed_field(from, name, json_type_boolean);

	return field == NULL ? fallback : json_object_get_boolean(field);
}

long
world_field_long(struct json_object *from, const char *name, long fallback)
{
	struct json_object *field = typed_field(from, name, json_type_int);

	return field == NULL ? fallback : (long)json_object_get_int64(field);
}

size_t
world_field_count(struct json_object *array)
{
	return array == NULL ? 0 : json_object_array_length(array);
}

static bool
name_is_known(const char *name, const char *const *known)
{
	for (; *known != NULL; known++)
		if (strcmp(name, *known) == 0)
			return true;
	return false;
}

int
world_field_only(struct json_object *from, const char *const *known)
{
	struct json_object_iterator i, end;

	if (from == NULL)
		return 0;
	if (!json_object_is_type(from, json_type_object))
		return -1;
	end = json_object_iter_end(from);
	for (i = json_object_iter_begin(from);
	     !json_object_iter_equal(&i, &end); json_object_iter_next(&i)) {
		const char *name = json_object_iter_peek_name(&i);

		if (!name_is_known(name, known)) {
			fprintf(stderr, "world: \"%s\" is unknown\n", name);
			return -1;
		}
	}
	return 0;
}
