/* Sweeping; runs as root, at boot, by a timer, or by hand. */

#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/field.h"
#include "pam_sts/authority.h"
#include "pam_sts/charge.h"
#include "pam_sts/desk.h"
#include "pam_sts/directory.h"
#include "pam_sts/record.h"
#include "pam_sts/sweep.h"
#include "pam_sts/timetable.h"
#include "pam_sts/waste.h"

#define DIRECTORY (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

struct sweeping {
	bool failed;
};

static void
fail(struct sweeping *s, const char *what, const char *id, int error)
{
	fprintf(stderr, "pam-sts-keeper: %s %s: %s\n", what, id,
	    strerrordesc_np(-error));
	s->failed = true;
}

/* dir is closed. */
static void
for_each(struct sweeping *s, int dir, void *ctx,
    void (*what)(struct sweeping *, int dir, const char *name, void *ctx))
{
	int fd = dir < 0 ? -1 : openat(dir, ".", DIRECTORY);
	DIR *list = fd == -1 ? NULL : fdopendir(fd);
	struct dirent *d;

	while (list != NULL && (d = readdir(list)) != NULL)
		if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0)
			what(s, dir, d->d_name, ctx);
	if (list != NULL)
		closedir(list);
	else if (fd != -1)
		close(fd);
	if (dir >= 0)
		close(dir);
}

static bool
is_id(const char *name)
{
	return field_valid(TAG_SESSION, span_of(name));
}

/* Why a session that nobody keeps is over; NULL: it is not. */
static const char *
why_over(const struct charge *c, const struct timetable *t,
    const struct message *header)
{
	if (t->last <= time(NULL))
		return c->leader == 0 ? "its leader has gone" :
					"its credentials have expired";
	return c->leader != 0 || header->field[TAG_LINGER].p != NULL ?
	    NULL :
	    "its leader has gone";
}

static void
judge(struct sweeping *s, const char *id, const struct bundle *b,
    const struct grant_header *h)
{
	struct timetable t;
	struct charge c;
	const char *why;
	int r;

	if (!charge_read(&c, &h->m)) {
		fail(s, "record", id, -EPROTO);
		return;
	}
	timetable_read(&t, b, &h->m, h->at);
	if ((why = why_over(&c, &t, &h->m)) == NULL)
		return;
	r = directory_remove(c.uid, id, true);
	record_erase(id);
	desk_close(id);
	if (r < 0)
		fail(s, "session", id, r);
	else
		printf("removed session %s of %s: %s\n", id, c.user, why);
}

/* One that is being opened has no keeper yet, but a leader. */
static void
sweep_record(struct sweeping *s, int dir, const char *name, void *ctx)
{
	struct bundle *b = ctx;
	struct grant_header h;
	struct stat st;
	int fd, r;

	if (!is_id(name)) {
		waste_remove_temporary(dir, name);
		return;
	}
	fd = record_open(name);
	/* One that was renewed meanwhile has lost its lock, and its name. */
	if (fd < 0 || record_is_kept(fd) || fstat(fd, &st) == -1 ||
	    st.st_nlink == 0) {
		if (fd >= 0)
			close(fd);
		return;
	}
	r = record_read(b, &h, fd);
	close(fd);
	if (r == 0)
		judge(s, name, b, &h);
	else if (unlinkat(dir, name, 0) == 0)
		printf("removed record %s: it is damaged\n", name);
	else if (errno != ENOENT)
		fail(s, "record", name, -errno);
	explicit_bzero(b->p, b->n);
}

static bool
has_record(const char *id)
{
	int fd = record_open(id);

	if (fd >= 0)
		close(fd);
	return fd != -ENOENT;
}

/* A session's record is there before its directory, and goes after it. */
static void
sweep_session(struct sweeping *s, int dir, const char *id, void *ctx)
{
	uid_t uid = *(const uid_t *)ctx;
	struct stat st;
	int r;

	if (!is_id(id) || has_record(id))
		return;
	r = directory_remove(uid, id, true);
	if (r < 0)
		fail(s, "directory of session", id, r);
	else if (fstatat(dir, id, &st, AT_SYMLINK_NOFOLLOW) == -1)
		printf("removed session %s of uid %lu: it has no record\n", id,
		    (unsigned long)uid);
}

static void
sweep_user(struct sweeping *s, int dir, const char *name, void *ctx)
{
	uint64_t v;
	uid_t uid;

	(void)dir;
	(void)ctx;
	if (!text_decimal(span_of(name), &v) || v >= (uid_t)-1)
		return;
	uid = (uid_t)v;
	for_each(s, authority_sessions(uid, false), &uid, sweep_session);
	authority_sessions_tidy(uid);
}

static void
sweep_desk(struct sweeping *s, int dir, const char *id, void *ctx)
{
	(void)s;
	(void)dir;
	(void)ctx;
	if (is_id(id) && !has_record(id))
		desk_close(id);
}

static void
sweep_ticket(struct sweeping *s, int dir, const char *name, void *ctx)
{
	(void)s;
	if (waste_is_ticket(dir, name, ctx))
		printf("removed ticket %s: nobody took it\n", name);
}

static void
sweep_kept(struct sweeping *s, int dir, const char *name, void *ctx)
{
	(void)s;
	if (waste_is_kept(dir, name, ctx))
		printf("removed what was kept as %s: "
		       "its login or its credentials ended\n",
		    name);
}

int
sweep(void)
{
	struct sweeping s = {false};
	struct bundle b;
	int r = grant_open(&b);

	if (r < 0) {
		fail(&s, "sweep", "", r);
		return 1;
	}
	for_each(&s, authority_records(false), &b, sweep_record);
	for_each(&s, authority_all_sessions(), NULL, sweep_user);
	for_each(&s, authority_keepers(false), NULL, sweep_desk);
	for_each(&s, authority_tickets(), &b, sweep_ticket);
	for_each(&s, authority_kept(), &b, sweep_kept);
	grant_close(&b);
	return s.failed ? 1 : 0;
}
