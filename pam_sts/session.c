/*
 * Publishing and removing a session's files.  Runs as root in the host; the
 * last directory belongs to the user (so that a close without privilege can
 * still remove the file), so root works in it by descriptor only.
 */

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pam_sts/authority.h"
#include "pam_sts/environment.h"
#include "pam_sts/file.h"
#include "pam_sts/grant.h"
#include "pam_sts/login.h"
#include "pam_sts/notes.h"
#include "pam_sts/record.h"
#include "pam_sts/session.h"
#include "pam_sts/sheet.h"

#define CREDENTIALS "credentials"
#define CONFIG "config"
#define INFO "info"
#define OWNER_DATA "pam_sts_owner"
#define PATH_SIZE 512
/* A user's last session may be closing: its directory vanishes as we come. */
#define TRIES 8

static int
put_file(int dir, const char *name, const struct sheet *s,
    const struct account *owner)
{
	return file_publish(dir, name, s->p, s->n, owner->uid, owner->gid);
}

static int
publish_files(int dir, const struct login *l, const struct bundle *grant,
    const char *obtained)
{
	struct sheet s;
	int r = sheet_open(&s);

	if (r == 0)
		r = sheet_info(&s, grant, l->session, obtained);
	if (r == 0)
		r = put_file(dir, INFO, &s, &l->target);
	if (r == 0)
		r = sheet_config(&s, grant);
	if (r == 0)
		r = put_file(dir, CONFIG, &s, &l->target);
	if (r == 0)
		r = sheet_credentials(&s, grant);
	if (r == 0)
		r = put_file(dir, CREDENTIALS, &s, &l->target);
	sheet_close(&s);
	/* The directory last: until now he could not reach into it. */
	if (r == 0 &&
	    (fchmod(dir, 0700) == -1 ||
		fchown(dir, l->target.uid, l->target.gid) == -1))
		r = -errno;
	return r;
}

/* The new directory sessions/<uid>/<id>, still root's; or -errno. */
static int
make_directory(uid_t uid, const char *id)
{
	int r = -ENOENT;

	for (int i = 0; i < TRIES && r == -ENOENT; i++) {
		int parent = authority_sessions(uid, true);

		if (parent < 0) {
			r = parent;
			continue;
		}
		r = mkdirat(parent, id, 0700) == -1 ? -errno : 0;
		if (r == 0 &&
		    (r = openat(parent, id,
			 O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) ==
			-1) {
			r = -errno;
			(void)unlinkat(parent, id, AT_REMOVEDIR);
		}
		close(parent);
	}
	return r;
}

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
	    first.field[TAG_EXPIRATION]);
}

/* Unlink sessions/<uid>/<id> and, when it was the last, <uid>. */
static int
remove_files(uid_t uid, const char *id)
{
	static const char *const others[] = {CONFIG, INFO,
	    FILE_TEMPORARY(CREDENTIALS), FILE_TEMPORARY(CONFIG),
	    FILE_TEMPORARY(INFO)};
	int parent = authority_sessions(uid, false), dir, r = 0;

	if (parent < 0)
		return parent == -ENOENT ? 0 : parent;
	dir =
	    openat(parent, id, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (dir == -1)
		r = errno == ENOENT ? 0 : -errno;
	else {
		if (unlinkat(dir, CREDENTIALS, 0) == -1 && errno != ENOENT)
			r = -errno;
		for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
			(void)unlinkat(dir, others[i], 0);
		close(dir);
		(void)unlinkat(parent, id, AT_REMOVEDIR);
	}
	close(parent);
	authority_sessions_tidy(uid);
	return r;
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

int
session_publish(
    const struct login *l, const struct bundle *grant, const char *obtained)
{
	int dir = make_directory(l->target.uid, l->session), r;

	if (dir < 0)
		return dir;
	r = notes_leave(
	    l->pamh, OWNER_DATA, &l->target.uid, sizeof(l->target.uid));
	if (r == 0)
		r = publish_files(dir, l, grant, obtained);
	close(dir);
	if (r == 0)
		r = record_write(l, grant);
	if (r == 0)
		r = publish_environment(l, grant);
	if (r < 0) {
		environment_withdraw(l);
		record_remove(l->target.uid, l->session);
		(void)remove_files(l->target.uid, l->session);
	}
	return r;
}

bool
session_exists(const struct login *l)
{
	char id[SESSION_HEX + 1];
	int parent = authority_sessions(l->target.uid, false);
	struct stat st;
	bool there = parent >= 0 && environment_session(l, id) &&
	    fstatat(parent, id, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISDIR(st.st_mode);

	if (parent >= 0)
		close(parent);
	return there;
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
	if (geteuid() == 0)
		record_remove(uid, id);
	return remove_files(uid, id);
}
