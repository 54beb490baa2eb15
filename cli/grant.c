/* Removing grants; run by root. */

#include <string.h>
#include <unistd.h>

#include "cli/grant.h"
#include "cli/root_dir.h"
#include "common/bundle.h"

/* All of it that is read: a header stands first. */
#define HEADER_MAX (MESSAGE_MAX + 4)

struct removal {
	const struct root_dir *dir;
	const char *user; /* NULL: all */
	int r;
};

/* 1, 0, or -1 by errno.  Secrets may be behind the header. */
static int
is_of(const char *user, int fd)
{
	uint8_t room[HEADER_MAX];
	ssize_t n = pread(fd, room, sizeof(room), 0);
	const struct bundle b = {room, sizeof(room), n == -1 ? 0 : (size_t)n};
	struct message header;
	size_t at = 0;
	bool his = bundle_next(&b, &at, &header) == 1 &&
	    header.kind == KIND_TICKET &&
	    (span_is(header.field[TAG_USER], user) ||
		span_is(header.field[TAG_TARGET], user));

	explicit_bzero(room, sizeof(room));
	return n == -1 ? -1 : his;
}

/* 1; 0: it is another's, or gone; -1, said. */
static int
is_wanted(const struct removal *m, const char *name)
{
	int fd, r;

	if (m->user == NULL)
		return 1;
	r = root_dir_file(m->dir, name, &fd);
	if (r != 1)
		return r;
	r = is_of(m->user, fd);
	if (r < 0)
		(void)root_dir_fail(m->dir, name);
	close(fd);
	return r;
}

/* One that stays is in no other's way. */
static bool
take(void *ctx, const char *name)
{
	struct removal *m = ctx;
	int wanted = is_wanted(m, name);

	if (wanted < 0 || (wanted > 0 && root_dir_remove(m->dir, name) < 0))
		m->r = -1;
	return true;
}

int
grant_remove(const char *user)
{
	static const char *const paths[] = {
	    RUNDIR "/pam_sts/tickets", RUNDIR "/pam_sts/kept"};
	int r = 0;

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct root_dir dir;
		struct removal m = {&dir, user, 0};

		if (root_dir_open(&dir, paths[i]) < 0 ||
		    root_dir_each(&dir, take, &m) < 0 || m.r < 0)
			r = -1;
		root_dir_close(&dir);
	}
	return r;
}
