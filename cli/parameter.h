/* The parameters of a form, one after the other; pure. */

#ifndef CLI_PARAMETER_H
#define CLI_PARAMETER_H

#include "common/limits.h"
#include "common/text.h"

struct parameter {
	struct span name;
	struct span value; /* decoded, in room */
	char room[MESSAGE_MAX];
};

/*
 * Cut the next one off the rest of a form.  False at its end, or where one
 * does not fit the room.
 */
bool parameter_next(struct parameter *, struct span *rest);

#endif
