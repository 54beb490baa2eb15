/*
 * Signature Version 4 against AWS's own test suite and against requests that
 * botocore signed.  Both are read from $STS_DATA (../shared/sts-data).
 */

#include "tests/unit/unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <json-c/json.h>

#include "helper/canonical.h"
#include "helper/sigv4.h"

#define ID "AKIDEXAMPLE"
#define SECRET "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
#define FILE_MAX 16384

static char canonical_room[FILE_MAX];

static const char *
data(const char *name)
{
	static char path[1024];
	const char *dir = getenv("STS_DATA");
	struct stat st;

	snprintf(path, sizeof(path), "%s/%s",
	    dir != NULL ? dir : "../shared/sts-data", name);
	if (stat(path, &st) == 0)
		return path;
	print_message("no %s: set STS_DATA\n", path);
	skip();
	return NULL;
}

/* All three forms of one request. */
static void
expect(const char *reason, const struct wire_request *r,
    const struct sigv4_scope *scope, const char *id, const char *secret,
    const char *canonical, const char *string, const char *authorization)
{
	struct buffer b = {canonical_room, sizeof(canonical_room), 0, false};
	char text[SIGV4_STRING_MAX], value[SIGV4_VALUE_MAX];

	check_row(reason, canonical_request(&b, r) == 0);
	if (canonical != NULL)
		assert_string_equal(b.p, canonical);
	assert_int_equal(sigv4_string(text, scope, buffer_span(&b)), 0);
	if (string != NULL)
		assert_string_equal(text, string);
	assert_int_equal(
	    sigv4_authorize(value, scope, id, secret, buffer_span(&b)), 0);
	assert_string_equal(value, authorization);
}

/* From AWS's suite, so that something is tested without the folder. */
static void
own_vectors(void **state)
{
	static const struct {
		const char *reason, *method, *path, *query, *signature;
	} t[] = {
	    {"get-vanilla", "GET", "/", NULL,
		"5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf"
		"31"},
	    {"get-vanilla-query-order-key-case", "GET", "/",
		"Param2=value2&Param1=value1",
		"b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf25"
		"00"},
	};
	const struct sigv4_scope scope = {
	    "20150830T123600Z", "us-east-1", "service"};
	const struct header headers[] = {
	    {span_of("X-Amz-Date"), span_of("20150830T123600Z")},
	    {span_of("Host"), span_of("example.amazonaws.com")}};
	char want[512];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct wire_request r = {.method = span_of(t[i].method),
		    .path = span_of(t[i].path),
		    .query = span_of(t[i].query),
		    .headers = headers,
		    .header_count = COUNT(headers)};

		snprintf(want, sizeof(want),
		    "AWS4-HMAC-SHA256 Credential=" ID
		    "/20150830/us-east-1/service/aws4_request, "
		    "SignedHeaders=host;x-amz-date, Signature=%s",
		    t[i].signature);
		expect(t[i].reason, &r, &scope, ID, SECRET, NULL, NULL, want);
	}
}

static void
slurp(char room[static FILE_MAX], const char *dir, const char *name,
    const char *ending)
{
	char path[1200];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s.%s", dir, name, ending);
	f = fopen(path, "r");
	check_row(path, f != NULL);
	room[fread(room, 1, FILE_MAX - 1, f)] = '\0';
	fclose(f);
}

/* The suite's own form of a request: the head, an empty line, the body. */
static void
parse_request(char *text, struct wire_request *r, struct header *headers)
{
	char *body = strstr(text, "\n\n"), *line, *next;
	struct span target;

	*r = (struct wire_request){.headers = headers};
	if (body != NULL) {
		*body = '\0';
		r->body = span_of(body + 2);
	}
	next = strchr(text, '\n');
	*next = '\0';
	*strrchr(text, ' ') = '\0';
	target = span_of(text);
	r->method = span_cut(&target, ' ');
	r->path = span_cut(&target, '?');
	r->query = target;
	for (line = next + 1; line != NULL && *line != '\0'; line = next) {
		char *colon = strchr(line, ':');

		/* A line that begins with a blank goes on with the last. */
		next = line;
		do
			next = strchr(next + 1, '\n');
		while (next != NULL && next[1] == ' ');
		if (next != NULL)
			*next++ = '\0';
		headers[r->header_count++] = (struct header){
		    {line, (size_t)(colon - line)}, span_of(colon + 1)};
	}
}

