/* Signing; pure. */

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "helper/sigv4.h"

#define ALGORITHM "AWS4-HMAC-SHA256"
#define MAC_SIZE 32
#define KEY_MAX (4 + 256)

void
sigv4_date(char out[static SIGV4_DATE_LENGTH + 1], int64_t at)
{
	time_t t = (time_t)at;
	struct tm tm;

	out[0] = '\0';
	if (gmtime_r(&t, &tm) != NULL)
		strftime(out, SIGV4_DATE_LENGTH + 1, "%Y%m%dT%H%M%SZ", &tm);
}

int
sigv4_string(char out[static SIGV4_STRING_MAX], const struct sigv4_scope *scope,
    struct span canonical)
{
	uint8_t hash[MAC_SIZE];
	char hex[2 * MAC_SIZE + 1];
	int n;

	if (EVP_Digest(
		canonical.p, canonical.n, hash, NULL, EVP_sha256(), NULL) != 1)
		return -1;
	text_hex(hex, hash, sizeof(hash));
	n = snprintf(out, SIGV4_STRING_MAX,
	    ALGORITHM "\n%s\n%.8s/%s/%s/aws4_request\n%s", scope->date,
	    scope->date, scope->region, scope->service, hex);
	return n < SIGV4_STRING_MAX ? 0 : -1;
}

static int
mac(uint8_t out[static MAC_SIZE], const uint8_t *key, size_t key_size,
    struct span text)
{
	return HMAC(EVP_sha256(), key, (int)key_size,
		   (const unsigned char *)text.p, text.n, out, NULL) == NULL ?
	    -1 :
	    0;
}

/* Secret, day, region, service, end: each the key of the next. */
static int
signature(char hex[static 2 * MAC_SIZE + 1], const struct sigv4_scope *scope,
    const char *secret, const char *string)
{
	uint8_t first[KEY_MAX], key[MAC_SIZE];
	const struct span link[] = {{scope->date, 8}, span_of(scope->region),
	    span_of(scope->service), span_of("aws4_request"), span_of(string)};
	size_t n = strlen(secret);
	int r = -1;

	if (n > KEY_MAX - 4)
		return -1;
	memcpy(first, "AWS4", 4);
	memcpy(first + 4, secret, n);
	r = mac(key, first, n + 4, link[0]);
	for (size_t i = 1; r == 0 && i < sizeof(link) / sizeof(link[0]); i++)
		r = mac(key, key, sizeof(key), link[i]);
	if (r == 0)
		text_hex(hex, key, sizeof(key));
	explicit_bzero(first, sizeof(first));
	explicit_bzero(key, sizeof(key));
	return r;
}

/* The line before the last one. */
static struct span
signed_headers(struct span canonical)
{
	struct span line = {NULL, 0}, last = {NULL, 0};

	while (canonical.p != NULL) {
		line = last;
		last = span_cut(&canonical, '\n');
	}
	return line;
}

int
sigv4_authorize(char out[static SIGV4_VALUE_MAX],
    const struct sigv4_scope *scope, const char *access_key_id,
    const char *secret_access_key, struct span canonical)
{
	char string[SIGV4_STRING_MAX], hex[2 * MAC_SIZE + 1];
	struct span names = signed_headers(canonical);
	int n;

	if (sigv4_string(string, scope, canonical) < 0 ||
	    signature(hex, scope, secret_access_key, string) < 0)
		return -1;
	n = snprintf(out, SIGV4_VALUE_MAX,
	    ALGORITHM " Credential=%s/%.8s/%s/%s/aws4_request, "
		      "SignedHeaders=%.*s, Signature=%s",
	    access_key_id, scope->date, scope->region, scope->service,
	    (int)names.n, names.p, hex);
	return n < SIGV4_VALUE_MAX ? 0 : -1;
}
