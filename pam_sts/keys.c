/* Opening a user's files; runs as root in the host and reads none of them. */

#include <sys/stat.h>

#include <errno.h>
#include <unistd.h>

#include "pam_sts/authority.h"
#include "pam_sts/keys.h"
#include "pam_sts/lineage.h"
#include "pam_sts/record.h"

static bool
needs_secret(const struct login *l)
{
	return l->policy.mfa == MFA_LOCAL || l->policy.mfa == MFA_BOTH;
}

static int
or_nothing(int fd)
{
	return fd == -ENOENT ? authority_nothing() : fd;
}

static int
find_login(struct login *l)
{
	return l->login[0] != '\0' ? lineage_again(l) : lineage_find(l);
}

/* What an earlier code gave is in the session's own record; it serves as long
 * as the key by which it was got. */
static int
open_base(const struct login *l)
{
	int key = authority_state(l->user.uid, STATE_KEY);

	if (key < 0)
		return key;
	close(key);
	return record_open(l->session);
}

static int
open_key(struct login *l)
{
	if (l->renewing && l->policy.with_code)
		return open_base(l);
	/* Whoever was revoked derives nothing from what he has. */
	if (l->policy.source == SOURCE_LOGIN_SESSION)
		return keys_enrolled(l) ? find_login(l) : -ENOENT;
	return authority_state(l->user.uid, STATE_KEY);
}

void
keys_open(struct keys *k, struct login *l)
{
	uid_t uid = l->user.uid;

	k->secret = needs_secret(l) ?
	    or_nothing(authority_state(uid, STATE_SECRET)) :
	    authority_nothing();
	k->counter = or_nothing(authority_state(uid, STATE_COUNTER));
	k->key = or_nothing(open_key(l));
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
keys_revoked(const struct keys *k)
{
	const int fds[] = {k->secret, k->counter, k->key};
	struct stat st;

	for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++)
		if (fds[i] >= 0 &&
		    (fstat(fds[i], &st) == -1 ||
			(S_ISREG(st.st_mode) && st.st_nlink == 0)))
			return true;
	return false;
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