static void
one_of_suite(const char *dir, const char *name)
{
	char req[FILE_MAX], creq[FILE_MAX], sts[FILE_MAX], authz[FILE_MAX];
	struct header headers[32];
	struct wire_request r;
	const struct sigv4_scope scope = {
	    "20150830T123600Z", "us-east-1", "service"};

	slurp(req, dir, name, "req");
	slurp(creq, dir, name, "creq");
	slurp(sts, dir, name, "sts");
	slurp(authz, dir, name, "authz");
	parse_request(req, &r, headers);
	/* The suite's harness adds the token in this case. */
	if (strcmp(name, "get-vanilla-with-session-token") == 0)
		headers[r.header_count++] =
		    (struct header){span_of("X-Amz-Security-Token"),
			span_of("6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00f"
				"a31553b73ebf194267")};
	expect(name, &r, &scope, ID, SECRET, creq, sts, authz);
}

static unsigned
walk(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	unsigned count = 0;

	assert_non_null(d);
	while ((e = readdir(d)) != NULL) {
		char path[1024], *dot = strrchr(e->d_name, '.');

		snprintf(path, sizeof(path), "%s/%.200s", dir, e->d_name);
		if (e->d_type == DT_DIR && e->d_name[0] != '.')
			count += walk(path);
		if (dot != NULL && strcmp(dot, ".req") == 0) {
			*dot = '\0';
			one_of_suite(dir, e->d_name);
			count++;
		}
	}
	closedir(d);
	return count;
}

static void
suite(void **state)
{
	(void)state;
	assert_int_equal(walk(data("sigv4-suite/botocore")), 34);
}

static const char *
text_at(struct json_object *o, const char *key)
{
	return json_object_get_string(json_object_object_get(o, key));
}

/* https://host[:port]/ */
static struct span
host_of(const char *url)
{
	struct span rest = span_of(strstr(url, "//") + 2);

	return span_cut(&rest, '/');
}

static void
one_signed(struct json_object *v)
{
	struct json_object *c = json_object_object_get(v, "credentials");
	const char *date = text_at(v, "timestamp"),
		   *token = text_at(c, "session_token");
	const struct header headers[] = {
	    {span_of("Host"), host_of(text_at(v, "url"))},
	    {span_of("Content-Type"),
		span_of("application/x-www-form-urlencoded; charset=utf-8")},
	    {span_of("Accept"), span_of("application/json")},
	    {span_of("X-Amz-Date"), span_of(date)},
	    {span_of("X-Amz-Security-Token"), span_of(token)}};
	const struct wire_request r = {.method = span_of("POST"),
	    .path = span_of("/"),
	    .body = span_of(text_at(v, "body")),
	    .headers = headers,
	    .header_count = token == NULL ? 4 : 5};
	const struct sigv4_scope scope = {date, text_at(v, "region"), "sts"};

	expect(text_at(v, "operation"), &r, &scope, text_at(c, "access_key_id"),
	    text_at(c, "secret_access_key"), text_at(v, "canonical_request"),
	    text_at(v, "string_to_sign"), text_at(v, "authorization"));
}

static void
request_vectors(void **state)
{
	struct json_object *all =
	    json_object_from_file(data("sts-request-vectors.json"));
	struct json_object *list = json_object_object_get(all, "vectors");
	unsigned count = 0;

	(void)state;
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *v = json_object_array_get_idx(list, i);

		if (json_object_get_boolean(
			json_object_object_get(v, "signed"))) {
			one_signed(v);
			count++;
		}
	}
	assert_int_equal(count, 15);
	json_object_put(all);
}

static void
limits_hold(void **state)
{
	struct header many[CANONICAL_HEADERS_MAX + 1];
	char small[64], params[1024] = "";
	struct buffer b = {small, sizeof(small), 0, false};
	struct buffer big = {canonical_room, sizeof(canonical_room), 0, false};
	struct wire_request r = {
	    .method = span_of("GET"), .path = span_of("/")};

	(void)state;
	assert_int_equal(canonical_request(&b, &r), -1);
	for (size_t i = 0; i < COUNT(many); i++)
		many[i] = (struct header){span_of("a"), span_of("b")};
	r.headers = many;
	r.header_count = COUNT(many);
	assert_int_equal(canonical_request(&big, &r), -1);
	r.header_count--;
	assert_int_equal(canonical_request(&big, &r), 0);
	for (size_t i = 0; i <= CANONICAL_PARAMS_MAX; i++)
		strcat(params, "a=b&");
	r.query = span_of(params);
	assert_int_equal(canonical_request(&big, &r), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(own_vectors),
	    cmocka_unit_test(suite),
	    cmocka_unit_test(request_vectors),
	    cmocka_unit_test(limits_hold),
	};

	return cmocka_run_group_tests_name("sigv4", tests, NULL, NULL);
}
