/*
 * Splits the Authorization header. Judges form only; sigv4_check.c judges
 * whether what it says is true.
 */
#include <stdbool.h>
#include <string.h>

#include "authorization.h"
#include "outcome.h"
#include "request.h"

static const char algorithm[] = "AWS4-HMAC-SHA256";

static int
incomplete(struct outcome *o, const char *what)
{
	return outcome_fail(o, 400, "IncompleteSignature", "%s", what);
}

static const char *
header_sole(const struct request *req, const char *name, size_t *count)
{
	const char *value = NULL;
	size_t i;

	for (i = *count = 0; i < req->headers.count; i++) {
		if (strcmp(req->headers.item[i].name, name) == 0) {
			value = req->headers.item[i].value;
			(*count)++;
		}
	}
	return value;
}

/* Stores `name=value` in the slot of that name; an unknown name is wrong. */
static bool
part_store(char *part, const char **credential, const char **headers,
    const char **signature)
{
	char *equals = strchr(part, '=');
	const char **slot;

	if (equals == NULL)
		return false;
	*equals = '\0';
	slot = strcmp(part, "Credential") == 0 ? credential :
	    strcmp(part, "SignedHeaders") == 0 ? headers :
	    strcmp(part, "Signature") == 0     ? signature :
						 NULL;
	if (slot == NULL || *slot != NULL)
		return false;
	*slot = equals + 1;
	return true;
}

/* ID/DATE/REGION/SERVICE/TERMINATOR, five parts and no more. */
static bool
credential_split(struct authorization *a, const char *credential)
{
	const char **slots[] = {
	    &a->key_id, &a->date, &a->region, &a->service, &a->terminator};
	char *rest = a->text + (credential - a->text);
	size_t i;

	for (i = 0; i < 5; i++)
		*slots[i] = rest == NULL ? NULL : strsep(&rest, "/");
	return rest == NULL && a->terminator != NULL;
}

static int
parts_read(struct authorization *a, char *rest, struct outcome *o)
{
	const char *credential = NULL;
	char *part;

	while ((part = strsep(&rest, ",")) != NULL) {
		part += strspn(part, " ");
		part[strcspn(part, " ")] = '\0';
		if (!part_store(
			part, &credential, &a->signed_headers, &a->signature))
			return incomplete(o,
			    "Authorization header holds a "
			    "part that is not a key=value pair or is unknown "
			    "or repeated.");
	}
	if (credential == NULL)
		return incomplete(o,
		    "Authorization header requires "
		    "'Credential' parameter.");
	if (a->signature == NULL)
		return incomplete(o,
		    "Authorization header requires "
		    "'Signature' parameter.");
	if (a->signed_headers == NULL)
		return incomplete(o,
		    "Authorization header requires "
		    "'SignedHeaders' parameter.");
	if (!credential_split(a, credential))
		return incomplete(o,
		    "Credential must have exactly 5 "
		    "slash-delimited elements, e.g. "
		    "keyid/date/region/service/term");
	if (strlen(a->signature) != SIGNATURE_HEX - 1 ||
	    a->signature[strspn(a->signature, "0123456789abcdef")] != '\0')
		return incomplete(o,
		    "Signature must be 64 digits of "
		    "lower-case hexadecimal.");
	return 0;
}

int
authorization_parse(
    struct authorization *a, const struct request *req, struct outcome *o)
{
	size_t count, n = sizeof(algorithm) - 1;
	const char *value = header_sole(req, "authorization", &count);

	*a = (struct authorization){0};
	if (count == 0)
		return outcome_fail(o, 403, "MissingAuthenticationToken",
		    "Request is missing Authentication Token");
	if (count > 1 || strlen(value) >= sizeof(a->text))
		return incomplete(o,
		    "Authorization header is repeated or "
		    "too long.");
	if (strncmp(value, algorithm, n) != 0 || value[n] != ' ')
		return incomplete(o, "Unsupported AWS 'algorithm'.");
	strcpy(a->text, value);
	return parts_read(a, a->text + n + 1, o);
}
