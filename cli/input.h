/* Standard input, where secrets come in: never by argument. */

#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include "common/limits.h"
#include "common/text.h"

/*
 * Read all of it into room, with a hint of what is expected if it is a
 * terminal.  DONE with *text in room; or REFUSED, said.  The caller wipes
 * room in either case.
 */
int input_read(
    struct span *text, char room[static STANZA_MAX + 1], const char *hint);

#endif
