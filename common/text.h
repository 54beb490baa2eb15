/*
 * Borrowed pieces of text and the few ways to read them.  Nothing here
 * allocates, knows a locale or needs a terminating NUL.
 */

#ifndef COMMON_TEXT_H
#define COMMON_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A piece of somebody else's buffer; p == NULL means "not there". */
struct span {
	const char *p;
	size_t n;
};

/* The span of a NUL-terminated string; NULL gives the absent span. */
struct span span_of(const char *s);

bool span_is(struct span, const char *word);
bool span_equal(struct span, struct span);
bool span_starts(struct span, const char *prefix);

/* Without blanks (space and tab) at both ends. */
struct span span_trim(struct span);

/*
 * Cut *rest at the first c: returns what stands before it and moves *rest
 * behind it; with no c returns all and makes *rest absent.
 */
struct span span_cut(struct span *rest, char c);

/* The same for lists with commas, without blanks around the item. */
struct span span_item(struct span *rest);

/* Copy with a NUL; false, and dst untouched, if it does not fit. */
bool span_copy(char *dst, size_t cap, struct span);

/*
 * Is every byte of the span in the set?  A set is written as ranges and
 * single bytes ("A-Za-z0-9_"); a '-' that stands last is itself.
 */
bool text_in_set(struct span, const char *set);

/* Copy what fits with a NUL, every byte outside printable ASCII as '?'. */
void text_printable(char *dst, size_t cap, struct span);

/* Decimal digits only, no sign, no blanks; false on overflow. */
bool text_decimal(struct span, uint64_t *out);

/* Lower-case hex of n bytes into dst[2n + 1]. */
void text_hex(char *dst, const uint8_t *src, size_t n);

#endif
