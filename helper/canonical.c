/*
 * Composing canonical requests; pure.  General although STS knows one path
 * and one method: an endpoint_url may have a path, and the published vectors
 * of AWS prove nothing about a special case.
 */

#include <string.h>
#include <openssl/evp.h>

#include "helper/canonical.h"

/* Drop the last segment that stands in out from start on. */
static void
path_up(struct buffer *out, size_t start)
{
	while (out->n > start && out->p[out->n - 1] != '/')
		out->n--;
	if (out->n > start)
		out->n--;
}

/* Without ".", ".." and empty segments; each byte that is not unreserved
 * encoded, '%' too: the path on the wire is encoded already. */
static void
add_path(struct buffer *out, struct span path)
{
	bool slash = path.n == 0 || path.p[path.n - 1] == '/';
	size_t start = out->n;

	while (path.p != NULL) {
		struct span segment = span_cut(&path, '/');

		if (segment.n == 0 || span_is(segment, "."))
			continue;
		if (span_is(segment, "..")) {
			path_up(out, start);
			continue;
		}
		buffer_byte(out, '/');
		buffer_percent(out, segment);
	}
	if (slash || out->n == start)
		buffer_byte(out, '/');
}

static int
hex_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	    c >= 'a' && c <= 'f'    ? c - 'a' + 10 :
	    c >= 'A' && c <= 'F'    ? c - 'A' + 10 :
				      -1;
}

/* Decode what is encoded, encode what must be. */
static void
add_recoded(struct buffer *out, struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '%' && i + 2 < s.n && hex_value(s.p[i + 1]) >= 0 &&
		    hex_value(s.p[i + 2]) >= 0) {
			c = (char)(hex_value(s.p[i + 1]) << 4 |
			    hex_value(s.p[i + 2]));
			i += 2;
		}
		buffer_percent(out, (struct span){&c, 1});
	}
}

static int
span_order(struct span a, struct span b)
{
	int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

	return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

struct param {
	struct span key, value;
};

static int
param_order(const struct param *a, const struct param *b)
{
	int order = span_order(a->key, b->key);

	return order != 0 ? order : span_order(a->value, b->value);
}

/* Both parts recoded into scratch, and in their place among the others. */
static void
param_insert(
    struct param *list, size_t count, struct span pair, struct buffer *scratch)
{
	struct param one;
	struct span value = pair, key = span_cut(&value, '=');

	one.key = (struct span){scratch->p + scratch->n, scratch->n};
	add_recoded(scratch, key);
	one.key.n = scratch->n - one.key.n;
	one.value = (struct span){scratch->p + scratch->n, scratch->n};
	add_recoded(scratch, value);
	one.value.n = scratch->n - one.value.n;
	while (count > 0 && param_order(&list[count - 1], &one) > 0) {
		list[count] = list[count - 1];
		count--;
	}
	list[count] = one;
}

static int
add_query(struct buffer *out, struct span query)
{
	struct param list[CANONICAL_PARAMS_MAX];
	char room[4096];
	struct buffer scratch = {room, sizeof(room), 0, false};
	size_t count = 0;

	while (query.p != NULL && query.n > 0) {
		struct span pair = span_cut(&query, '&');

		if (pair.n == 0)
			continue;
		if (count == CANONICAL_PARAMS_MAX)
			return -1;
		param_insert(list, count++, pair, &scratch);
	}
	for (size_t i = 0; i < count; i++) {
		buffer_text(out, i > 0 ? "&" : "");
		buffer_add(out, list[i].key);
		buffer_byte(out, '=');
		buffer_add(out, list[i].value);
	}
	return scratch.full ? -1 : 0;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int
name_order(struct span a, struct span b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++) {
		int order = lower(a.p[i]) - lower(b.p[i]);

		if (order != 0)
			return order;
	}
	return (a.n > b.n) - (a.n < b.n);
}

static void
add_name(struct buffer *out, struct span name)
{
	for (size_t i = 0; i < name.n; i++)
		buffer_byte(out, lower(name.p[i]));
}

/* Trimmed; any run of white space, folded lines included, is one blank. */
static void
add_value(struct buffer *out, struct span s)
{
	bool blank = false, begun = false;

	for (size_t i = 0; i < s.n; i++) {
		if (strchr(" \t\r\n", s.p[i]) != NULL) {
			blank = begun;
			continue;
		}
		if (blank)
			buffer_byte(out, ' ');
		buffer_byte(out, s.p[i]);
		blank = false;
		begun = true;
	}
}

/* By name; those of one name keep their order. */
static void
sort_headers(const struct header **sorted, const struct wire_request *r)
{
	for (size_t i = 0; i < r->header_count; i++) {
		size_t at = i;

		while (at > 0 &&
		    name_order(sorted[at - 1]->name, r->headers[i].name) > 0) {
			sorted[at] = sorted[at - 1];
			at--;
		}
		sorted[at] = &r->headers[i];
	}
}

static bool
continues(const struct header **sorted, size_t i)
{
	return i > 0 && name_order(sorted[i - 1]->name, sorted[i]->name) == 0;
}

static int
add_headers(struct buffer *out, const struct wire_request *r)
{
	const struct header *sorted[CANONICAL_HEADERS_MAX];
	size_t n = r->header_count;

	if (n > CANONICAL_HEADERS_MAX)
		return -1;
	sort_headers(sorted, r);
	for (size_t i = 0; i < n; i++) {
		if (continues(sorted, i))
			buffer_byte(out, ',');
		else {
			add_name(out, sorted[i]->name);
			buffer_byte(out, ':');
		}
		add_value(out, sorted[i]->value);
		if (i + 1 == n || !continues(sorted, i + 1))
			buffer_byte(out, '\n');
	}
	buffer_byte(out, '\n');
	for (size_t i = 0; i < n; i++) {
		if (continues(sorted, i))
			continue;
		buffer_text(out, i > 0 ? ";" : "");
		add_name(out, sorted[i]->name);
	}
	buffer_byte(out, '\n');
	return 0;
}

int
canonical_request(struct buffer *out, const struct wire_request *r)
{
	uint8_t hash[32];
	char hex[2 * sizeof(hash) + 1];

	if (EVP_Digest(r->body.p == NULL ? "" : r->body.p, r->body.n, hash,
		NULL, EVP_sha256(), NULL) != 1)
		return -1;
	text_hex(hex, hash, sizeof(hash));
	buffer_add(out, r->method);
	buffer_byte(out, '\n');
	add_path(out, r->path);
	buffer_byte(out, '\n');
	if (add_query(out, r->query) < 0)
		return -1;
	buffer_byte(out, '\n');
	if (add_headers(out, r) < 0)
		return -1;
	buffer_text(out, hex);
	return out->full ? -1 : 0;
}
