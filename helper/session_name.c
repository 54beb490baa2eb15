/* Mapping names to AWS's alphabet; pure. */

#include <string.h>
#include <openssl/evp.h>

#include "helper/buffer.h"
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
cut(char out[static SESSION_NAME_MAX + 1], struct span mapped, struct span name)
{
	uint8_t hash[EVP_MAX_MD_SIZE];

	if (EVP_Digest(name.p, name.n, hash, NULL, EVP_sha256(), NULL) != 1)
		return -1;
	memcpy(out, mapped.p, KEPT);
	out[KEPT] = '-';
	text_hex(out + KEPT + 1, hash, HASH_HEX / 2);
	return 0;
}

int
session_name(char out[static SESSION_NAME_MAX + 1], struct span name)
{
	char room[2048];
	struct buffer b = {room, sizeof(room), 0, false};
	struct span head = name;

	/* Beyond 64 bytes only the digest tells names apart. */
	if (head.n > SESSION_NAME_MAX + 1)
		head.n = SESSION_NAME_MAX + 1;
	buffer_escape(&b, head, "A-Za-z0-9_+,.@-", '=');
	if (b.n > SESSION_NAME_MAX || looks_cut(buffer_span(&b)))
		return cut(out, buffer_span(&b), name);
	while (b.n < 2)
		buffer_byte(&b, '=');
	memcpy(out, room, b.n + 1);
	return 0;
}
