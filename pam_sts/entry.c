/* Composing records; runs as root. */

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "pam_sts/entry.h"
#include "pam_sts/login.h"
#include "pam_sts/process.h"
#include "pam_sts/record.h"

#define NUMBER_SIZE 24

/* Texts that the fields of a header borrow. */
struct texts {
	char uid[NUMBER_SIZE], pid[NUMBER_SIZE], start[NUMBER_SIZE];
	char boot[BOOT_ID_LENGTH + 1], audit[AUDIT_LENGTH + 1];
	char obtained[NUMBER_SIZE], notice[NUMBER_SIZE], stamp[NUMBER_SIZE];
	char renewable[PROFILES_TEXT_MAX + 1];
};

static struct span
number(char text[static NUMBER_SIZE], uint64_t value)
{
	snprintf(text, NUMBER_SIZE, "%llu", (unsigned long long)value);
	return span_of(text);
}

/* What the kernel says of this process, which leads. */
static int
describe_leader(struct message *m, struct texts *t)
{
	struct process self;
	int r = process_boot(t->boot);

	if (r < 0)
		return r;
	if (!process_find(&self, getpid()))
		return -ESRCH;
	m->field[TAG_LEADER] = number(t->pid, (uint64_t)self.pid);
	m->field[TAG_START] = number(t->start, self.start);
	m->field[TAG_BOOT] = span_of(t->boot);
	if (process_audit_of(getpid(), t->audit))
		m->field[TAG_AUDIT] = span_of(t->audit);
	return 0;
}

static struct span
if_valid(unsigned tag, struct span s)
{
	return field_valid(tag, s) ? s : (struct span){NULL, 0};
}

/* What the configuration says of its life. */
static void
describe_life(struct message *m, struct texts *t, const struct login *l)
{
	const struct policy *p = &l->policy;

	m->field[TAG_RENEWABLE] =
	    if_valid(TAG_RENEWABLE, policy_renewable(p, t->renewable));
	m->field[TAG_LINGER] = span_of(p->linger ? "yes" : NULL);
	m->field[TAG_NOTICE] = (struct span){NULL, 0};
	if (p->notice > 0)
		m->field[TAG_NOTICE] = number(t->notice, p->notice);
}

static void
describe_login(struct message *m, struct texts *t, const struct login *l)
{
	m->field[TAG_SESSION] = span_of(l->session);
	m->field[TAG_UID] = number(t->uid, l->target.uid);
	m->field[TAG_OBTAINED] = m->field[TAG_STAMP];
	m->field[TAG_RHOST] = if_valid(TAG_RHOST, l->rhost);
	m->field[TAG_TTY] = if_valid(TAG_TTY, l->tty);
	m->field[TAG_LOGIN] = if_valid(TAG_LOGIN, span_of(l->login));
	if (l->opt.includes == NULL)
		m->field[TAG_CONF] = span_of(l->opt.conf);
	describe_life(m, t, l);
}

/* The header, and behind it the grant's credentials but, perhaps, the base. */
static int
compose(struct bundle *b, const struct message *header,
    const struct bundle *grant, size_t at, bool with_base)
{
	struct message m;
	int r = bundle_add(b, header);

	while (r == 0 && bundle_next(grant, &at, &m) == 1)
		if (with_base || m.field[TAG_PROFILE].p != NULL)
			r = bundle_add(b, &m);
	return r;
}

static int
put(const struct message *header, const struct bundle *grant, size_t at,
    bool with_base, int (*record)(const char *id, const struct bundle *))
{
	char id[SESSION_HEX + 1];
	struct bundle b;
	int r = grant_open(&b);

	if (r == 0 && !span_copy(id, sizeof(id), header->field[TAG_SESSION]))
		r = -EPROTO;
	if (r == 0)
		r = compose(&b, header, grant, at, with_base);
	if (r == 0)
		r = record(id, &b);
	grant_close(&b);
	return r;
}

int
entry_begin(const struct login *l, const struct bundle *grant)
{
	struct grant_header h;
	struct texts t;
	int r = grant_header(grant, KIND_TICKET, &h);

	h.m.kind = KIND_RECORD;
	if (r == 0)
		r = describe_leader(&h.m, &t);
	if (r < 0)
		return r;
	describe_login(&h.m, &t, l);
	return put(&h.m, grant, h.at, true, record_put);
}

int
entry_renew(const struct login *l, const struct message *header,
    const struct bundle *grant)
{
	struct message m = *header;
	struct grant_header h;
	struct texts t;
	int r = grant_header(grant, KIND_TICKET, &h);

	if (r < 0)
		return r;
	m.field[TAG_PROFILES] = h.m.field[TAG_PROFILES];
	m.field[TAG_ASSUMED] =
	    if_valid(TAG_ASSUMED, policy_assumed(&l->policy));
	m.field[TAG_PROOF] = h.m.field[TAG_PROOF];
	m.field[TAG_FIRST] = h.m.field[TAG_FIRST];
	m.field[TAG_STAMP] = number(t.stamp, l->proof.when);
	m.field[TAG_OBTAINED] = h.m.field[TAG_STAMP];
	describe_life(&m, &t, l);
	return put(&m, grant, h.at, true, record_put_next);
}

int
entry_last(int record)
{
	struct grant_header h;
	struct bundle b;
	int r = grant_open(&b);

	if (r == 0)
		r = record_read(&b, &h, record);
	if (r == 0)
		r = put(&h.m, &b, h.at, false, record_put_next);
	grant_close(&b);
	return r;
}
