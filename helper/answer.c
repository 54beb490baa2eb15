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
send_profile(const struct steps *s, unsigned position, unsigned more)
{
	unsigned step = (unsigned)steps_at(s, position);
	const struct profile *p = &s->plan.step[step].profile;
	const struct message m = {
	    .field = {
		[TAG_PROFILE] = p->name, [TAG_REGION] = p->value[KEY_REGION]}};

	return send_step(s, step, m, more);
}

void
answer_credentials(const struct steps *s)
{
	unsigned count = 0;
	int r = 0;

	while (steps_at(s, count) >= 0)
		count++;
	if (s->plan.source == SOURCE_USER_KEY)
		r = send_base(s, count);
	for (unsigned i = 0; i < count && r == 0; i++)
		r = send_profile(s, i, count - 1 - i);
}
