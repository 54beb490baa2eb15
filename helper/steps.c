/* Composing the steps of a plan; no I/O here. */

#include <stdio.h>

#include "helper/call.h"
#include "helper/steps.h"

static const struct credentials *
signer_of(const struct steps *s, unsigned step)
{
	int from = s->plan.step[step].from;

	return from == PLAN_SOURCE ? &s->source : &s->given[from];
}

int
steps_renew(struct steps *s, struct verdict *v)
{
	while (s->first < s->plan.count &&
	    !plan_is_renewable(&s->plan.step[s->first]))
		s->first++;
	if (s->first < s->plan.count)
		return 0;
	return verdict_set(
	    v, STATUS_CONFIG, "no profile can be renewed without a code");
}

int
steps_compose(struct steps *s, unsigned step, struct verdict *v)
{
	const struct plan_step *p = &s->plan.step[step];
	const struct call call = {p, &s->who};

	request_start(&s->request, signer_of(s, step));
	s->request.has_code = p->with_code;
	if (request_address(&s->request, &p->profile, v) < 0 ||
	    call_compose(&s->request.body, &call, v) < 0)
		return -1;
	if (request_finish(&s->request) < 0)
		return verdict_set(
		    v, STATUS_CONFIG, "the request does not fit");
	return 0;
}

int
steps_compose_all(struct steps *s, struct verdict *v)
{
	for (unsigned i = s->plan.count; i-- > s->first;)
		if (steps_compose(s, i, v) < 0)
			return -1;
	return 0;
}

struct span
steps_profile(const struct steps *s, unsigned step)
{
	const struct plan_step *p = &s->plan.step[step];

	return plan_is_extra(p) ? (struct span){NULL, 0} : p->profile.name;
}

int
steps_at(const struct steps *s, unsigned position)
{
	for (unsigned i = 0; i < s->plan.count; i++)
		if (s->plan.step[i].published &&
		    s->plan.step[i].position == position)
			return (int)i;
	return -1;
}

void
steps_locate(const struct steps *s, unsigned step, struct verdict *v)
{
	struct span name = steps_profile(s, step);
	unsigned calls = s->plan.count - s->first;

	if (calls > 1)
		snprintf(v->where, sizeof(v->where),
		    "call %u of %u, %s%.*s: ", step + 1 - s->first, calls,
		    name.p == NULL ? "GetSessionToken" : "profile ",
		    (int)name.n, name.p);
}

void
steps_wipe(struct steps *s)
{
	request_wipe(&s->request);
	credentials_wipe(&s->source);
	for (unsigned i = 0; i < s->plan.count; i++)
		credentials_wipe(&s->given[i]);
}
