/* A session's files; runs as root, or, to close a session, as its user. */

#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "common/stanza.h"
#include "pam_sts/authority.h"
#include "pam_sts/directory.h"
#include "pam_sts/file.h"
#include "pam_sts/login.h"
#include "pam_sts/sheet.h"

#define CREDENTIALS "credentials"
#define KEYS "keys"
#define CONFIG "config"
#define INFO "info"
/* A user's last session may be closing: its directory vanishes as we come. */
#define TRIES 8
#define DIRECTORY (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

static const char *const secrets[] = {
    CREDENTIALS, KEYS, FILE_TEMPORARY(CREDENTIALS), FILE_TEMPORARY(KEYS), NULL};
static const char *const others[] = {
    CONFIG, INFO, FILE_TEMPORARY(CONFIG), FILE_TEMPORARY(INFO), NULL};

int
directory_make(uid_t uid, const char *id)
{
	int r = -ENOENT;

	for (int i = 0; i < TRIES && r == -ENOENT; i++) {
		int parent = authority_sessions(uid, true);

		if (parent < 0) {
			r = parent;
			continue;
		}
		r = mkdirat(parent, id, 0700) == -1 ? -errno : 0;
		if (r == 0 && (r = openat(parent, id, DIRECTORY)) == -1) {
			r = -errno;
			(void)unlinkat(parent, id, AT_REMOVEDIR);
		}
		close(parent);
	}
	return r;
}

int
directory_open(uid_t uid, const char *id)
{
	int parent = authority_sessions(uid, false), dir;

	if (parent < 0)
		return parent;
	dir = openat(parent, id, DIRECTORY);
	if (dir == -1)
		dir = -errno;
	close(parent);
	return dir;
}

int
directory_fill(int dir, const struct login *l, const struct bundle *grant,
    const char *obtained)
{
	static const struct {
		const char *name;
		int (*compose)(struct sheet *, const struct sheet_of *);
	} files[] = {{INFO, sheet_info}, {CONFIG, sheet_config},
	    {KEYS, sheet_keys}, {CREDENTIALS, sheet_credentials}};
	const struct sheet_of of = {grant, &l->policy, l->session, obtained};
	struct sheet s;
	int r = sheet_open(&s);

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]) && r == 0;
	     i++) {
		r = files[i].compose(&s, &of);
		if (r == 0)
			r = file_replace(dir, files[i].name, s.p, s.n,
			    l->target.uid, l->target.gid);
	}
	sheet_close(&s);
	return r;
}

int
directory_give(int dir, const struct login *l)
{
	return fchmod(dir, 0700) == -1 ||
		fchown(dir, l->target.uid, l->target.gid) == -1 ?
	    -errno :
	    0;
}

/* Every one, also when one of them cannot be: the first -errno, or 0.  A
 * directory of such a name is the user's, and no keys. */
static int
unlink_all(int dir, const char *const *names)
{
	int r = 0;

	for (; *names != NULL; names++)
		if (unlinkat(dir, *names, 0) == -1 && errno != ENOENT &&
		    errno != EISDIR && r == 0)
			r = -errno;
	return r;
}

int
directory_expire(uid_t uid, const char *id)
{
	int dir = directory_open(uid, id), r;

	if (dir < 0)
		return dir == -ENOENT ? 0 : dir;
	r = unlink_all(dir, secrets);
	close(dir);
	return r;
}

/* What the user put there. */
static void
unlink_rest(int dir)
{
	int copy = openat(dir, ".", DIRECTORY);
	DIR *list = copy == -1 ? NULL : fdopendir(copy);
	struct dirent *d;

	while (list != NULL && (d = readdir(list)) != NULL)
		if (unlinkat(dir, d->d_name, 0) == -1)
			(void)unlinkat(dir, d->d_name, AT_REMOVEDIR);
	if (list != NULL)
		closedir(list);
	else if (copy != -1)
		close(copy);
}

int
directory_remove(uid_t uid, const char *id, bool all)
{
	int parent = authority_sessions(uid, false), dir, r;

	if (parent < 0)
		return parent == -ENOENT ? 0 : parent;
	dir = openat(parent, id, DIRECTORY);
	if (dir == -1)
		r = errno == ENOENT ? 0 : -errno;
	else {
		r = unlink_all(dir, secrets);
		(void)unlink_all(dir, others);
		if (all)
			unlink_rest(dir);
		close(dir);
		(void)unlinkat(parent, id, AT_REMOVEDIR);
	}
	close(parent);
	authority_sessions_tidy(uid);
	return r;
}

bool
directory_lingers(uid_t uid, const char *id)
{
	int dir = directory_open(uid, id), fd;
	char room[STANZA_MAX];
	ssize_t n = -1;

	if (dir < 0)
		return false;
	fd = file_open(dir, INFO);
	if (fd >= 0) {
		n = file_read(fd, room, sizeof(room));
		close(fd);
	}
	close(dir);
	return n > 0 &&
	    stanza_get((struct span){room, (size_t)n}, "linger").p != NULL;
}
