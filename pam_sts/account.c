/* Users and groups, by reentrant look-ups; runs as root in the host. */

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>

#include "common/field.h"
#include "pam_sts/account.h"

#define ROOM_FIRST 4096
#define ROOM_MAX ((size_t)64 * 1024 * 1024)
#define GROUPS_FIRST 64
#define GROUPS_MAX (1 << 20)

static bool
set_name(struct account *a, const char *name)
{
	struct span s = span_of(name);

	return field_valid(TAG_USER, s) &&
	    span_copy(a->name, sizeof(a->name), s);
}

void
account_find(struct account *a, const char *name)
{
	struct passwd pw, *found = NULL;
	char *room = NULL;
	int r = ERANGE;

	memset(a, 0, sizeof(*a));
	for (size_t n = ROOM_FIRST; field_valid(TAG_USER, span_of(name)) &&
	     r == ERANGE && n <= ROOM_MAX;
	     n *= 2) {
		free(room);
		room = malloc(n);
		r = room == NULL ? ENOMEM :
				   getpwnam_r(name, &pw, room, n, &found);
	}
	/* The name as the account has it; some databases know "Alice". */
	a->known = found != NULL && set_name(a, found->pw_name);
	if (a->known) {
		a->uid = found->pw_uid;
		a->gid = found->pw_gid;
	} else {
		/* It is whatever somebody typed: not for a log. */
		(void)set_name(a, "(unknown)");
	}
	free(room);
}

static enum match
find_group(gid_t *gid, const char *name)
{
	struct group gr, *found = NULL;
	char *room = NULL;
	int r = ERANGE;

	for (size_t n = ROOM_FIRST; r == ERANGE && n <= ROOM_MAX; n *= 2) {
		free(room);
		room = malloc(n);
		r = room == NULL ? ENOMEM :
				   getgrnam_r(name, &gr, room, n, &found);
	}
	if (found != NULL)
		*gid = gr.gr_gid;
	free(room);
	return found != NULL			? MATCH_YES :
	    r == 0 || r == ENOENT || r == ESRCH ? MATCH_NO :
						  MATCH_UNDECIDED;
}

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
account_in_group(struct span user, struct span group)
{
	char name[NAME_MAX_BYTES + 1], of[NAME_MAX_BYTES + 1];
	struct account a;
	gid_t wanted;
	enum match m;

	if (!span_copy(name, sizeof(name), user) ||
	    !span_copy(of, sizeof(of), group))
		return MATCH_UNDECIDED;
	if ((m = find_group(&wanted, of)) != MATCH_YES)
		return m;
	/* He was there a moment ago: that he is not is a failure, too. */
	account_find(&a, name);
	if (!a.known)
		return MATCH_UNDECIDED;
	return has_group(name, a.gid, wanted);
}
