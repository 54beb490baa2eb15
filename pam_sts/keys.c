/* Opening a user's files; runs as root in the host and reads none of them. */

#include <errno.h>
#include <unistd.h>

#include "pam_sts/authority.h"
#include "pam_sts/keys.h"

static bool
needs_secret(const struct login *l)
{
	return l->policy.mfa == MFA_LOCAL || l->policy.mfa == MFA_BOTH;
}

static int
open_or_nothing(const struct login *l, enum state_file which)
{
	int fd = authority_state(l->user.uid, which);

	return fd == -ENOENT ? authority_nothing() : fd;
}

void
keys_open(struct keys *k, const struct login *l)
{
	k->secret = needs_secret(l) ? open_or_nothing(l, STATE_SECRET) :
				      authority_nothing();
	k->counter = open_or_nothing(l, STATE_COUNTER);
	k->key = open_or_nothing(l, STATE_KEY);
}

void
keys_close(const struct keys *k)
{
	const int fds[] = {k->secret, k->counter, k->key};

	for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++)
		if (fds[i] >= 0)
			close(fds[i]);
}

bool
keys_refused(const struct keys *k, struct answer *a)
{
	int r = k->secret < 0 ? k->secret :
	    k->counter < 0    ? k->counter :
	    k->key < 0	      ? k->key :
				0;

	if (r == 0)
		return false;
	if (r == -EPERM)
		answer_set(a, STATUS_CONFIG,
		    "others than root can write the user's files");
	else
		answer_fail(a, "the user's files", r);
	return true;
}

bool
keys_enrolled(const struct login *l)
{
	static const enum state_file files[] = {
	    STATE_SECRET, STATE_COUNTER, STATE_KEY};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		int fd = authority_state(l->user.uid, files[i]);

		if (fd >= 0)
			close(fd);
		if (fd != -ENOENT)
			return true;
	}
	return false;
}
