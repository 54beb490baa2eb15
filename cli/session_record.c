/* Reading records; run by root. */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/message.h"
#include "cli/session_record.h"

#define NAME_SIZE 32

static int
compare(const void *a, const void *b)
{
	return memcmp(a, b, SESSION_HEX);
}

/* What has another name is not, or not yet, a record. */
static bool
add(void *ctx, const char *name)
{
	struct session_records *all = ctx;
	void *more;

	if (!field_valid(TAG_SESSION, span_of(name)))
		return true;
	more = reallocarray(all->id, all->n + 1, sizeof(all->id[0]));
	if (more == NULL)
		return false;
	all->id = more;
	memcpy(all->id[all->n++], name, SESSION_HEX + 1);
	return true;
}

int
session_records_open(struct session_records *all)
{
	int r = root_dir_open(&all->dir, RUNDIR "/pam_sts/records");

	all->id = NULL;
	all->n = 0;
	if (r == 0)
		r = root_dir_each(&all->dir, add, all);
	if (all->n > 0)
		qsort(all->id, all->n, sizeof(all->id[0]), compare);
	return r;
}

void
session_records_close(struct session_records *all)
{
	root_dir_close(&all->dir);
	free(all->id);
	all->id = NULL;
	all->n = 0;
}

static void
forget(struct session_record *rec, struct span *secret)
{
	explicit_bzero(
	    rec->room + (secret->p - (const char *)rec->room), secret->n);
	*secret = (struct span){NULL, 0};
}

/* A header, and then credentials to the end. */
static bool
take(struct session_record *rec, size_t n)
{
	const struct bundle b = {rec->room, sizeof(rec->room), n};
	size_t at = 0;
	struct message m;
	int r;

	if (bundle_next(&b, &at, &rec->header) != 1 ||
	    rec->header.kind != KIND_RECORD)
		return false;
	while ((r = bundle_next(&b, &at, &m)) == 1) {
		if (m.kind != KIND_CREDENTIALS || m.status != STATUS_OK ||
		    rec->count == PROFILES_MAX + 1)
			return false;
		forget(rec, &m.field[TAG_SECRET_ACCESS_KEY]);
		forget(rec, &m.field[TAG_SESSION_TOKEN]);
		rec->given[rec->count++] = m;
	}
	return r == 0;
}

static bool
take_numbers(struct session_record *rec)
{
	const struct span *field = rec->header.field;

	return text_decimal(field[TAG_UID], &rec->uid) &&
	    rec->uid < (uid_t)-1 &&
	    text_decimal(field[TAG_LEADER], &rec->leader) &&
	    text_decimal(field[TAG_STAMP], &rec->stamp) &&
	    text_decimal(field[TAG_OBTAINED], &rec->obtained);
}

/* A keeper locks the whole of it. */
static bool
is_kept(int fd)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	return fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

static int
read_file(struct session_record *rec, const struct root_dir *dir,
    const char *id, int fd)
{
	ssize_t n;

	rec->count = 0;
	rec->kept = is_kept(fd);
	if ((n = pread(fd, rec->room, sizeof(rec->room), 0)) == -1)
		return root_dir_fail(dir, id);
	if (take(rec, (size_t)n) && take_numbers(rec) &&
	    span_is(rec->header.field[TAG_SESSION], id))
		return 1;
	explicit_bzero(rec->room, sizeof(rec->room));
	(void)message("%s/%s is damaged: find out who changed it; "
		      "pam-sts drop %s removes it",
	    dir->path, id, id);
	return -1;
}

int
session_record_read(struct session_record *rec,
    const struct session_records *all, const char *id)
{
	int fd, r = root_dir_file(&all->dir, id, &fd);

	if (r == 1) {
		r = read_file(rec, &all->dir, id, fd);
		close(fd);
	}
	return r;
}

const struct message *
session_record_profile(const struct session_record *rec, struct span profile)
{
	for (unsigned i = 0; i < rec->count; i++)
		if (span_equal(rec->given[i].field[TAG_PROFILE], profile))
			return &rec->given[i];
	return NULL;
}

/* The next one first: its keeper may be about to put it in place. */
int
session_record_remove(const struct session_records *all, const char *id)
{
	char next[NAME_SIZE];

	snprintf(next, sizeof(next), "%s.next", id);
	(void)unlinkat(all->dir.fd, next, 0);
	return root_dir_remove(&all->dir, id);
}
