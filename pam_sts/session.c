/* Opening and closing a session; runs as root in the host, or, to close one,
 * as its user. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pam_sts/bell.h"
#include "pam_sts/directory.h"
#include "pam_sts/entry.h"
#include "pam_sts/environment.h"
#include "pam_sts/grant.h"
#include "pam_sts/login.h"
#include "pam_sts/notes.h"
#include "pam_sts/record.h"
#include "pam_sts/session.h"
#include "pam_sts/spawn.h"

#define OWNER_DATA "pam_sts_owner"
#define PATH_SIZE 512

/* Of all profiles; absent where they differ, and the config file decides. */
static struct span
common_region(const struct bundle *grant, size_t at, struct span region)
{
	struct message m;

	while (grant_next(grant, &at, &m) == 1)
		if (!span_equal(m.field[TAG_REGION], region))
			return (struct span){NULL, 0};
	return region;
}

static int
publish_environment(const struct login *l, const struct bundle *grant)
{
	char directory[PATH_SIZE];
	struct grant_header h;
	struct message first;
	int r = grant_header(grant, KIND_TICKET, &h);

	if (r < 0 || grant_next(grant, &h.at, &first) != 1)
		return -EPROTO;
	snprintf(directory, sizeof(directory), "%s/pam_sts/sessions/%lu/%s",
	    RUNDIR, (unsigned long)l->target.uid, l->session);
	return environment_publish(l, directory,
	    common_region(grant, h.at, first.field[TAG_REGION]),
	    /* A variable does not change with what it tells of. */
	    l->policy.form[0].process || l->policy.form[0].renewable ?
		(struct span){NULL, 0} :
		first.field[TAG_EXPIRATION]);
}

/* Whoever is no account any more when he leaves has his files removed, too:
 * of the session that was opened here; else PAM_USER, if he is one. */
static bool
find_owner(uid_t *uid, const struct login *l)
{
	const void *owner = notes_find(l->pamh, OWNER_DATA);

	if (owner != NULL)
		memcpy(uid, owner, sizeof(*uid));
	else
		*uid = l->target.uid;
	return owner != NULL || l->target.known;
}

/* The record comes first: whatever has none is nobody's. */
static int
begin(const struct login *l, const struct bundle *grant, const char *obtained)
{
	int r = entry_begin(l, grant), dir = -1;

	if (r == 0)
		r = dir = directory_make(l->target.uid, l->session);
	if (r >= 0)
		r = directory_fill(dir, l, grant, obtained);
	if (r == 0)
		r = directory_give(dir, l);
	if (dir >= 0)
		close(dir);
	return r == 0 ? spawn_keeper(l->session) : r;
}

/* The record last: until then, the keeper has something to do. */
static int
end(uid_t uid, const char *id)
{
	int r = directory_remove(uid, id, false);

	if (geteuid() == 0) {
		record_remove(uid, id);
		bell_ring(id);
	}
	return r;
}

/* Its keeper does the rest; without one, the sweep at the end. */
static int
leave(const char *id)
{
	int r = geteuid() == 0 ? record_close(id) : 0;

	if (geteuid() == 0)
		bell_ring(id);
	return r;
}

int
session_publish(
    const struct login *l, const struct bundle *grant, const char *obtained)
{
	int r = notes_leave(
	    l->pamh, OWNER_DATA, &l->target.uid, sizeof(l->target.uid));

	if (r == 0)
		r = begin(l, grant, obtained);
	if (r == 0)
		r = publish_environment(l, grant);
	if (r < 0) {
		environment_withdraw(l);
		(void)end(l->target.uid, l->session);
	}
	return r;
}

bool
session_exists(const struct login *l)
{
	char id[SESSION_HEX + 1];
	int dir = environment_session(l, id) ?
	    directory_open(l->target.uid, id) :
	    -ENOENT;

	if (dir >= 0)
		close(dir);
	return dir >= 0;
}

/* As root by root's word; as the user by his. */
static bool
lingers(uid_t uid, const char *id)
{
	return geteuid() == 0 ? record_lingers(uid, id) :
				directory_lingers(uid, id);
}

int
session_remove(const struct login *l)
{
	char id[SESSION_HEX + 1];
	uid_t uid;

	if (!environment_session(l, id))
		return 0;
	if (!find_owner(&uid, l))
		return -ENOENT;
	return lingers(uid, id) ? leave(id) : end(uid, id);
}
