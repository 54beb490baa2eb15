/*
 * A secret text of fixed capacity.  It is moved, never copied, and wiped by
 * its last owner: secret_wipe() on every path.
 */

#ifndef COMMON_SECRET_H
#define COMMON_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "common/text.h"

#define SECRET_MAX 512

struct secret {
	size_t len;
	char buf[SECRET_MAX];
};

void secret_wipe(struct secret *);

/*
 * Copy the text from's n bytes into *s and wipe the source.  -1, *s empty,
 * when it is too long; the source is wiped all the same.
 */
int secret_move(struct secret *s, char *from, size_t n);

/* The text of a secret, borrowed. */
struct span secret_span(const struct secret *);

/* Equality in a time that depends on the lengths only. */
bool secret_equal(struct span, struct span);

#endif
