/* The arguments of the commands about one profile of a session. */

#ifndef CLI_PROFILE_REQUEST_H
#define CLI_PROFILE_REQUEST_H

#include <stdbool.h>

struct profile_request {
	const char *session; /* --session; NULL: the one the caller is in */
	const char *profile; /* NULL: the first */
	bool force, json;
};

/*
 * Read "[OPTION]... [PROFILE]", with those options whose first letters are
 * given.  DONE, or USAGE, said.
 */
int profile_request_read(
    struct profile_request *, const char *letters, int argc, char **argv);

#endif
