/* Messages behind each other; pure. */

#include <errno.h>
#include <string.h>

#include "common/bundle.h"

#define PREFIX 4

int
bundle_add(struct bundle *b, const struct message *m)
{
	uint8_t *p = b->p + b->n;
	int n;

	if (b->cap - b->n < PREFIX)
		return -EMSGSIZE;
	n = wire_encode(m, p + PREFIX, b->cap - b->n - PREFIX);
	if (n < 0)
		return n;
	for (int i = 0; i < PREFIX; i++)
		p[i] = (uint8_t)((unsigned)n >> (8 * (PREFIX - 1 - i)));
	b->n += PREFIX + (size_t)n;
	return 0;
}

int
bundle_next(const struct bundle *b, size_t *at, struct message *m)
{
	const uint8_t *p = b->p + *at;
	size_t n = 0;

	if (*at == b->n)
		return 0;
	if (b->n - *at < PREFIX)
		return -EPROTO;
	for (int i = 0; i < PREFIX; i++)
		n = n << 8 | p[i];
	if (n > b->n - *at - PREFIX || wire_parse(m, p + PREFIX, n) < 0)
		return -EPROTO;
	*at += PREFIX + n;
	return 1;
}
