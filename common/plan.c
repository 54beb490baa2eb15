/* Planning the calls of a login; pure. */

#include "common/chain.h"
#include "common/limits.h"
#include "common/plan.h"

static bool
refuse(struct plan_fault *f, const char *what, struct span text)
{
	*f = (struct plan_fault){what, text};
	return false;
}

static bool
take_source(struct plan *p, const struct chain *c, struct plan_fault *f)
{
	const struct profile *base = chain_base(c);
	enum source source =
	    span_is(base->value[KEY_CREDENTIAL_SOURCE], "LoginSession") ?
	    SOURCE_LOGIN_SESSION :
	    SOURCE_USER_KEY;

	if (p->count > 0 && source != p->source)
		return refuse(f,
		    "the profiles of one login begin with the same "
		    "credential_source",
		    c->link[0].name);
	p->source = source;
	return true;
}

static int
step_find(const struct plan *p, struct span name)
{
	for (unsigned i = 0; i < p->count; i++)
		if (span_equal(p->step[i].profile.name, name))
			return (int)i;
	return -1;
}

/* Returns where it stands; -1 when there are too many. */
static int
step_add(struct plan *p, const struct profile *profile, int from)
{
	if (p->count == PLAN_MAX)
		return -1;
	p->step[p->count] = (struct plan_step){.profile = *profile,
	    .from = from,
	    .session = !profile_is_role(profile)};
	return (int)p->count++;
}

static bool
add_chain(struct plan *p, const struct chain *c, unsigned position,
    struct plan_fault *f)
{
	int at = PLAN_SOURCE;

	for (unsigned i = c->count; i-- > 0;) {
		int from = at;

		at = step_find(p, c->link[i].name);
		if (at < 0)
			at = step_add(p, &c->link[i], from);
		if (at < 0)
			return refuse(f,
			    "the profiles of one login need no more than 24 "
			    "calls",
			    c->link[0].name);
	}
	if (p->step[at].published)
		return refuse(f, "a profile is named once", c->link[0].name);
	p->step[at].published = true;
	p->step[at].position = position;
	return true;
}

static bool
add_profile(struct plan *p, const struct sections *all, struct span name,
    unsigned position, struct plan_fault *f)
{
	struct chain c;
	const char *wrong;

	if (position == PROFILES_MAX)
		return refuse(f, "a login has 8 profiles at the most", name);
	if ((wrong = chain_read(&c, all, name, &name)) != NULL)
		return refuse(f, wrong, name);
	if (!take_source(p, &c, f) || !add_chain(p, &c, position, f))
		return false;
	if (position == 0)
		p->asked = c.link[0];
	return true;
}

/* Put a step that the source signs in front; all else that the source was to
 * sign is signed with what it gives. */
static void
lead_with(struct plan *p, unsigned leader)
{
	const struct plan_step first = p->step[leader];

	for (unsigned i = leader; i > 0; i--)
		p->step[i] = p->step[i - 1];
	p->step[0] = first;
	for (unsigned i = 1; i < p->count; i++) {
		int from = p->step[i].from;

		p->step[i].from = from == PLAN_SOURCE || from == (int)leader ?
		    0 :
		    from + (from < (int)leader);
	}
}

/* The steps that the source signs. */
struct direct {
	unsigned count;
	int first, session; /* -1: none */
};

static bool
find_direct(struct direct *d, const struct plan *p, struct plan_fault *f)
{
	*d = (struct direct){0, -1, -1};
	for (unsigned i = 0; i < p->count; i++) {
		const struct plan_step *s = &p->step[i];
		struct span serial = s->profile.value[KEY_MFA_SERIAL];

		if (s->from != PLAN_SOURCE)
			continue;
		if (serial.p == NULL)
			return refuse(f,
			    "mfa = sts and mfa = both need an mfa_serial",
			    s->profile.name);
		if (d->count++ == 0)
			d->first = (int)i;
		else if (!span_equal(serial,
			     p->step[d->first].profile.value[KEY_MFA_SERIAL]))
			return refuse(f,
			    "profiles that share a code have the same "
			    "mfa_serial",
			    s->profile.name);
		if (s->session && d->session >= 0)
			return refuse(f,
			    "a code gives one session: no more than one of "
			    "the profiles is without role_arn",
			    s->profile.name);
		if (s->session)
			d->session = (int)i;
	}
	return true;
}

static bool
place_code(struct plan *p, struct plan_fault *f)
{
	struct direct d;
	int leader;

	if (p->source == SOURCE_LOGIN_SESSION)
		return refuse(f,
		    "mfa = sts and mfa = both need credential_source = "
		    "UserKey",
		    p->asked.name);
	if (!find_direct(&d, p, f))
		return false;
	leader = d.count == 1 ? d.first : d.session;
	if (leader < 0) {
		leader = step_add(p, &p->step[d.first].profile, PLAN_SOURCE);
		if (leader < 0)
			return refuse(f,
			    "the profiles of one login need no more than 24 "
			    "calls",
			    p->asked.name);
		p->step[leader].session = true;
	}
	lead_with(p, (unsigned)leader);
	p->step[0].with_code = true;
	return true;
}

static void
set_caps(struct plan *p)
{
	for (unsigned i = 0; i < p->count; i++) {
		struct plan_step *s = &p->step[i];
		bool own_key =
		    s->from == PLAN_SOURCE && p->source == SOURCE_USER_KEY;

		s->cap = s->session ? DURATION_SESSION_MAX :
		    own_key	    ? DURATION_ROLE_MAX :
				      DURATION_CHAINED_MAX;
	}
}

bool
plan_make(struct plan *p, const struct sections *all, struct span profiles,
    struct plan_fault *f)
{
	struct span rest = profiles;
	enum mfa mfa;

	p->count = 0;
	for (unsigned i = 0; i == 0 || rest.p != NULL; i++)
		if (!add_profile(p, all, span_item(&rest), i, f))
			return false;
	mfa = profile_mfa(&p->asked);
	if ((mfa == MFA_STS || mfa == MFA_BOTH) && !place_code(p, f))
		return false;
	set_caps(p);
	return true;
}

bool
plan_is_extra(const struct plan_step *s)
{
	return s->session && profile_is_role(&s->profile);
}

unsigned
plan_duration(const struct plan_step *s)
{
	unsigned asked = profile_number(&s->profile, KEY_DURATION_SECONDS, 0);

	return plan_is_extra(s) ? 0 : asked < s->cap ? asked : s->cap;
}

bool
plan_needs_code(const struct plan *p)
{
	return p->count > 0 && p->step[0].with_code;
}

bool
plan_is_renewable(const struct plan_step *s)
{
	return !s->with_code;
}
