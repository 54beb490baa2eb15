/*
 * Where the sections of a configuration begin: read once, so that no look-up
 * goes through the whole text again.  Borrows from the text.
 */

#ifndef COMMON_SECTION_H
#define COMMON_SECTION_H

#include "common/config.h"
#include "common/limits.h"

struct section {
	struct span file;
	unsigned line;
	struct span kind, name; /* name absent: p == NULL */
	struct config_cursor body;
};

struct sections {
	unsigned count;
	bool more; /* there are more than SECTIONS_MAX; those are not in at */
	struct section at[SECTIONS_MAX];
};

void sections_read(struct sections *, struct span config);

/* The first of that kind and name (absent: without a name); NULL if none. */
const struct section *section_find(
    const struct sections *, const char *kind, struct span name);

/* As config_next(), ending where the section or its file ends. */
enum config_item section_next(struct config_cursor *, struct config_line *);

#endif
