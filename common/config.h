/*
 * The grammar of pam_sts.conf: sections, "key = value" lines, comments.
 * This room knows lines only; what keys mean is in setting.h, whether a file
 * as a whole makes sense in check.h.
 *
 *	file    = { line LF }
 *	line    = [ section | key "=" value ] [ blank ("#" | ";") comment ]
 *	section = "[" kind [ blank name ] "]"
 *
 * Several files are read as one text: each begins with a line that a file
 * itself cannot have, CONFIG_MARK and its path (config_append()).
 */

#ifndef COMMON_CONFIG_H
#define COMMON_CONFIG_H

#include "common/text.h"

#define CONFIG_MARK '\f'

struct config_error {
	struct span file; /* absent: the text was not told */
	unsigned line;
	const char *what; /* what is wrong, and what would be right */
	struct span text; /* the offending text */
};

enum config_item {
	CONFIG_END,
	CONFIG_FILE, /* value = path: a file begins, and no section goes on */
	CONFIG_SECTION, /* key = kind of section, value = its name */
	CONFIG_ENTRY,
	CONFIG_BAD /* error is filled; the cursor stands behind the line */
};

struct config_line {
	struct span file;
	unsigned line;
	struct span key, value;
	struct config_error error;
};

/* Start with {.rest = text}. */
struct config_cursor {
	struct span rest, file;
	unsigned line;
};

/* The next line that says something; blank and comment lines are skipped. */
enum config_item config_next(struct config_cursor *, struct config_line *);

/* Does the name of a file in conf.d say that it is read? */
bool config_is_included(struct span name);

/*
 * Append one file to the text of *used bytes in room.  NULL, or why it
 * cannot be, with *used as it was: together they are too long, it has a
 * CONFIG_MARK, or its path a line end.
 */
const char *config_append(
    char *room, size_t cap, size_t *used, const char *path, struct span file);

#endif
