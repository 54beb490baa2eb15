/*
 * Signature Version 4, the verifying side, for headers (not for presigned
 * URLs). Written from the specification alone, never from the signer under
 * test: two readings of one protocol are the point of this program.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <json-c/printbuf.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "authorization.h"
#include "caller.h"
#include "canonical.h"
#include "emulator.h"
#include "outcome.h"
#include "request.h"
#include "session.h"
#include "signed_headers.h"
#include "sigv4_check.h"
#include "world.h"
#include "world_find.h"

enum { WINDOW_MINUTES = 15, DIGEST = 32, HEX = 2 * DIGEST + 1 };

static void
hex_spell(const unsigned char raw[static DIGEST], char out[static HEX])
{
	size_t i;

	for (i = 0; i < DIGEST; i++)
		snprintf(out + 2 * i, 3, "%02x", raw[i]);
}

static void
hash_hex(const struct printbuf *text, char out[static HEX])
{
	unsigned char raw[EVP_MAX_MD_SIZE];

	EVP_Digest(
	    text->buf, (size_t)text->bpos, raw, NULL, EVP_sha256(), NULL);
	hex_spell(raw, out);
}

static void
mac_step(
    unsigned char key[static EVP_MAX_MD_SIZE], size_t key_len, const char *text)
{
	unsigned char out[EVP_MAX_MD_SIZE];

	HMAC(EVP_sha256(), key, (int)key_len, (const unsigned char *)text,
	    strlen(text), out, NULL);
	memcpy(key, out, DIGEST);
}

static void
signature_compute(const struct authorization *a, const char *secret,
    const char *string_to_sign, char out[static HEX])
{
	unsigned char key[256];
	int n = snprintf((char *)key, sizeof(key), "AWS4%s", secret);

	mac_step(key, (size_t)n < sizeof(key) ? (size_t)n : sizeof(key) - 1,
	    a->date);
	mac_step(key, DIGEST, a->region);
	mac_step(key, DIGEST, a->service);
	mac_step(key, DIGEST, a->terminator);
	mac_step(key, DIGEST, string_to_sign);
	hex_spell(key, out);
}

/* A temporary key belongs to one token, a long-term key to none. */
static const char *
key_resolve(const struct emulator *em, const struct request *req,
    const char *id, struct caller *caller)
{
	const char *token = request_header(req, "x-amz-security-token");
	const struct world_key *key;

	key = world_find_key(em->world, id, &caller->user);
	if (key != NULL)
		return key->active && token == NULL ? key->secret : NULL;
	caller->session = session_find(em->sessions, id);
	if (caller->session == NULL || token == NULL ||
	    strlen(token) != strlen(caller->session->token) ||
	    CRYPTO_memcmp(token, caller->session->token, strlen(token)) != 0)
		return NULL;
	caller->user = caller->session->user;
	caller->role = caller->session->role;
	return caller->session->secret;
}

static int
mismatch(struct outcome *o, const char *what)
{
	return outcome_fail(o, 403, "SignatureDoesNotMatch", "%s", what);
}

static int
scope_check(const struct emulator *em, const struct authorization *a,
    const char *date, struct outcome *o)
{
	if (strcmp(a->terminator, "aws4_request") != 0)
		return mismatch(o,
		    "Credential should be scoped with a valid "
		    "terminator: 'aws4_request'.");
	if (strcmp(a->service, "sts") != 0)
		return mismatch(o,
		    "Credential should be scoped to correct "
		    "service: 'sts'. ");
	if (a->region[0] == '\0' ||
	    (em->world->regions != NULL &&
		!world_lists(em->world->regions, a->region)))
		return mismatch(o,
		    "Credential should be scoped to a valid "
		    "region. ");
	if (strlen(a->date) != 8 || strncmp(a->date, date, 8) != 0)
		return outcome_fail(o, 403, "SignatureDoesNotMatch",
		    "Date in Credential scope does not match YYYYMMDD from "
		    "ISO-8601 version of date from HTTP: '%s' != '%.8s', "
		    "from '%s'.",
		    a->date, date, date);
	return 0;
}

