/* pam-sts sweep: remove what sessions that ended have left.  Run by root. */

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/sweeper.h"

int
command_sweep(int argc, char **argv)
{
	(void)argv;
	if (argc != 1)
		return message_usage("sweep", "expected nothing");
	return sweeper_become();
}
