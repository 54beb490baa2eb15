/*
 * pam-sts env: a profile's credentials as a shell's variables, for programs
 * that read nothing else.  Run by the user.
 */

#include <stdio.h>

#include "cli/commands.h"
#include "cli/profile_request.h"
#include "cli/secret_output.h"
#include "cli/session_keys.h"

#define REGION_SIZE 256

/* Where the profile has none, that of the session stays. */
static void
set_region(char text[static REGION_SIZE], struct span region)
{
	text[0] = '\0';
	if (region.p != NULL)
		snprintf(text, REGION_SIZE,
		    "export AWS_REGION='%.*s'\n"
		    "export AWS_DEFAULT_REGION='%.*s'\n",
		    (int)region.n, region.p, (int)region.n, region.p);
}

/* No field has a quote.  A profile that is named would win over the keys. */
static int
print(const struct session_keys *k, bool force)
{
	char region[REGION_SIZE];

	set_region(region, k->region);
	return secret_output(force,
	    "export AWS_ACCESS_KEY_ID='%.*s'\n"
	    "export AWS_SECRET_ACCESS_KEY='%.*s'\n"
	    "export AWS_SESSION_TOKEN='%.*s'\n"
	    "%s"
	    "export AWS_CREDENTIAL_EXPIRATION='%.*s'\n"
	    "unset AWS_PROFILE\n",
	    (int)k->access_key_id.n, k->access_key_id.p,
	    (int)k->secret_access_key.n, k->secret_access_key.p,
	    (int)k->session_token.n, k->session_token.p, region,
	    (int)k->expires.n, k->expires.p);
}

int
command_env(int argc, char **argv)
{
	static struct session_keys keys;
	struct profile_request q;
	int r = profile_request_read(&q, "f", argc, argv);

	if (r != DONE)
		return r;
	r = session_keys_read(&keys, NULL, q.profile);
	if (r == DONE)
		r = print(&keys, q.force);
	session_keys_wipe(&keys);
	return r;
}
