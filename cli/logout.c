/* pam-sts logout: end this session's credentials.  Run by its user. */

#include <stdio.h>

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/order.h"

int
command_logout(int argc, char **argv)
{
	int r;

	(void)argv;
	if (argc != 1)
		return message_usage("logout", "expected nothing");
	r = order_give("drop", NULL);
	if (r == DONE)
		puts("The credentials of this session are gone.");
	return r;
}
