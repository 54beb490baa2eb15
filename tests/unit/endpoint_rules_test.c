/*
 * Endpoints against AWS's own rule set, evaluated here by a second reading of
 * it: every region of every partition, in every mode.  $STS_DATA
 * (../shared/sts-data) holds the rules.
 */

#include "tests/unit/unit.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <json-c/json.h>

#include "helper/endpoint.h"

static struct json_object *rules, *partitions;

struct world {
	const char *region; /* NULL: not set */
	const char *endpoint;
	bool fips, dualstack, global;
	struct json_object *partition; /* assigned by a condition */
};

static struct json_object *
get(struct json_object *o, const char *key)
{
	return json_object_object_get(o, key);
}

static const char *
text(struct json_object *o, const char *key)
{
	return json_object_get_string(get(o, key));
}

static bool
name_matches(const char *pattern, const char *name)
{
	regex_t re;
	bool yes;

	/* GNU's expressions know \w but not \d. */
	char posix[256];
	size_t n = 0;

	for (const char *c = pattern; *c != '\0'; c++)
		if (c[0] == '\\' && c[1] == 'd') {
			n += (size_t)snprintf(
			    posix + n, sizeof(posix) - n, "[0-9]");
			c++;
		} else
			posix[n++] = *c;
	posix[n] = '\0';
	assert_int_equal(regcomp(&re, posix, REG_EXTENDED | REG_NOSUB), 0);
	yes = regexec(&re, name, 0, NULL, 0) == 0;
	regfree(&re);
	return yes;
}

static struct json_object *
partition_of(const char *region)
{
	struct json_object *list = get(partitions, "partitions");
	size_t n = json_object_array_length(list);

	for (size_t i = 0; i < n; i++) {
		struct json_object *p = json_object_array_get_idx(list, i);

		if (get(get(p, "regions"), region) != NULL)
			return get(p, "outputs");
	}
	for (size_t i = 0; i < n; i++) {
		struct json_object *p = json_object_array_get_idx(list, i);

		if (name_matches(text(p, "regionRegex"), region))
			return get(p, "outputs");
	}
	return get(json_object_array_get_idx(list, 0), "outputs");
}

/* A value as text; booleans are "true" and "false"; NULL is not set. */
static const char *
value(struct world *w, struct json_object *v)
{
	const char *ref =
	    json_object_is_type(v, json_type_object) ? text(v, "ref") : NULL;

	if (!json_object_is_type(v, json_type_object))
		return json_object_get_string(v);
	if (ref == NULL) { /* getAttr, the only function with a value */
		struct json_object *argv = get(v, "argv");

		assert_string_equal(text(v, "fn"), "getAttr");
		return text(w->partition,
		    json_object_get_string(json_object_array_get_idx(argv, 1)));
	}
	return strcmp(ref, "Region") == 0    ? w->region :
	    strcmp(ref, "Endpoint") == 0     ? w->endpoint :
	    strcmp(ref, "UseFIPS") == 0	     ? w->fips ? "true" : "false" :
	    strcmp(ref, "UseDualStack") == 0 ? w->dualstack ? "true" : "false" :
	    strcmp(ref, "UseGlobalEndpoint") == 0 ?
					       w->global ? "true" : "false" :
					       NULL;
}

static bool
holds(struct world *w, struct json_object *condition)
{
	const char *fn = text(condition, "fn");
	struct json_object *argv = get(condition, "argv"),
			   *first = json_object_array_get_idx(argv, 0),
			   *second = json_object_array_get_idx(argv, 1);

	if (strcmp(fn, "not") == 0)
		return !holds(w, first);
	if (strcmp(fn, "isSet") == 0)
		return value(w, first) != NULL;
	if (strcmp(fn, "aws.partition") == 0) {
		w->partition = partition_of(value(w, first));
		return true;
	}
	assert_true(strcmp(fn, "booleanEquals") == 0 ||
	    strcmp(fn, "stringEquals") == 0);
	return strcmp(value(w, first), value(w, second)) == 0;
}

