/* Asking who one is; sent by others. */

#include "helper/channel.h"
#include "helper/form.h"
#include "helper/identity.h"

int
identity_compose(struct request *r, const struct credentials *key,
    const struct profile *p, struct verdict *v)
{
	request_start(r, key);
	if (request_address(r, p, v) < 0)
		return -1;
	form_start(&r->body, IDENTITY_ACTION);
	/* So short a body has room. */
	return request_finish(r);
}

void
identity_reply(const struct identity *id)
{
	const struct message m = {.kind = KIND_IDENTITY,
	    .status = STATUS_OK,
	    .field = {[TAG_ARN] = span_of(id->arn),
		[TAG_ACCOUNT] = span_of(id->account),
		[TAG_USER_ID] = span_of(id->user_id)}};

	(void)channel_send(&m);
}
