/* Looking groups up as the module does, so that the outcome on a host is the
 * same; run by anybody. */

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>

#include "cli/membership.h"
#include "common/limits.h"

#define GROUPS_FIRST 64
#define GROUPS_MAX (1 << 20)

/* All gids of a user; the caller frees.  NULL: they cannot be had. */
static gid_t *
groups_of(const char *name, gid_t first, int *count)
{
	gid_t *gid = NULL, *more;

	for (int n = GROUPS_FIRST; n <= GROUPS_MAX; n = *count) {
		more = reallocarray(gid, (size_t)n, sizeof(*gid));
		if (more == NULL)
			break;
		gid = more;
		*count = n;
		if (getgrouplist(name, first, gid, count) != -1)
			return gid;
		/* Not for want of room. */
		if (*count <= n)
			break;
	}
	free(gid);
	return NULL;
}

static enum match
has_group(const char *name, gid_t first, gid_t wanted)
{
	enum match m = MATCH_NO;
	int count = 0;
	gid_t *gid;

	if (first == wanted)
		return MATCH_YES;
	if ((gid = groups_of(name, first, &count)) == NULL)
		return MATCH_UNDECIDED;
	for (int i = 0; i < count; i++)
		if (gid[i] == wanted)
			m = MATCH_YES;
	free(gid);
	return m;
}

enum match
membership(struct span user, struct span group)
{
	char name[NAME_MAX_BYTES + 1], of[NAME_MAX_BYTES + 1];
	const struct passwd *pw;
	const struct group *gr;

	if (!span_copy(name, sizeof(name), user) ||
	    !span_copy(of, sizeof(of), group))
		return MATCH_UNDECIDED;
	errno = 0;
	if ((gr = getgrnam(of)) == NULL)
		return errno == 0 || errno == ENOENT || errno == ESRCH ?
		    MATCH_NO :
		    MATCH_UNDECIDED;
	/* He was there a moment ago: that he is not is a failure, too. */
	if ((pw = getpwnam(name)) == NULL)
		return MATCH_UNDECIDED;
	return has_group(name, pw->pw_gid, gr->gr_gid);
}
