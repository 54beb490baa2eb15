/* Taking up a session; runs as root, in a worker of the keeper's. */

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "pam_sts/directory.h"
#include "pam_sts/entry.h"
#include "pam_sts/moment.h"
#include "pam_sts/record.h"
#include "pam_sts/resumption.h"

static bool
find_account(struct account *a, struct span name)
{
	char text[NAME_MAX_BYTES + 1];

	if (!span_copy(text, sizeof(text), name))
		return false;
	account_find(a, text);
	return a->known;
}

static void
take_proof(struct login *l, const struct message *m)
{
	(void)span_copy(
	    l->proof.how, sizeof(l->proof.how), m->field[TAG_PROOF]);
	(void)text_decimal(m->field[TAG_STAMP], &l->proof.when);
}

static void
take_header(struct resumption *s, struct span added)
{
	const struct message *m = &s->h.m;
	struct login *l = &s->login;

	(void)span_copy(s->service, sizeof(s->service), m->field[TAG_SERVICE]);
	l->service = s->service;
	l->rhost = m->field[TAG_RHOST];
	l->tty = m->field[TAG_TTY];
	l->assumed = m->field[TAG_ASSUMED];
	l->added = added;
	(void)span_copy(l->session, sizeof(l->session), m->field[TAG_SESSION]);
	(void)span_copy(l->login, sizeof(l->login), m->field[TAG_LOGIN]);
	take_proof(l, m);
	options_init(&l->opt);
	if (m->field[TAG_CONF].p != NULL &&
	    span_copy(s->conf, sizeof(s->conf), m->field[TAG_CONF]))
		options_set_conf(&l->opt, s->conf);
}

/* Do the rules still give what the session has? */
static bool
is_the_same(const struct resumption *s)
{
	const struct policy *p = &s->login.policy;
	struct span had = s->h.m.field[TAG_PROFILES];

	return p->outcome == OUTCOME_PROFILE &&
	    strncmp(p->profiles, had.p, had.n) == 0 &&
	    (p->profiles[had.n] == '\0' || p->profiles[had.n] == ',') &&
	    (s->login.added.p != NULL || p->profiles[had.n] == '\0');
}

/* Closed without privilege, it has a record, but nothing to write to. */
static bool
is_there(const struct login *l)
{
	int dir = directory_open(l->target.uid, l->session);

	if (dir >= 0)
		close(dir);
	return dir != -ENOENT;
}

enum status
resumption_open(
    struct resumption *s, int record, struct span added, const char **why)
{
	struct login *l = &s->login;
	uid_t uid;

	memset(s, 0, sizeof(*s));
	policy_init(&l->policy);
	if (grant_open(&s->record) < 0 ||
	    record_read(&s->record, &s->h, record) < 0) {
		*why = "the record cannot be read";
		return STATUS_CONFIG;
	}
	take_header(s, added);
	if (!find_account(&l->user, s->h.m.field[TAG_USER]) ||
	    !find_account(&l->target, s->h.m.field[TAG_TARGET]) ||
	    !record_uid(&s->h.m, &uid) || l->target.uid != uid) {
		*why = "the user is not there any more, or another";
		return STATUS_CONFIG;
	}
	if (login_policy(l) != PAM_SUCCESS) {
		*why = "the configuration is not sound";
		return STATUS_CONFIG;
	}
	if (l->policy.unknown) {
		*why = l->policy.undecided;
		return STATUS_CONFIG;
	}
	if (!is_there(l)) {
		*why = "its files are gone";
		return STATUS_NO_SESSION;
	}
	*why = "other rules hold than at login";
	return is_the_same(s) ? STATUS_OK : STATUS_DENIED;
}

bool
resumption_is_proven(const struct resumption *s)
{
	return s->login.policy.mfa == MFA_NONE ||
	    strcmp(s->login.proof.how, "none") != 0;
}

bool
resumption_has_base(const struct resumption *s, time_t until)
{
	const struct policy *p = &s->login.policy;
	struct message m;
	time_t end;

	return !p->with_code ||
	    (span_is(s->h.m.field[TAG_FIRST], p->first) &&
		grant_base(&s->record, &m) &&
		moment_read(&end, m.field[TAG_EXPIRATION]) && end > until);
}

time_t
resumption_end(const struct resumption *s)
{
	size_t at = s->h.at;
	time_t end, last = 0;
	struct message m;

	while (grant_next(&s->record, &at, &m) == 1)
		if (moment_read(&end, m.field[TAG_EXPIRATION]) && end > last)
			last = end;
	return last;
}

void
resumption_close(struct resumption *s)
{
	login_close(&s->login);
	grant_close(&s->record);
}

/* The credentials of that profile: fresh ones, or else the old. */
static bool
find(struct message *m, const struct bundle *b, size_t at, struct span profile)
{
	while (grant_next(b, &at, m) == 1)
		if (span_equal(m->field[TAG_PROFILE], profile))
			return true;
	return false;
}

static int
merge(struct bundle *whole, const struct resumption *s,
    const struct bundle *fresh)
{
	struct span rest = span_of(s->login.policy.profiles);
	struct grant_header h;
	struct message m;
	int r = grant_header(fresh, KIND_TICKET, &h);

	if (r == 0)
		r = bundle_add(whole, &h.m);
	if (r == 0 && (grant_base(fresh, &m) || grant_base(&s->record, &m)))
		r = bundle_add(whole, &m);
	while (r == 0 && rest.p != NULL) {
		struct span name = span_cut(&rest, ',');

		r = find(&m, fresh, h.at, name) ||
			find(&m, &s->record, s->h.at, name) ?
		    bundle_add(whole, &m) :
		    -EPROTO;
	}
	return r;
}

static int
fill(const struct login *l, const struct bundle *whole)
{
	int dir = directory_open(l->target.uid, l->session), r = dir;

	if (dir >= 0) {
		r = directory_fill(dir, l, whole, "renewed");
		close(dir);
	}
	return r;
}

int
resumption_publish(struct resumption *s, const struct bundle *fresh)
{
	struct bundle whole;
	int r = grant_open(&whole);

	if (r == 0)
		r = merge(&whole, s, fresh);
	/* The record first: what the files have is known, always. */
	if (r == 0)
		r = entry_renew(&s->login, &s->h.m, &whole);
	if (r == 0 && (r = fill(&s->login, &whole)) < 0)
		record_forget_next(s->login.session);
	grant_close(&whole);
	return r;
}
