/* Writing, removing and finding records; runs as root in the host. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pam_sts/authority.h"
#include "pam_sts/environment.h"
#include "pam_sts/file.h"
#include "pam_sts/grant.h"
#include "pam_sts/login.h"
#include "pam_sts/process.h"
#include "pam_sts/record.h"

#define NUMBER_SIZE 24
/* More than a header can be; of what follows it only the start is read. */
#define HEADER_ROOM 4096

/* What the kernel says of the leader, as fields want it. */
struct leader {
	char uid[NUMBER_SIZE], pid[NUMBER_SIZE], start[NUMBER_SIZE];
	char boot[BOOT_ID_LENGTH + 1], audit[AUDIT_LENGTH + 1];
};

static int
describe(struct leader *f, struct message *m, const struct login *l)
{
	struct process self;
	int r = process_boot(f->boot);

	if (r < 0)
		return r;
	if (!process_find(&self, getpid()))
		return -ESRCH;
	snprintf(f->uid, sizeof(f->uid), "%lu", (unsigned long)l->target.uid);
	snprintf(f->pid, sizeof(f->pid), "%ld", (long)self.pid);
	snprintf(
	    f->start, sizeof(f->start), "%llu", (unsigned long long)self.start);
	m->field[TAG_UID] = span_of(f->uid);
	m->field[TAG_LEADER] = span_of(f->pid);
	m->field[TAG_START] = span_of(f->start);
	m->field[TAG_BOOT] = span_of(f->boot);
	if (process_audit(f->audit))
		m->field[TAG_AUDIT] = span_of(f->audit);
	return 0;
}

static int
compose(struct bundle *b, const struct login *l, const struct bundle *grant)
{
	struct grant_header h;
	struct leader leader;
	struct message base;
	int r = grant_header(grant, KIND_TICKET, &h);

	if (r == 0)
		r = describe(&leader, &h.m, l);
	h.m.kind = KIND_RECORD;
	h.m.field[TAG_SESSION] = span_of(l->session);
	if (r == 0)
		r = bundle_add(b, &h.m);
	/* Nobody derives from what is of one and for another. */
	if (r == 0 && strcmp(l->user.name, l->target.name) == 0 &&
	    grant_base(grant, &base) == 1)
		r = bundle_add(b, &base);
	return r;
}

int
record_write(const struct login *l, const struct bundle *grant)
{
	int dir = authority_records(), r;
	struct bundle b;

	if (dir < 0)
		return dir;
	r = grant_open(&b);
	if (r == 0)
		r = compose(&b, l, grant);
	if (r == 0)
		r = file_publish(dir, l->session, b.p, b.n, 0, 0);
	grant_close(&b);
	close(dir);
	return r;
}

/* Open a record in dir and read its header: the descriptor, or -errno. */
static int
open_record(int dir, const char *id, struct bundle *b, struct grant_header *h)
{
	int fd = dir < 0 ? dir : file_open(dir, id), r;
	ssize_t n;

	if (fd < 0)
		return fd;
	/* Its offset stays: the descriptor goes to the helper. */
	n = pread(fd, b->p, b->cap, 0);
	r = n < 0 ? -errno : 0;
	b->n = n < 0 ? 0 : (size_t)n;
	if (r == 0)
		r = grant_header(b, KIND_RECORD, h);
	if (r < 0)
		close(fd);
	return r < 0 ? r : fd;
}

static bool
is_number(struct span s, uint64_t want)
{
	uint64_t got;

	return text_decimal(s, &got) && got == want;
}

void
record_remove(uid_t uid, const char *id)
{
	uint8_t room[HEADER_ROOM];
	struct bundle b = {room, sizeof(room), 0};
	struct grant_header h;
	int dir = authority_records(), fd = open_record(dir, id, &b, &h);

	if (fd >= 0 && is_number(h.m.field[TAG_UID], uid))
		(void)unlinkat(dir, id, 0);
	explicit_bzero(room, sizeof(room));
	if (fd >= 0)
		close(fd);
	if (dir >= 0)
		close(dir);
}

/* Does the leader live, and is this process of its session? */
static bool
is_led(const struct message *m)
{
	char audit[AUDIT_LENGTH + 1];
	uint64_t pid, start;

	return text_decimal(m->field[TAG_LEADER], &pid) &&
	    text_decimal(m->field[TAG_START], &start) && pid <= INT32_MAX &&
	    process_lives((pid_t)pid, start) &&
	    (process_is_ancestor((pid_t)pid) ||
		(process_audit(audit) && span_is(m->field[TAG_AUDIT], audit)));
}

static bool
is_of_login(const struct login *l, const struct message *m)
{
	char boot[BOOT_ID_LENGTH + 1];

	return process_boot(boot) == 0 && span_is(m->field[TAG_BOOT], boot) &&
	    l->user.uid == getuid() &&
	    is_number(m->field[TAG_UID], l->user.uid) &&
	    span_is(m->field[TAG_TARGET], l->user.name) && is_led(m);
}

int
record_of_login(struct login *l)
{
	uint8_t room[HEADER_ROOM];
	struct bundle b = {room, sizeof(room), 0};
	char id[SESSION_HEX + 1];
	struct grant_header h;
	int dir, fd;

	if (!environment_session_of_host(id))
		return -ENOENT;
	dir = authority_records();
	fd = open_record(dir, id, &b, &h);
	if (dir >= 0)
		close(dir);
	if (fd >= 0 && !is_of_login(l, &h.m)) {
		close(fd);
		fd = -ENOENT;
	}
	if (fd >= 0) {
		(void)span_copy(
		    l->proof.how, sizeof(l->proof.how), h.m.field[TAG_PROOF]);
		(void)text_decimal(h.m.field[TAG_STAMP], &l->proof.when);
	}
	explicit_bzero(room, sizeof(room));
	return fd;
}
