/* Composing one signed request; no I/O here. */

#include <stdio.h>
#include <string.h>

#include "helper/request.h"
#include "helper/sigv4.h"

#define SERVICE "sts"

/* The last line of the form for libcurl: no "Expect: 100-continue". */
enum { HOST, TYPE, ACCEPT, DATE, TOKEN, AUTHORIZATION, EXPECT };

static const char *const names[] = {
    [HOST] = "Host",
    [TYPE] = "Content-Type",
    [ACCEPT] = "Accept",
    [DATE] = "X-Amz-Date",
    [TOKEN] = "X-Amz-Security-Token",
    [AUTHORIZATION] = "Authorization",
};

void
request_start(struct request *r, const struct credentials *key)
{
	request_wipe(r);
	r->key = key;
	r->has_code = false;
	r->body = (struct buffer){r->body_room, sizeof(r->body_room), 0, false};
}

int
request_address(struct request *r, const struct profile *p, struct verdict *v)
{
	const char *wrong = endpoint_of(&r->endpoint, p);

	if (wrong == NULL)
		return 0;
	return verdict_set(v, STATUS_CONFIG, "profile %.*s: %s", (int)p->name.n,
	    p->name.p, wrong);
}

static char *
line_of(struct request *r, int i)
{
	return i == TOKEN ? r->token_line : r->line[i];
}

/* Behind "Name: ". */
static char *
value_of(struct request *r, int i)
{
	return line_of(r, i) + strlen(names[i]) + 2;
}

static void
set_line(struct request *r, int i, const char *value)
{
	size_t cap = i == TOKEN ? sizeof(r->token_line) : sizeof(r->line[i]);

	snprintf(line_of(r, i), cap, "%s: %s", names[i], value);
}

/* Sign what the lines say now.  The signature's length never changes. */
static int
sign(struct request *r)
{
	char value[SIGV4_VALUE_MAX];
	struct buffer canonical = {
	    r->canonical_room, sizeof(r->canonical_room), 0, false};
	struct header headers[AUTHORIZATION];
	struct wire_request wire = {.method = span_of("POST"),
	    .path = span_of(r->endpoint.path),
	    .body = buffer_span(&r->body),
	    .headers = headers};
	const struct sigv4_scope scope = {
	    value_of(r, DATE), r->endpoint.region, SERVICE};
	int result = -1;

	for (int i = HOST; i < AUTHORIZATION; i++)
		if (i != TOKEN || r->key->session_token[0] != '\0')
			headers[wire.header_count++] = (struct header){
			    span_of(names[i]), span_of(value_of(r, i))};
	if (canonical_request(&canonical, &wire) == 0 &&
	    sigv4_authorize(value, &scope, r->key->access_key_id,
		r->key->secret_access_key, buffer_span(&canonical)) == 0) {
		set_line(r, AUTHORIZATION, value);
		result = 0;
	}
	buffer_wipe(&canonical);
	return result;
}

/* The list is ours: libcurl borrows it, and nothing is copied. */
static void
link_lines(struct request *r)
{
	struct curl_slist **last = &r->lines;

	for (int i = HOST; i <= EXPECT; i++) {
		if (i == TOKEN && r->key->session_token[0] == '\0')
			continue;
		r->nodes[i].data = line_of(r, i);
		*last = &r->nodes[i];
		last = &r->nodes[i].next;
	}
	*last = NULL;
}

int
request_finish(struct request *r)
{
	if (r->body.full)
		return -1;
	set_line(r, HOST, r->endpoint.host);
	set_line(r, TYPE, "application/x-www-form-urlencoded; charset=utf-8");
	set_line(r, ACCEPT, "application/json");
	set_line(r, TOKEN, r->key->session_token);
	snprintf(r->line[EXPECT], sizeof(r->line[EXPECT]), "Expect:");
	link_lines(r);
	return 0;
}

void
request_set_code(struct request *r, struct span code)
{
	memcpy(r->body.p + r->body.n - code.n, code.p, code.n);
}

int
request_seal(struct request *r, int64_t now)
{
	char date[SIGV4_DATE_LENGTH + 1];

	sigv4_date(date, now);
	set_line(r, DATE, date);
	return sign(r);
}

void
request_wipe(struct request *r)
{
	if (r->body.p != NULL)
		buffer_wipe(&r->body);
	explicit_bzero(r->line, sizeof(r->line));
	explicit_bzero(r->token_line, strlen(r->token_line));
}
