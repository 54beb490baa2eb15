/* Making names as long as AWS wants them; pure. */

#include <string.h>
#include <openssl/evp.h>

#include "helper/session_name.h"

#define KEPT 47
#define HASH_HEX 16

static bool
looks_cut(struct span s)
{
	struct span hash = {s.p + KEPT + 1, HASH_HEX};

	return s.n == SESSION_NAME_MAX && s.p[KEPT] == '-' &&
	    text_in_set(hash, "0-9a-f");
}

static int
cut(char out[static SESSION_NAME_MAX + 1], struct span name)
{
	uint8_t hash[EVP_MAX_MD_SIZE];

	if (EVP_Digest(name.p, name.n, hash, NULL, EVP_sha256(), NULL) != 1)
		return -1;
	memcpy(out, name.p, KEPT);
	out[KEPT] = '-';
	text_hex(out + KEPT + 1, hash, HASH_HEX / 2);
	return 0;
}

int
session_name(char out[static SESSION_NAME_MAX + 1], struct span name)
{
	if (name.n > SESSION_NAME_MAX || looks_cut(name))
		return cut(out, name);
	(void)span_copy(out, SESSION_NAME_MAX + 1, name);
	for (size_t n = name.n; n < SESSION_NAME_MIN; n++)
		memcpy(out + n, "=", 2);
	return 0;
}
