/* TOTP by liboath; pure. */

#include <errno.h>
#include <liboath/oath.h>
#include <stdlib.h>
#include <string.h>

#include "common/limits.h"
#include "common/secret.h"
#include "helper/totp.h"

#define MARK_DIGITS 8

int
totp_key_read(struct totp_key *key, struct span base32)
{
	char *bytes = NULL;
	size_t n = 0;
	int r = -EINVAL;

	if (base32.n == 0 ||
	    oath_base32_decode(base32.p, base32.n, &bytes, &n) != OATH_OK)
		return -EINVAL;
	if (n > 0 && n <= sizeof(key->bytes)) {
		memcpy(key->bytes, bytes, n);
		key->n = n;
		r = 0;
	}
	explicit_bzero(bytes, n);
	free(bytes);
	return r;
}

static bool
is_code_of(const struct totp_key *key, struct span code, uint64_t step)
{
	char otp[CODE_DIGITS + 1] = "";
	bool same;

	if (oath_hotp_generate(key->bytes, key->n, step, CODE_DIGITS, false,
		OATH_HOTP_DYNAMIC_TRUNCATION, otp) != OATH_OK)
		return false;
	same = secret_equal(code, span_of(otp));
	explicit_bzero(otp, sizeof(otp));
	return same;
}

uint64_t
totp_match(
    const struct totp_key *key, struct span code, uint64_t now, unsigned window)
{
	uint64_t middle = now / STEP_SECONDS, found = 0;

	for (uint64_t off = window + 1; off-- > 0;) {
		if (is_code_of(key, code, middle + off))
			found = middle + off;
		if (middle > off && is_code_of(key, code, middle - off))
			found = middle - off;
	}
	return found;
}

uint32_t
totp_mark(const uint8_t *salt, size_t n, struct span code)
{
	char otp[MARK_DIGITS + 1] = "";
	uint64_t number = 0, mark = 0;

	(void)text_decimal(code, &number);
	if (oath_hotp_generate((const char *)salt, n, number, MARK_DIGITS,
		false, OATH_HOTP_DYNAMIC_TRUNCATION, otp) == OATH_OK)
		(void)text_decimal(span_of(otp), &mark);
	return (uint32_t)mark;
}
