/* pam-sts revoke: forget a user.  Run by root. */

#include <stdio.h>
#include <string.h>

#include "cli/account.h"
#include "cli/commands.h"
#include "cli/message.h"
#include "cli/state_file.h"

/* The counter last: a secret without one could have a used code again. */
static int
remove_files(const struct state *s, bool removed[static 3])
{
	static const char *const names[] = {
	    STATE_SECRET, STATE_KEY, STATE_COUNTER};
	int r;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if ((r = state_remove(s, names[i])) < 0)
			return -1;
		removed[i] = r == 1;
	}
	state_sweep(s);
	return 0;
}

static void
tell(const struct account *a, const bool removed[static 3])
{
	static const char *const names[] = {"secret", "key", "counter"};
	const char *separator = "removed ";

	printf("%s: ", a->name);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (removed[i]) {
			printf("%s%s", separator, names[i]);
			separator = ", ";
		}
	puts(separator[0] == ',' ? "" : "nothing to remove");
}

int
command_revoke(int argc, char **argv)
{
	bool removed[3] = {false};
	struct account a;
	struct state s;
	int r;

	if (argc != 2)
		return message_usage("revoke", "expected one user");
	if ((r = account_find_uid(&a, argv[1])) != DONE)
		return r;
	if (state_open(&s, a.uid, false) < 0)
		return REFUSED;
	r = remove_files(&s, removed);
	if (state_close(&s) && r == 0)
		r = message("%s/%lu holds more than pam-sts put there: "
			    "look what it is, and remove it",
		    STATE_DIR, (unsigned long)a.uid);
	if (r == 0 || removed[0] || removed[1] || removed[2])
		tell(&a, removed);
	return r == 0 ? DONE : REFUSED;
}
