/* Keys: reading, passing on, forgetting; pure. */

#include <string.h>

#include "common/stanza.h"
#include "helper/credentials.h"

static char *
room_of(struct credentials *c, enum tag tag)
{
	return tag == TAG_ACCESS_KEY_ID	 ? c->access_key_id :
	    tag == TAG_SECRET_ACCESS_KEY ? c->secret_access_key :
	    tag == TAG_SESSION_TOKEN	 ? c->session_token :
	    tag == TAG_EXPIRATION	 ? c->expiration :
	    tag == TAG_ARN		 ? c->arn :
					   NULL;
}

bool
credentials_set(struct credentials *c, enum tag tag, struct span value)
{
	char *room = room_of(c, tag);

	/* The rooms are the rules' maxima and a NUL. */
	return room != NULL && field_valid(tag, value) &&
	    span_copy(room, field_rule(tag)->max + 1, value);
}

int
credentials_from_key(struct credentials *c, struct span stanza,
    struct span user, struct verdict *v)
{
	struct span owner = stanza_get(stanza, "user");

	credentials_wipe(c);
	if (stanza.n == 0)
		return verdict_set(
		    v, STATUS_NOT_ENROLLED, "no key is kept for this user");
	if (owner.p == NULL)
		return verdict_set(v, STATUS_CONFIG,
		    "the key file is damaged, or names no user");
	if (!span_equal(owner, user))
		return verdict_set(v, STATUS_NOT_ENROLLED,
		    "the key file is another user's: %.*s", (int)owner.n,
		    owner.p);
	if (!credentials_set(c, TAG_ACCESS_KEY_ID,
		stanza_get(stanza, "aws_access_key_id")) ||
	    !credentials_set(c, TAG_SECRET_ACCESS_KEY,
		stanza_get(stanza, "aws_secret_access_key")))
		return verdict_set(
		    v, STATUS_CONFIG, "the key file holds no sound access key");
	return 0;
}

void
credentials_put(const struct credentials *c, struct message *m)
{
	m->field[TAG_ACCESS_KEY_ID] = span_of(c->access_key_id);
	m->field[TAG_SECRET_ACCESS_KEY] = span_of(c->secret_access_key);
	m->field[TAG_SESSION_TOKEN] = span_of(c->session_token);
	m->field[TAG_EXPIRATION] = span_of(c->expiration);
	if (c->arn[0] != '\0')
		m->field[TAG_ARN] = span_of(c->arn);
}

void
credentials_take(struct credentials *c, const struct message *m)
{
	for (unsigned tag = 1; tag < TAG_COUNT; tag++)
		(void)credentials_set(c, tag, m->field[tag]);
}

void
credentials_wipe(struct credentials *c)
{
	explicit_bzero(c, sizeof(*c));
}
