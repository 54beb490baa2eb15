/*
 * Holds one request of the STS emulator byte for byte, since signatures are
 * over bytes, and decodes the parameters of the Query protocol from it.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <json-c/printbuf.h>

#include "request.h"
#include "urlcode.h"

struct request *
request_new(const char *target)
{
	struct request *req = calloc(1, sizeof(*req));

	if (req == NULL)
		return NULL;
	req->target = strdup(target);
	req->body = printbuf_new();
	if (req->target == NULL || req->body == NULL) {
		request_free(req);
		return NULL;
	}
	return req;
}

static void
fields_free(struct request_fields *list)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		free(list->item[i].name);
		free(list->item[i].value);
	}
}

void
request_free(struct request *req)
{
	if (req == NULL)
		return;
	fields_free(&req->headers);
	fields_free(&req->params);
	printbuf_free(req->body);
	free(req->method);
	free(req->target);
	free(req);
}

int
request_set_method(struct request *req, const char *method)
{
	free(req->method);
	req->method = strdup(method);
	return req->method == NULL ? -1 : 0;
}

/* Takes both strings, also on failure. */
static int
field_add(struct request_fields *list, char *name, char *value)
{
	if (name == NULL || value == NULL ||
	    list->count == REQUEST_FIELDS_MAX) {
		free(name);
		free(value);
		return -1;
	}
	list->item[list->count].name = name;
	list->item[list->count++].value = value;
	return 0;
}

static const char *
field_find(const struct request_fields *list, const char *name)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (strcmp(list->item[i].name, name) == 0)
			return list->item[i].value;
	return NULL;
}

int
request_add_header(struct request *req, const char *name, const char *value)
{
	char *lower = strdup(name), *c;

	for (c = lower; c != NULL && *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	return field_add(&req->headers, lower, strdup(value));
}

int
request_add_body(struct request *req, const char *data, size_t n)
{
	if (n > REQUEST_BODY_MAX ||
	    (size_t)printbuf_length(req->body) + n > REQUEST_BODY_MAX)
		return -1;
	return printbuf_memappend(req->body, data, (int)n) < 0 ? -1 : 0;
}

static int
pair_decode(struct request_fields *list, const char *s, size_t n)
{
	const char *equals = memchr(s, '=', n);
	size_t name_len = equals == NULL ? n : (size_t)(equals - s);
	char *name, *value;

	name = urlcode_decode(s, name_len);
	value = equals == NULL ? strdup("") :
				 urlcode_decode(equals + 1, n - name_len - 1);
	if (name != NULL && field_find(list, name) != NULL) {
		free(name);
		name = NULL;
	}
	return field_add(list, name, value);
}

static int
pairs_decode(struct request_fields *list, const char *s, size_t n)
{
	const char *end = s + n, *next;

	for (; s < end; s = next + 1) {
		next = memchr(s, '&', (size_t)(end - s));
		if (next == NULL)
			next = end;
		if (next != s && pair_decode(list, s, (size_t)(next - s)) == -1)
			return -1;
	}
	return 0;
}

static bool
body_is_form(const struct request *req)
{
	static const char form[] = "application/x-www-form-urlencoded";
	const char *type = request_header(req, "content-type");
	size_t n = sizeof(form) - 1;

	return type != NULL && strncasecmp(type, form, n) == 0 &&
	    (type[n] == '\0' || type[n] == ';' || type[n] == ' ');
}

int
request_decode(struct request *req)
{
	const char *query = request_query(req);

	if (pairs_decode(&req->params, query, strlen(query)) == -1)
		return -1;
	if (!body_is_form(req) || printbuf_length(req->body) == 0)
		return 0;
	return pairs_decode(
	    &req->params, req->body->buf, (size_t)printbuf_length(req->body));
}

const char *
request_header(const struct request *req, const char *name)
{
	return field_find(&req->headers, name);
}

const char *
request_param(const struct request *req, const char *name)
{
	return field_find(&req->params, name);
}

const char *
request_query(const struct request *req)
{
	const char *mark = strchr(req->target, '?');

	return mark == NULL ? "" : mark + 1;
}

bool
request_path_is(const struct request *req, const char *path)
{
	size_t n = strcspn(req->target, "?");

	return n == strlen(path) && memcmp(req->target, path, n) == 0;
}
