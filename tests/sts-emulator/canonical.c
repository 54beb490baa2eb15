/*
 * Rebuilds, from the bytes received, the text a client must have signed.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/printbuf.h>

#include "canonical.h"
#include "request.h"
#include "urlcode.h"

static void
text_append(struct printbuf *out, const char *s)
{
	printbuf_memappend(out, s, (int)strlen(s));
}

/* Runs of blanks shrink to one, those at either end vanish. */
static void
value_append(struct printbuf *out, const char *s)
{
	bool begun = false, gap = false;

	for (; *s != '\0'; s++) {
		if (strchr(" \t\r\n", *s) != NULL) {
			gap = begun;
			continue;
		}
		if (gap)
			text_append(out, " ");
		printbuf_memappend(out, s, 1);
		begun = true;
		gap = false;
	}
}

/* One line: all headers of that name, in the order received. */
static void
header_append(
    struct printbuf *out, const struct request *req, const char *name, size_t n)
{
	bool more = false;
	size_t i;

	printbuf_memappend(out, name, (int)n);
	text_append(out, ":");
	for (i = 0; i < req->headers.count; i++) {
		const struct request_field *h = &req->headers.item[i];

		if (strlen(h->name) != n || memcmp(h->name, name, n) != 0)
			continue;
		if (more)
			text_append(out, ",");
		value_append(out, h->value);
		more = true;
	}
	text_append(out, "\n");
}

static void
headers_append(
    struct printbuf *out, const struct request *req, const char *signed_headers)
{
	const char *s = signed_headers;

	while (*s != '\0') {
		size_t n = strcspn(s, ";");

		header_append(out, req, s, n);
		s += n;
		if (*s == ';')
			s++;
	}
}

/* Re-encode one undecoded `name=value` of n bytes; NULL if it is broken. */
static char *
pair_canonical(const char *s, size_t n)
{
	const char *equals = memchr(s, '=', n);
	size_t name_len = equals == NULL ? n : (size_t)(equals - s);
	char *name = urlcode_decode(s, name_len);
	char *value = equals == NULL ?
	    strdup("") :
	    urlcode_decode(equals + 1, n - name_len - 1);
	struct printbuf *out = printbuf_new();
	char *pair = NULL;

	if (name != NULL && value != NULL && out != NULL) {
		urlcode_encode(out, name);
		text_append(out, "=");
		urlcode_encode(out, value);
		pair = strdup(out->buf);
	}
	printbuf_free(out);
	free(name);
	free(value);
	return pair;
}

/* By name, then by value: the `=` between must not take part. */
static int
pair_compare(const void *left, const void *right)
{
	const char *a = *(char *const *)left, *b = *(char *const *)right;
	size_t an = strcspn(a, "="), bn = strcspn(b, "=");
	int r = memcmp(a, b, an < bn ? an : bn);

	if (r != 0)
		return r;
	if (an != bn)
		return an < bn ? -1 : 1;
	return strcmp(a + an, b + bn);
}

static int
query_append(struct printbuf *out, const char *query)
{
	char *pairs[REQUEST_FIELDS_MAX] = {NULL};
	size_t i, n, count = 0;
	int r = 0;

	for (; *query != '\0' && r == 0; query += query[n] == '&' ? n + 1 : n) {
		n = strcspn(query, "&");
		if (n == 0)
			continue;
		if (count == REQUEST_FIELDS_MAX ||
		    (pairs[count] = pair_canonical(query, n)) == NULL)
			r = -1;
		else
			count++;
	}
	qsort(pairs, count, sizeof(pairs[0]), pair_compare);
	for (i = 0; i < count; i++) {
		if (i > 0)
			text_append(out, "&");
		text_append(out, pairs[i]);
		free(pairs[i]);
	}
	return r;
}

int
canonical_request(struct printbuf *out, const struct request *req,
    const char *signed_headers, const char *payload_hash)
{
	text_append(out, req->method);
	text_append(out, "\n/\n");
	if (query_append(out, request_query(req)) == -1)
		return -1;
	text_append(out, "\n");
	headers_append(out, req, signed_headers);
	text_append(out, "\n");
	text_append(out, signed_headers);
	text_append(out, "\n");
	text_append(out, payload_hash);
	return 0;
}
