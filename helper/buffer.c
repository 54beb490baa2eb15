/* Text in fixed room; pure. */

#include <string.h>

#include "helper/buffer.h"

void
buffer_add(struct buffer *b, struct span s)
{
	if (b->full || b->cap - b->n <= s.n) {
		b->full = true;
		return;
	}
	if (s.n > 0)
		memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
	b->p[b->n] = '\0';
}

void
buffer_text(struct buffer *b, const char *text)
{
	buffer_add(b, span_of(text));
}

void
buffer_byte(struct buffer *b, char c)
{
	buffer_add(b, (struct span){&c, 1});
}

void
buffer_escape(struct buffer *b, struct span s, const char *set, char mark)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		char out[3] = {mark, digits[c >> 4], digits[c & 15]};

		if (text_in_set((struct span){s.p + i, 1}, set))
			buffer_add(b, (struct span){s.p + i, 1});
		else
			buffer_add(b, (struct span){out, 3});
	}
}

void
buffer_percent(struct buffer *b, struct span s)
{
	buffer_escape(b, s, "A-Za-z0-9._~-", '%');
}

struct span
buffer_span(const struct buffer *b)
{
	return (struct span){b->p, b->n};
}

void
buffer_wipe(struct buffer *b)
{
	explicit_bzero(b->p, b->n);
	b->n = 0;
	b->full = false;
}