static int
window_check(const char *date, time_t when, time_t now, struct outcome *o)
{
	const time_t span = WINDOW_MINUTES * 60;
	char edge[WALLCLOCK_BASIC], server[WALLCLOCK_BASIC];

	wallclock_basic(now, server);
	if (when < now - span) {
		wallclock_basic(now - span, edge);
		return outcome_fail(o, 403, "SignatureDoesNotMatch",
		    "Signature expired: %s is now earlier than %s "
		    "(%s - %d min.)",
		    date, edge, server, WINDOW_MINUTES);
	}
	if (when > now + span) {
		wallclock_basic(now + span, edge);
		return outcome_fail(o, 403, "SignatureDoesNotMatch",
		    "Signature not yet current: %s is still later than %s "
		    "(%s + %d min.)",
		    date, edge, server, WINDOW_MINUTES);
	}
	return 0;
}

static int
date_check(const struct emulator *em, const struct request *req,
    const struct authorization *a, struct outcome *o)
{
	const char *date = request_header(req, "x-amz-date");
	time_t when;

	if (date == NULL)
		return outcome_fail(o, 400, "IncompleteSignature",
		    "Authorization header requires existence of either a "
		    "'X-Amz-Date' or a 'Date' header.");
	if (wallclock_parse_basic(date, &when) == -1)
		return outcome_fail(o, 400, "IncompleteSignature",
		    "Date must be in ISO-8601 'basic format'. Got '%s'. See "
		    "http://en.wikipedia.org/wiki/ISO_8601",
		    date);
	if (scope_check(em, a, date, o) == -1)
		return -1;
	return window_check(date, when, wallclock_now(&em->clock), o);
}

/* Append the string to sign; -1 for a query that has no canonical form. */
static int
string_to_sign(struct printbuf *out, const struct request *req,
    const struct authorization *a, const char *payload_hash)
{
	struct printbuf *canonical = printbuf_new();
	char hash[HEX];
	int r;

	r = canonical_request(canonical, req, a->signed_headers, payload_hash);
	hash_hex(canonical, hash);
	printbuf_free(canonical);
	sprintbuf(out, "AWS4-HMAC-SHA256\n%s\n%s/%s/%s/%s\n%s",
	    request_header(req, "x-amz-date"), a->date, a->region, a->service,
	    a->terminator, hash);
	return r;
}

static int
signature_check(const struct request *req, const struct authorization *a,
    const char *secret, struct outcome *o)
{
	const char *claimed = request_header(req, "x-amz-content-sha256");
	struct printbuf *text = printbuf_new();
	char payload_hash[HEX], want[HEX];
	int r;

	hash_hex(req->body, payload_hash);
	r = string_to_sign(text, req, a, payload_hash);
	signature_compute(a, secret, text->buf, want);
	printbuf_free(text);
	if (r == -1 || CRYPTO_memcmp(want, a->signature, HEX) != 0 ||
	    (claimed != NULL && strcmp(claimed, payload_hash) != 0))
		return mismatch(o,
		    "The request signature we calculated does "
		    "not match the signature you provided. Check your AWS "
		    "Secret Access Key and signing method. Consult the "
		    "service documentation for details.");
	return 0;
}

int
sigv4_check(const struct emulator *em, const struct request *req,
    struct caller *caller, char key_id[static 129], struct outcome *o)
{
	struct authorization a;
	const char *secret;

	*caller = (struct caller){0};
	if (authorization_parse(&a, req, o) == -1)
		return -1;
	snprintf(key_id, 129, "%s", a.key_id);
	secret = key_resolve(em, req, a.key_id, caller);
	if (secret == NULL)
		return outcome_fail(o, 403, "InvalidClientTokenId",
		    "The security token included in the request is invalid.");
	if (date_check(em, req, &a, o) == -1 ||
	    signed_headers_check(req, a.signed_headers, o) == -1 ||
	    signature_check(req, &a, secret, o) == -1)
		return -1;
	if (caller->session != NULL &&
	    session_is_over(caller->session, wallclock_now(&em->clock)))
		return outcome_fail(o, 403, "ExpiredToken",
		    "The security token included in the request is expired");
	caller_name(caller, em->world);
	return 0;
}
