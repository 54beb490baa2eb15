/* Having pam-sts-obtain compose the calls of a login; run by anybody. */

#include "cli/calls.h"
#include "cli/commands.h"
#include "cli/dialogue.h"
#include "cli/message.h"

static struct span
if_valid(enum tag tag, struct span value)
{
	return field_valid(tag, value) ? value : (struct span){NULL, 0};
}

static int
ask(const struct child *c, const struct plan *plan, const struct subject *s,
    const struct decision *d)
{
	/* Who is not asked at sudo was asked at his login. */
	bool proven = profile_mfa(&d->first) != MFA_NONE ||
	    plan->source == SOURCE_LOGIN_SESSION;
	struct message m = {.kind = KIND_EXPLAIN,
	    .field = {[TAG_USER] = s->facts.user,
		[TAG_TARGET] = s->facts.target,
		[TAG_SERVICE] = s->facts.service,
		[TAG_HOST] = s->facts.host,
		[TAG_FQDN] = s->facts.fqdn,
		[TAG_RHOST] = if_valid(TAG_RHOST, s->facts.rhost),
		[TAG_SESSION] = span_of(CALLS_SESSION),
		[TAG_PROOF] = span_of(proven ? "totp" : "none"),
		[TAG_AGE] = span_of(proven ? "0" : NULL),
		[TAG_PROFILES] = decision_profiles(d)}};

	if (!dialogue_ask(c, &m))
		return message("the names of this host or of its users do not "
			       "fit the protocol: a login would fail");
	return DONE;
}

/* Is it the answer about that step? */
static bool
fits(const struct message *m, const struct plan *plan, unsigned step)
{
	uint64_t more;

	return m->status != STATUS_OK ||
	    (text_decimal(m->field[TAG_MORE], &more) &&
		more == plan->count - 1 - step);
}

static int
refuse(const struct message *m)
{
	struct span detail = m->field[TAG_DETAIL];

	/* What is only too long for the answer may be sent all the same. */
	if (span_starts(detail, "not shown: "))
		return message("%.*s", (int)detail.n, detail.p);
	return message("a login would fail: %s: %.*s", status_name(m->status),
	    (int)detail.n, detail.p == NULL ? "" : detail.p);
}

static int
hear_step(struct calls *calls, const struct child *c, unsigned step)
{
	struct message *m = &calls->composed[step];
	int r = dialogue_hear(
	    m, c, KIND_EXPLAINED, HELPER_DEADLINE_MS, calls->room[step]);

	if (r != DONE)
		return r;
	if (!fits(m, &calls->plan, step))
		return dialogue_garbled();
	return m->status == STATUS_OK ? DONE : refuse(m);
}

int
calls_compose(struct calls *calls, const struct configuration *conf,
    const struct subject *s, const struct decision *d)
{
	struct plan_fault fault;
	struct child c;
	int r;

	if (!plan_make(&calls->plan, &conf->all, decision_profiles(d), &fault))
		return message("a login would fail: %s: \"%.*s\"", fault.what,
		    (int)fault.text.n, fault.text.p);
	r = spawn_obtain(&c, conf->text) < 0 ? REFUSED :
					       ask(&c, &calls->plan, s, d);
	for (unsigned i = 0; r == DONE && i < calls->plan.count; i++)
		r = hear_step(calls, &c, i);
	spawn_end(&c);
	return r;
}
