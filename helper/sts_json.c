/* Reading JSON answers, by json-c. */

#include <stdio.h>
#include <string.h>
#include <json-c/json.h>

#include "helper/sts_json.h"

#define DEPTH_MAX 8

static bool
is_fit(enum sts_leaf leaf, struct json_object *o)
{
	return json_object_is_type(o, json_type_string) ||
	    (leaf == LEAF_EXPIRATION &&
		(json_object_is_type(o, json_type_int) ||
		    json_object_is_type(o, json_type_double)));
}

/* A number's text is the one that was received. */
static struct span
text_of(struct json_object *o)
{
	const char *s = json_object_get_string(o);

	return json_object_is_type(o, json_type_string) ?
	    (struct span){s, (size_t)json_object_get_string_len(o)} :
	    span_of(s);
}

/* json-c frees without wiping; a string of the same length is written over
 * the one that is there.  The tokener's own buffer, which held it before, is
 * out of reach: it is wiped by nobody before this process ends. */
static void
forget(struct json_object *o)
{
	static const char zeroes[64 * 1024];
	int n = json_object_get_string_len(o);

	if (n > 0 && n <= (int)sizeof(zeroes))
		json_object_set_string_len(o, zeroes, n);
}

static const char *
read_leaf(struct sts_answer *a, const char *path, struct json_object *o)
{
	int leaf = sts_answer_find(a, path);
	const char *wrong = NULL;

	if (leaf < 0 || o == NULL)
		return NULL;
	if (!is_fit((enum sts_leaf)leaf, o))
		wrong = "a member has the wrong type";
	else if (!sts_answer_add(a, (enum sts_leaf)leaf, text_of(o)))
		wrong = "a member is too long or stands twice";
	forget(o);
	return wrong;
}

static const char *
read_object(struct sts_answer *a, const char *path, struct json_object *o)
{
	struct json_object_iterator i = json_object_iter_begin(o),
				    end = json_object_iter_end(o);
	const char *wrong = NULL;

	/* The tokener has bounded the depth of this recursion. */
	for (; wrong == NULL && !json_object_iter_equal(&i, &end);
	     json_object_iter_next(&i)) {
		struct json_object *value = json_object_iter_peek_value(&i);
		const char *name = json_object_iter_peek_name(&i);
		char below[STS_PATH_MAX];

		/* A name with a slash could pose as a path. */
		if (strchr(name, '/') != NULL ||
		    snprintf(below, sizeof(below), "%s%s%s", path,
			*path == '\0' ? "" : "/", name) >= (int)sizeof(below))
			continue;
		wrong = json_object_is_type(value, json_type_object) &&
			sts_answer_find(a, below) < 0 ?
		    read_object(a, below, value) :
		    read_leaf(a, below, value);
	}
	return wrong;
}

const char *
sts_json_read(struct sts_answer *a, struct span body)
{
	struct json_tokener *t = json_tokener_new_ex(DEPTH_MAX);
	struct json_object *o = NULL;
	const char *wrong = "malformed JSON";

	if (t == NULL)
		return "out of memory";
	json_tokener_set_flags(
	    t, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	if (body.n < INT32_MAX)
		o = json_tokener_parse_ex(t, body.p, (int)body.n);
	if (json_tokener_get_error(t) == json_tokener_success &&
	    json_object_is_type(o, json_type_object))
		wrong = read_object(a, "", o);
	json_object_put(o);
	json_tokener_free(t);
	return wrong;
}
