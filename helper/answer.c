/* The replies to COMMIT. */

#include <stdio.h>

#include "helper/answer.h"
#include "helper/channel.h"

/* What a step gave; `more` replies follow. */
static int
send_step(const struct steps *s, unsigned step, struct message m, unsigned more)
{
	char text[16];

	m.kind = KIND_CREDENTIALS;
	m.status = STATUS_OK;
	snprintf(text, sizeof(text), "%u", more);
	m.field[TAG_MORE] = span_of(text);
	credentials_put(&s->given[step], &m);
	return channel_send(&m);
}

static int
send_base(const struct steps *s, unsigned more)
{
	return send_step(s, 0, (struct message){0}, more);
}

static int
send_profile(const struct steps *s, unsigned step, unsigned more)
{
	const struct profile *p = &s->plan.step[step].profile;
	const struct message m = {
	    .field = {
		[TAG_PROFILE] = p->name, [TAG_REGION] = p->value[KEY_REGION]}};

	return send_step(s, step, m, more);
}

void
answer_credentials(const struct steps *s)
{
	int first = (int)s->first, step, r = 0;
	unsigned more = 0;

	for (unsigned i = 0; (step = steps_at(s, i)) >= 0; i++)
		more += step >= first;
	if (s->plan.source == SOURCE_USER_KEY && first == 0)
		r = send_base(s, more);
	for (unsigned i = 0; r == 0 && (step = steps_at(s, i)) >= 0; i++)
		if (step >= first)
			r = send_profile(s, (unsigned)step, --more);
}
