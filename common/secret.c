/* Fixed-capacity secrets; pure. */

#include <string.h>

#include "common/secret.h"

void
secret_wipe(struct secret *s)
{
	explicit_bzero(s, sizeof(*s));
}

int
secret_move(struct secret *s, char *from, size_t n)
{
	int r = -1;

	secret_wipe(s);
	if (n < sizeof(s->buf)) {
		memcpy(s->buf, from, n);
		s->len = n;
		r = 0;
	}
	explicit_bzero(from, n);
	return r;
}

struct span
secret_span(const struct secret *s)
{
	return (struct span){s->buf, s->len};
}

bool
secret_equal(struct span a, struct span b)
{
	unsigned char diff = 0;

	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		diff |= (unsigned char)(a.p[i] ^ b.p[i]);
	return diff == 0;
}
