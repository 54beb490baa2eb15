/* The parts of a text of "key = value" lines, each behind its [NAME]. */

#ifndef CLI_PARAGRAPH_H
#define CLI_PARAGRAPH_H

#include "common/text.h"

/*
 * The lines behind [name] and before the next section, for stanza_get(); for
 * an absent name those before the first.  Absent when there is no such
 * section, or two.
 */
struct span paragraph_find(struct span text, struct span name);

#endif
