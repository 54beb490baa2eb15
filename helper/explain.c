/* Showing the calls of a login; no network here. */

#include <stdio.h>

#include "helper/channel.h"
#include "helper/explain.h"

/* STS takes longer ones than a message can show.  A login would not fail: by
 * how the detail begins, pam-sts knows. */
static int
check_size(const struct steps *s, unsigned step, struct verdict *v)
{
	size_t n = s->request.body.n, max = field_rule(TAG_REQUEST)->max;
	struct span name = s->plan.step[step].profile.name;

	if (n <= max)
		return 0;
	return verdict_set(v, STATUS_CONFIG,
	    "not shown: the request of profile %.*s has %zu bytes: no more "
	    "than %zu can be shown",
	    (int)name.n, name.p, n, max);
}

static void
send_step(const struct steps *s, unsigned step)
{
	const struct endpoint *e = &s->request.endpoint;
	char place[sizeof(e->host) + sizeof(e->path)], more[16];
	struct message m = {.kind = KIND_EXPLAINED,
	    .status = STATUS_OK,
	    .field = {[TAG_PROFILE] = steps_profile(s, step),
		[TAG_REGION] = span_of(e->region),
		[TAG_REQUEST] = buffer_span(&s->request.body)}};

	snprintf(place, sizeof(place), "%s%s", e->host, e->path);
	snprintf(more, sizeof(more), "%u", s->plan.count - 1 - step);
	m.field[TAG_ENDPOINT] = span_of(place);
	m.field[TAG_MORE] = span_of(more);
	(void)channel_send(&m);
}

int
explain_reply(struct steps *s, struct verdict *v)
{
	for (unsigned i = 0; i < s->plan.count; i++)
		if (steps_compose(s, i, v) < 0 || check_size(s, i, v) < 0)
			return -1;
	for (unsigned i = 0; i < s->plan.count; i++)
		if (steps_compose(s, i, v) == 0)
			send_step(s, i);
	return 0;
}
