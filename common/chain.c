/* Following source_profile; pure. */

#include "common/chain.h"

const struct profile *
chain_base(const struct chain *c)
{
	return &c->link[c->count - 1];
}

/* A loop has no end, so it is longer than any chain may be. */
static const char *
walk(struct chain *c, const struct sections *all, struct span name,
    struct span *at)
{
	for (c->count = 0; c->count == 0 || name.p != NULL; c->count++) {
		*at = c->count > CHAIN_MAX ? c->link[0].name : name;
		if (c->count > CHAIN_MAX)
			return "source_profile loops, or is longer than 5 "
			       "links";
		if (!profile_find(&c->link[c->count], all, name))
			return c->count == 0 ?
			    "profile names no profile" :
			    "source_profile names no profile";
		name = c->link[c->count].value[KEY_SOURCE_PROFILE];
	}
	return NULL;
}

/* STS gives GetSessionToken to a user's own key only. */
static const char *
judge(const struct chain *c, struct span *at)
{
	const struct profile *base = chain_base(c);
	struct span source = base->value[KEY_CREDENTIAL_SOURCE];

	*at = base->name;
	if (source.p == NULL)
		return "needs a credential_source or a source_profile";
	for (unsigned i = 0; i + 1 < c->count; i++)
		if (!profile_is_role(&c->link[i])) {
			*at = c->link[i].name;
			return "source_profile needs a role_arn";
		}
	if (span_is(source, "LoginSession") && !profile_is_role(base))
		return "credential_source = LoginSession needs a role_arn";
	return NULL;
}

const char *
chain_read(struct chain *c, const struct sections *all, struct span name,
    struct span *at)
{
	const char *wrong = walk(c, all, name, at);

	return wrong != NULL ? wrong : judge(c, at);
}
