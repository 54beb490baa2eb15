/* pam-sts renew: new credentials for this session.  Run by its user. */

#include <stdio.h>

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/order.h"

int
command_renew(int argc, char **argv)
{
	int r;

	(void)argv;
	if (argc != 1)
		return message_usage("renew", "expected nothing");
	r = order_give("renew", NULL);
	if (r == DONE)
		puts("The credentials of this session were renewed.");
	return r;
}
