/*
 * Reads Tags.member.N and TransitiveTagKeys.member.N, and applies the rules
 * of role chaining. Keys compare without regard to case.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <json-c/json.h>

#include "outcome.h"
#include "param.h"
#include "request.h"
#include "tags.h"

static const char *
tag_part(struct json_object *tag, const char *part)
{
	return json_object_get_string(json_object_object_get(tag, part));
}

/* The entry of that key in an array of tags, or NULL. */
static struct json_object *
tag_find(struct json_object *array, const char *key)
{
	size_t i, n = array == NULL ? 0 : json_object_array_length(array);

	for (i = 0; i < n; i++) {
		struct json_object *tag = json_object_array_get_idx(array, i);

		if (strcasecmp(tag_part(tag, "Key"), key) == 0)
			return tag;
	}
	return NULL;
}

/*
 * The highest N of PREFIX.N in the request. Indexes count from 1 without
 * sign or zeros, and may leave at most ten out.
 */
static size_t
list_length(
    const struct request *req, const char *prefix, struct param_verdict *v)
{
	size_t i, n = strlen(prefix), top = 0, members = 0;

	for (i = 0; i < req->params.count; i++) {
		const char *name = req->params.item[i].name;
		char *end;
		unsigned long at;

		if (strncmp(name, prefix, n) != 0)
			continue;
		at = strtoul(name + n, &end, 10);
		if (name[n] < '1' || name[n] > '9' ||
		    (*end != '\0' && *end != '.') || at > REQUEST_FIELDS_MAX)
			v->malformed = true;
		else if (at > top)
			top = at;
		members++;
	}
	if (top > members + 10)
		v->malformed = true;
	return v->malformed ? 0 : top;
}

static void
list_limit(struct param_verdict *v, size_t n, const char *field)
{
	char text[64];

	if (n <= TAGS_MAX)
		return;
	snprintf(text, sizeof(text), "have length less than or equal to %d",
	    TAGS_MAX);
	param_complain(v, "[...]", field, text);
}

static void
tag_read(struct tags *t, const struct request *req, size_t n,
    struct param_verdict *v)
{
	struct json_object *tag = json_object_new_object();
	const char *key, *value;
	char name[64];

	snprintf(name, sizeof(name), "Tags.member.%zu.Key", n);
	key = request_param(req, name);
	snprintf(name, sizeof(name), "Tags.member.%zu.Value", n);
	value = request_param(req, name);
	snprintf(name, sizeof(name), "tags.%zu.member.key", n);
	param_check(v, PARAM_TAG_KEY, name, key);
	snprintf(name, sizeof(name), "tags.%zu.member.value", n);
	param_check(v, PARAM_TAG_VALUE, name, value);
	json_object_object_add(
	    tag, "Key", json_object_new_string(key == NULL ? "" : key));
	json_object_object_add(
	    tag, "Value", json_object_new_string(value == NULL ? "" : value));
	json_object_array_add(t->passed, tag);
}

static void
transitive_read(struct tags *t, const struct request *req, size_t n,
    struct param_verdict *v)
{
	const char *key;
	char name[64];

	snprintf(name, sizeof(name), "TransitiveTagKeys.member.%zu", n);
	key = request_param(req, name);
	snprintf(name, sizeof(name), "transitiveTagKeys.%zu.member", n);
	param_check(v, PARAM_TAG_KEY, name, key);
	json_object_array_add(
	    t->transitive, json_object_new_string(key == NULL ? "" : key));
}

int
tags_read(struct tags *t, const struct request *req, struct param_verdict *v)
{
	size_t i, n;

	t->passed = json_object_new_array();
	t->transitive = json_object_new_array();
	if (t->passed == NULL || t->transitive == NULL)
		return -1;
	n = list_length(req, "Tags.member.", v);
	list_limit(v, n, "tags");
	for (i = 1; i <= n; i++)
		tag_read(t, req, i, v);
	n = list_length(req, "TransitiveTagKeys.member.", v);
	list_limit(v, n, "transitiveTagKeys");
	for (i = 1; i <= n; i++)
		transitive_read(t, req, i, v);
	return 0;
}

void
tags_free(struct tags *t)
{
	json_object_put(t->passed);
	json_object_put(t->transitive);
	*t = (struct tags){0};
}

static int
tag_judge(const struct tags *t, struct json_object *tag,
    struct json_object *inherited, struct outcome *o)
{
	const char *key = tag_part(tag, "Key");

	if (strncasecmp(key, "aws:", 4) == 0 ||
	    strncasecmp(tag_part(tag, "Value"), "aws:", 4) == 0)
		return outcome_fail(o, 400, "ValidationError",
		    "Tag keys and values must not begin with aws:");
	if (tag_find(t->passed, key) != tag)
		return outcome_fail(o, 400, "ValidationError",
		    "Duplicate tag keys found. Please note that Tag keys are "
		    "case insensitive.");
	if (tag_find(inherited, key) != NULL)
		return outcome_fail(o, 400, "ValidationError",
		    "One of the specified tag keys can't be set because it "
		    "conflicts with a transitive tag key from the calling "
		    "session.");
	return 0;
}

int
tags_judge(
    const struct tags *t, struct json_object *inherited, struct outcome *o)
{
	size_t i, n = json_object_array_length(t->passed);
	size_t held =
	    inherited == NULL ? 0 : json_object_array_length(inherited);

	for (i = 0; i < n; i++)
		if (tag_judge(t, json_object_array_get_idx(t->passed, i),
			inherited, o) == -1)
			return -1;
	if (n + held > TAGS_MAX)
		return outcome_fail(o, 400, "ValidationError",
		    "The session would have more than %d tags", TAGS_MAX);
	n = json_object_array_length(t->transitive);
	for (i = 0; i < n; i++)
		if (tag_find(t->passed,
			json_object_get_string(json_object_array_get_idx(
			    t->transitive, i))) == NULL)
			return outcome_fail(o, 400, "ValidationError",
			    "The specified transitive tag key must be "
			    "included in the requested tags.");
	return 0;
}

/* A deep copy, so that no two threads ever count references to one tag. */
static void
tag_hand_on(struct json_object *to, struct json_object *tag)
{
	struct json_object *copy = NULL;

	if (json_object_deep_copy(tag, &copy, NULL) == 0)
		json_object_array_add(to, copy);
}

struct json_object *
tags_hand_on(const struct tags *t, struct json_object *inherited)
{
	struct json_object *out = json_object_new_array();
	size_t i,
	    n = inherited == NULL ? 0 : json_object_array_length(inherited);

	for (i = 0; i < n; i++)
		tag_hand_on(out, json_object_array_get_idx(inherited, i));
	n = json_object_array_length(t->transitive);
	for (i = 0; i < n; i++)
		tag_hand_on(out,
		    tag_find(t->passed,
			json_object_get_string(
			    json_object_array_get_idx(t->transitive, i))));
	return out;
}

size_t
tags_size(const struct tags *t)
{
	size_t i, size = 0, n = json_object_array_length(t->passed);

	for (i = 0; i < n; i++) {
		struct json_object *tag =
		    json_object_array_get_idx(t->passed, i);

		size += strlen(tag_part(tag, "Key")) +
		    strlen(tag_part(tag, "Value"));
	}
	return size;
}
