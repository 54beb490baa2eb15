/*
 * pam-sts credentials: a profile's credentials for an SDK, which runs it as
 * the credential_process of a session's config file.  Run by the user.
 */

#include "cli/commands.h"
#include "cli/profile_request.h"
#include "cli/secret_output.h"
#include "cli/session_keys.h"

/* No field has a byte that JSON would have escaped. */
static int
print(const struct session_keys *k, bool force)
{
	return secret_output(force,
	    "{\"Version\": 1, \"AccessKeyId\": \"%.*s\", "
	    "\"SecretAccessKey\": \"%.*s\", \"SessionToken\": \"%.*s\", "
	    "\"Expiration\": \"%.*s\"}\n",
	    (int)k->access_key_id.n, k->access_key_id.p,
	    (int)k->secret_access_key.n, k->secret_access_key.p,
	    (int)k->session_token.n, k->session_token.p, (int)k->expires.n,
	    k->expires.p);
}

int
command_credentials(int argc, char **argv)
{
	static struct session_keys keys;
	struct profile_request q;
	int r = profile_request_read(&q, "fs", argc, argv);

	if (r != DONE)
		return r;
	r = session_keys_read(&keys, q.session, q.profile);
	if (r == DONE)
		r = print(&keys, q.force);
	session_keys_wipe(&keys);
	return r;
}
