/* Handing on what a check finds; pure. */

#include "common/fault.h"

void
fault_add(struct faults *all, struct span file, unsigned line, const char *what,
    struct span text)
{
	struct config_error e = {file, line, what, text};

	all->count++;
	if (all->report != NULL)
		all->report(all->ctx, &e);
}
