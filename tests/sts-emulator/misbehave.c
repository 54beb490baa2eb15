/*
 * What a server, a proxy or an attacker may send in place of an answer. All
 * of this happens after a call has been processed and logged, so that a
 * one-time code is used up even where its answer is lost.
 */
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>
#include <json-c/printbuf.h>
#include <openssl/rand.h>

#include "credentials.h"
#include "fault.h"
#include "misbehave.h"
#include "outcome.h"
#include "reply.h"

enum {
	GARBLE_BYTES = 512,
	HUGE_BYTES = 10 * 1024 * 1024,
	DEEP_ELEMENTS = 100000,
	HOUR = 3600,
};

#define YEAR_9999 253402300799LL

static void
error_force(
    struct outcome *o, int status, const char *code, const char *message)
{
	outcome_clear(o);
	outcome_fail(o, status, code, "%s", message);
}

static void
token_replace(struct json_object *credentials, const char *token)
{
	json_object_object_add(
	    credentials, "SessionToken", json_object_new_string(token));
}

static void
credentials_distort(const struct fault_mark *mark,
    struct json_object *credentials, long long now)
{
	if (mark[FAULT_NEWLINE_TOKEN].on)
		token_replace(credentials,
		    "IQoJ\n[x]\n"
		    "credential_process = touch /tmp/x");
	if (mark[FAULT_BRACKET_TOKEN].on)
		token_replace(credentials, "[default]");
	if (mark[FAULT_MISSING_TOKEN].on)
		json_object_object_del(credentials, "SessionToken");
	if (mark[FAULT_PAST_EXPIRATION].on)
		json_object_object_add(credentials, "Expiration",
		    credentials_expiration((time_t)(now - HOUR)));
	if (mark[FAULT_FAR_EXPIRATION].on)
		json_object_object_add(credentials, "Expiration",
		    credentials_expiration((time_t)YEAR_9999));
}

void
misbehave_outcome(const struct fault_set *set, struct outcome *o, long long now)
{
	const struct fault_mark *mark = set->mark;
	struct json_object *credentials;

	if (mark[FAULT_THROTTLE].on)
		error_force(o, 400, "Throttling", "Rate exceeded");
	if (mark[FAULT_DENY].on)
		error_force(o, 403, "AccessDenied", "Access denied");
	if (mark[FAULT_ERROR500].on)
		error_force(o, 500, "InternalFailure",
		    "The request processing has failed because of an "
		    "unknown error, exception or failure.");
	if (mark[FAULT_ERROR503].on)
		error_force(
		    o, 503, "ServiceUnavailable", "Service unavailable");
	if (o->result != NULL &&
	    json_object_object_get_ex(o->result, "Credentials", &credentials))
		credentials_distort(mark, credentials, now);
}

static void
body_garble(struct reply *reply)
{
	unsigned char bytes[GARBLE_BYTES];

	RAND_bytes(bytes, sizeof(bytes));
	printbuf_reset(reply->body);
	printbuf_memappend(reply->body, (char *)bytes, sizeof(bytes));
}

static void
body_repeat(struct reply *reply, const char *text, long times)
{
	long i;

	for (i = 0; i < times; i++)
		printbuf_memappend(reply->body, text, (int)strlen(text));
}

static void
body_inflate(struct reply *reply, long bytes)
{
	reply_text(reply, 200, reply->type, "<GetCallerIdentityResponse>");
	printbuf_memset(
	    reply->body, -1, 'A', (int)(bytes > 0 ? bytes : HUGE_BYTES));
}

static void
body_deepen(struct reply *reply, long depth)
{
	depth = depth > 0 ? depth : DEEP_ELEMENTS;
	reply_text(reply, 200, "text/xml", "");
	body_repeat(reply, "<a>", depth);
	body_repeat(reply, "</a>", depth);
}

static void
body_bomb(struct reply *reply)
{
	int level;

	reply_text(reply, 200, "text/xml",
	    "<?xml version=\"1.0\"?>\n"
	    "<!DOCTYPE GetCallerIdentityResponse [\n"
	    "<!ENTITY e0 \"lol\">\n");
	for (level = 1; level < 10; level++) {
		char head[64], name[16];

		snprintf(head, sizeof(head), "<!ENTITY e%d \"", level);
		snprintf(name, sizeof(name), "&e%d;", level - 1);
		body_repeat(reply, head, 1);
		body_repeat(reply, name, 10);
		body_repeat(reply, "\">\n", 1);
	}
	body_repeat(reply,
	    "]>\n<GetCallerIdentityResponse>"
	    "<GetCallerIdentityResult><Arn>&e9;</Arn>"
	    "</GetCallerIdentityResult></GetCallerIdentityResponse>\n",
	    1);
}

static void
body_mistype(struct reply *reply)
{
	reply_text(reply, 200, "application/json",
	    "{\"GetSessionTokenResponse\":{\"GetSessionTokenResult\":{"
	    "\"Credentials\":{\"AccessKeyId\":1,\"SecretAccessKey\":2.5,"
	    "\"SessionToken\":[\"3\"],\"Expiration\":{\"at\":\"noon\"}},"
	    "\"Arn\":4,\"Account\":5,\"UserId\":true},"
	    "\"ResponseMetadata\":6}}");
}

static void
body_distort(const struct fault_mark *mark, struct reply *reply)
{
	if (mark[FAULT_EMPTY].on)
		reply_text(reply, 200, reply->type, "");
	if (mark[FAULT_GARBLE].on)
		body_garble(reply);
	if (mark[FAULT_HUGE].on)
		body_inflate(reply, mark[FAULT_HUGE].number);
	if (mark[FAULT_HTML].on)
		reply_text(reply, 502, "text/html",
		    "<html><head><title>502 "
		    "Bad Gateway</title></head><body><h1>502 Bad Gateway</h1>"
		    "</body></html>\n");
	if (mark[FAULT_DEEPXML].on)
		body_deepen(reply, mark[FAULT_DEEPXML].number);
	if (mark[FAULT_ENTITYBOMB].on)
		body_bomb(reply);
	if (mark[FAULT_WRONGTYPES].on)
		body_mistype(reply);
}

void
misbehave_reply(const struct fault_set *set, struct reply *reply)
{
	const struct fault_mark *mark = set->mark;

	body_distort(mark, reply);
	if (mark[FAULT_REDIRECT].on) {
		reply_text(reply, 302, "text/html", "");
		snprintf(reply->location, sizeof(reply->location), "%s",
		    mark[FAULT_REDIRECT].text[0] != '\0' ?
			mark[FAULT_REDIRECT].text :
			"https://sts.example.net/");
	}
	reply->delay_ms = mark[FAULT_DELAY].number;
	reply->trickle_ms = mark[FAULT_TRICKLE].number;
	reply->idle_close_ms = mark[FAULT_IDLE_CLOSE].number;
	if (mark[FAULT_TRUNCATE].on)
		reply->manner = REPLY_HALF;
	if (mark[FAULT_DROP].on)
		reply->manner = REPLY_NOTHING;
	if (mark[FAULT_RESET].on)
		reply->manner = REPLY_RESET;
}
