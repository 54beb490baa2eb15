/* Grants kept on tmpfs; runs as root in the host. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pam_sts/authority.h"
#include "pam_sts/file.h"
#include "pam_sts/grant.h"
#include "pam_sts/kept.h"
#include "pam_sts/keys.h"
#include "pam_sts/login.h"
#include "pam_sts/moment.h"
#include "pam_sts/process.h"

#define NAME_SIZE 64
#define NUMBER_SIZE 24

/* For whom, by whom and where: what a kept grant is of. */
struct place {
	char name[NAME_SIZE];
	char leader[NUMBER_SIZE], start[NUMBER_SIZE];
};

static bool
find_place(struct place *p, const struct login *l)
{
	struct process self, leader;

	if (!login_is_of_sudo(l) || l->user.uid != getuid() ||
	    !process_find(&self, getpid()) ||
	    !process_find(&leader, self.session))
		return false;
	snprintf(p->name, sizeof(p->name), "%lu.%ld.%lu",
	    (unsigned long)l->user.uid, (long)leader.pid,
	    (unsigned long)l->target.uid);
	snprintf(p->leader, sizeof(p->leader), "%ld", (long)leader.pid);
	snprintf(p->start, sizeof(p->start), "%llu",
	    (unsigned long long)leader.start);
	return true;
}

/* The same grant under a header that names the leader. */
static int
copy(struct bundle *to, const struct bundle *grant, const struct place *p)
{
	struct grant_header h;
	struct message m;
	int r = grant_header(grant, KIND_TICKET, &h);

	h.m.field[TAG_LEADER] = span_of(p->leader);
	h.m.field[TAG_START] = span_of(p->start);
	if (r == 0)
		r = bundle_add(to, &h.m);
	while (r == 0 && (r = bundle_next(grant, &h.at, &m)) == 1)
		r = bundle_add(to, &m);
	return r;
}

int
kept_store(const struct login *l, const struct bundle *grant)
{
	struct bundle b = {0};
	struct place p;
	int dir, r;

	if (profile_number(&l->policy.profile, KEY_REUSE_SECONDS, 0) == 0 ||
	    !find_place(&p, l))
		return 0;
	dir = authority_kept();
	r = dir < 0 ? dir : grant_open(&b);
	if (r == 0)
		r = copy(&b, grant, &p);
	if (r == 0)
		r = file_replace(dir, p.name, b.p, b.n, 0, 0);
	grant_close(&b);
	if (dir >= 0)
		close(dir);
	return r;
}

static bool
has_expired(const struct bundle *b, size_t at)
{
	struct message m;
	time_t end;

	while (grant_next(b, &at, &m) == 1)
		if (!moment_read(&end, m.field[TAG_EXPIRATION]) ||
		    end <= time(NULL))
			return true;
	return false;
}

static bool
is_of(const struct message *m, const struct login *l, const struct place *p)
{
	return span_is(m->field[TAG_USER], l->user.name) &&
	    span_is(m->field[TAG_TARGET], l->target.name) &&
	    span_is(m->field[TAG_PROFILES], l->policy.profiles) &&
	    span_is(m->field[TAG_LEADER], p->leader) &&
	    span_is(m->field[TAG_START], p->start);
}

/* Why it must not be given again; NULL: it may. */
static const char *
judge(const struct bundle *b, const struct login *l, const struct place *p)
{
	uint64_t stamp, now = login_clock();
	unsigned limit =
	    profile_number(&l->policy.profile, KEY_REUSE_SECONDS, 0);
	struct grant_header h;

	if (grant_whole(b, KIND_TICKET, &h) < 0 || !is_of(&h.m, l, p))
		return "the code given here was for other credentials";
	if (!text_decimal(h.m.field[TAG_STAMP], &stamp) || stamp > now ||
	    now - stamp >= limit)
		return "the code was given too long ago";
	return has_expired(b, h.at) ? "they have expired" : NULL;
}

static int
read_kept(int dir, const char *name, struct bundle *b)
{
	int fd = file_open(dir, name), r = fd;

	if (fd >= 0) {
		r = grant_read(b, fd);
		close(fd);
	}
	return r;
}

int
kept_find(const struct login *l, struct bundle *b, const char **why)
{
	struct place p;
	int dir;

	*why = KEPT_NO_CODE;
	/* Whoever was revoked gets nothing again. */
	if (!keys_enrolled(l) ||
	    profile_number(&l->policy.profile, KEY_REUSE_SECONDS, 0) == 0 ||
	    !find_place(&p, l) || (dir = authority_kept()) < 0)
		return -ENOENT;
	if (read_kept(dir, p.name, b) == 0 && (*why = judge(b, l, &p)) != NULL)
		(void)unlinkat(dir, p.name, 0);
	close(dir);
	return *why == NULL ? 0 : -ENOENT;
}

bool
kept_is_over(const struct bundle *b, const struct grant_header *h)
{
	uint64_t leader, start;

	return has_expired(b, h->at) ||
	    !text_decimal(h->m.field[TAG_LEADER], &leader) ||
	    !text_decimal(h->m.field[TAG_START], &start) ||
	    leader > INT32_MAX || !process_lives((pid_t)leader, start);
}
