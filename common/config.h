/*
 * The grammar of pam_sts.conf: sections, "key = value" lines, comments.
 * This room knows lines only; what keys mean is in setting.h, whether a file
 * as a whole makes sense in check.h.
 *
 *	file    = { line LF }
 *	line    = [ section | key "=" value ] [ blank ("#" | ";") comment ]
 *	section = "[" kind [ blank name ] "]"
 */

#ifndef COMMON_CONFIG_H
#define COMMON_CONFIG_H

#include "common/text.h"

struct config_error {
	unsigned line;
	const char *what; /* what is wrong, and what would be right */
	struct span text; /* the offending text */
};

enum config_item {
	CONFIG_END,
	CONFIG_SECTION, /* key = kind of section, value = its name */
	CONFIG_ENTRY,
	CONFIG_BAD /* error is filled; the cursor stands behind the line */
};

struct config_line {
	unsigned line;
	struct span key, value;
	struct config_error error;
};

/* Start with {text, 0}. */
struct config_cursor {
	struct span rest;
	unsigned line;
};

/* The next line that says something; blank and comment lines are skipped. */
enum config_item config_next(struct config_cursor *, struct config_line *);

#endif
