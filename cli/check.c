/* pam-sts check: what is wrong with a configuration.  Run by anybody. */

#include <stdio.h>

#include "cli/commands.h"
#include "cli/configuration.h"
#include "cli/message.h"
#include "cli/printable.h"
#include "common/note.h"

static void
print_note(void *ctx, const struct config_error *e)
{
	char text[PRINTABLE_SIZE];

	(void)ctx;
	printable(text, e->text);
	printf("%.*s:%u: note: %s: \"%s\"\n", (int)e->file.n, e->file.p,
	    e->line, e->what, text);
}

static void
print_summary(const struct configuration *c)
{
	unsigned profiles = 0, rules = 0;

	for (unsigned i = 0; i < c->all.count; i++) {
		profiles += span_is(c->all.at[i].kind, "profile");
		rules += span_is(c->all.at[i].kind, "rule");
	}
	printf("%s: ", c->path);
	if (c->included > 0)
		printf("with %u of conf.d: ", c->included);
	printf("%u profiles, %u rules: ok\n", profiles, rules);
}

int
command_check(int argc, char **argv)
{
	struct configuration c;

	if (argc > 2)
		return message_usage("check", "too many arguments");
	if (argc == 2 && argv[1][0] == '-')
		return message_usage("check", "it has no options");
	if (configuration_load(&c, argc == 2 ? argv[1] : NULL) > 0)
		return REFUSED;
	config_notes(&c.all, print_note, NULL);
	print_summary(&c);
	return DONE;
}
