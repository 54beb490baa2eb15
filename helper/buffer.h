/*
 * Text that grows inside fixed room of the caller's: it cannot allocate, so
 * no secret is left behind by growing.
 */

#ifndef HELPER_BUFFER_H
#define HELPER_BUFFER_H

#include "common/text.h"

/*
 * Start with {room, sizeof(room), 0, false}.  NUL-terminated as soon as
 * anything, were it nothing, has been added and has fitted.
 */
struct buffer {
	char *p;
	size_t cap, n;
	bool full; /* sticky: something did not fit and is missing */
};

void buffer_add(struct buffer *, struct span);
void buffer_text(struct buffer *, const char *);
void buffer_byte(struct buffer *, char);

/* %XX, upper-case, for every byte but A-Za-z0-9-._~ (RFC 3986). */
void buffer_percent(struct buffer *, struct span);

/* mark XX, upper-case, for every byte outside the set of text_in_set(). */
void buffer_escape(struct buffer *, struct span, const char *set, char mark);

struct span buffer_span(const struct buffer *);
/* Empty it, and leave nothing of what it held. */
void buffer_wipe(struct buffer *);

#endif