/* The first rule whose conditions all hold; a tree's rules are its own. */
static struct json_object *
evaluate(struct world *w, struct json_object *list)
{
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *rule = json_object_array_get_idx(list, i),
				   *conditions = get(rule, "conditions");
		size_t n = json_object_array_length(conditions), k = 0;

		while (
		    k < n && holds(w, json_object_array_get_idx(conditions, k)))
			k++;
		if (k == n)
			return strcmp(text(rule, "type"), "tree") == 0 ?
			    evaluate(w, get(rule, "rules")) :
			    rule;
	}
	return NULL;
}

/* "{Region}" and "{PartitionResult#name}". */
static void
fill_in(char *out, size_t cap, struct world *w, const char *template)
{
	size_t n = 0;

	for (const char *c = template; *c != '\0'; c++) {
		char name[64];
		const char *hash;

		if (*c != '{') {
			out[n++] = *c;
			continue;
		}
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(c + 1, "}"),
		    c + 1);
		hash = strchr(name, '#');
		n += (size_t)snprintf(out + n, cap - n, "%s",
		    hash == NULL ? w->region : text(w->partition, hash + 1));
		c += strlen(name) + 1;
	}
	out[n] = '\0';
}

static void
compare(struct world *w)
{
	struct json_object *rule = evaluate(w, get(rules, "rules")), *schemes;
	const struct endpoint_query q = {span_of(w->region),
	    span_of(w->endpoint), w->fips, w->dualstack, w->global};
	struct endpoint e;
	const char *wrong = endpoint_resolve(&e, &q);
	char url[256], region[64], row[256];

	snprintf(row, sizeof(row), "%s%s%s%s%s", w->region ? w->region : "-",
	    w->fips ? " fips" : "", w->dualstack ? " dualstack" : "",
	    w->global ? " global" : "", w->endpoint ? " endpoint" : "");
	assert_non_null(rule);
	check_row(row,
	    (wrong == NULL) == (strcmp(text(rule, "type"), "endpoint") == 0));
	if (wrong != NULL)
		return;
	rule = get(rule, "endpoint");
	if (w->endpoint == NULL) {
		fill_in(url, sizeof(url), w, text(rule, "url"));
		strcat(url, "/");
		assert_string_equal(e.url, url);
	}
	schemes = get(get(rule, "properties"), "authSchemes");
	fill_in(region, sizeof(region), w,
	    schemes != NULL ?
		text(json_object_array_get_idx(schemes, 0), "signingRegion") :
		w->region != NULL ? w->region :
				    "us-east-1");
	assert_string_equal(e.region, region);
}

static void
all_modes(const char *region)
{
	for (unsigned mode = 0; mode < 16; mode++)
		compare(&(struct world){.region = region,
		    .endpoint = mode & 8 ? "http://localhost:1" : NULL,
		    .fips = mode & 1,
		    .dualstack = mode & 2,
		    .global = mode & 4});
}

static struct json_object *
load(const char *name)
{
	const char *dir = getenv("STS_DATA");
	char path[1024];
	struct stat st;

	snprintf(path, sizeof(path), "%s/%s",
	    dir != NULL ? dir : "../shared/sts-data", name);
	if (stat(path, &st) != 0) {
		print_message("no %s: set STS_DATA\n", path);
		skip();
	}
	return json_object_from_file(path);
}

static void
the_rule_set_holds(void **state)
{
	static const char *const others[] = {NULL, "us-north-7",
	    "eu-isoe-north-1", "cn-middle-1", "us-gov-middle-2",
	    "eusc-fr-west-1", "mars-1", "us-gov", "us-iso--1", "x"};
	struct json_object *list;
	unsigned count = 0;

	(void)state;
	rules = load("sts-endpoint-rule-set-1.json");
	partitions = load("partitions.json");
	list = get(partitions, "partitions");
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *p = json_object_array_get_idx(list, i);

		json_object_object_foreach(get(p, "regions"), name, about)
		{
			(void)about;
			all_modes(name);
			count++;
		}
	}
	assert_true(count > 50);
	for (size_t i = 0; i < COUNT(others); i++)
		all_modes(others[i]);
	json_object_put(rules);
	json_object_put(partitions);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_rule_set_holds),
	};

	return cmocka_run_group_tests_name("endpoint rules", tests, NULL, NULL);
}
