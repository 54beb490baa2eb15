/* Reading the arguments of credentials, env and whoami; pure. */

#include <getopt.h>
#include <stddef.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/profile_request.h"

static bool
take_option(struct profile_request *q, int option)
{
	switch (option) {
	case 'f':
		q->force = true;
		return true;
	case 'j':
		q->json = true;
		return true;
	case 's':
		q->session = optarg;
		return true;
	default:
		return false;
	}
}

int
profile_request_read(
    struct profile_request *q, const char *letters, int argc, char **argv)
{
	static const struct option options[] = {
	    {"force", no_argument, NULL, 'f'},
	    {"json", no_argument, NULL, 'j'},
	    {"session", required_argument, NULL, 's'},
	    {NULL, 0, NULL, 0},
	};
	int option;

	*q = (struct profile_request){NULL, NULL, false, false};
	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1) {
		if (option == ':')
			return message_usage(
			    argv[0], "an option lacks its value");
		if (strchr(letters, option) == NULL || !take_option(q, option))
			return message_usage(
			    argv[0], "an option that does not exist");
	}
	if (argc - optind > 1)
		return message_usage(argv[0], "expected one profile");
	q->profile = argv[optind];
	return DONE;
}
