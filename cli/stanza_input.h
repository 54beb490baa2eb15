/* The piece of a credentials file that the administrator pastes. */

#ifndef CLI_STANZA_INPUT_H
#define CLI_STANZA_INPUT_H

#include "common/text.h"

struct key_pair {
	struct span id, secret;
};

/*
 * Judge it: one long-term key, nothing else.  DONE with *key pointing into
 * the text, or REFUSED, said by line and without the text.
 */
int stanza_input(struct key_pair *key, struct span text);

#endif
