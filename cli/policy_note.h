/* What to know of a trust policy before it is used; pure. */

#ifndef CLI_POLICY_NOTE_H
#define CLI_POLICY_NOTE_H

#include "cli/caller.h"

struct policy_note {
	const char *text; /* one line */
	bool warning; /* somebody has to do something about it */
};

#define POLICY_NOTES 6

/* How many there are. */
unsigned policy_notes(
    struct policy_note note[static POLICY_NOTES], const struct caller *);

#endif
