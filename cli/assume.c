/* pam-sts assume: one profile more for this session.  Run by its user. */

#include <stdio.h>

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/order.h"
#include "common/field.h"

int
command_assume(int argc, char **argv)
{
	int r;

	if (argc != 2 || argv[1][0] == '-')
		return message_usage("assume", "expected one profile");
	if (!field_valid(TAG_PROFILE, span_of(argv[1])))
		return message("\"%s\" is no name of a profile: "
			       "look at the spelling",
		    argv[1]);
	r = order_give("assume", argv[1]);
	if (r == DONE)
		printf("This session has the profile %s now. To use it:\n"
		       "  AWS_PROFILE=%s aws sts get-caller-identity\n",
		    argv[1], argv[1]);
	return r;
}
