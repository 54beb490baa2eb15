/* Walking source_profile; pure. */

#include "common/check.h"
#include "helper/chain.h"

static void
note_error(void *ctx, const struct config_error *e)
{
	struct verdict *v = ctx;

	if (v->status == STATUS_OK)
		verdict_set(v, STATUS_CONFIG, "pam_sts.conf:%u: %s: %.*s",
		    e->line, e->what, (int)e->text.n, e->text.p);
}

/* As found, so the one asked for first. */
static int
collect(struct chain *c, const struct sections *all, struct span name,
    struct verdict *v)
{
	for (c->count = 0; name.p != NULL; c->count++) {
		if (c->count > CHAIN_MAX)
			return verdict_set(
			    v, STATUS_CONFIG, "source_profile loops");
		if (!profile_find(&c->hop[c->count], all, name))
			return verdict_set(v, STATUS_CONFIG, "no profile %.*s",
			    (int)name.n, name.p);
		name = c->hop[c->count].value[KEY_SOURCE_PROFILE];
	}
	return 0;
}

static void
reverse(struct chain *c)
{
	for (unsigned i = 0; i < c->count / 2; i++) {
		struct profile other = c->hop[c->count - 1 - i];

		c->hop[c->count - 1 - i] = c->hop[i];
		c->hop[i] = other;
	}
}

int
chain_load(
    struct chain *c, struct span config, struct span profile, struct verdict *v)
{
	struct sections all;
	enum mfa mfa;

	v->status = STATUS_OK;
	if (config_check(&all, config, note_error, v) > 0 ||
	    collect(c, &all, profile, v) < 0)
		return -1;
	reverse(c);
	if (!span_is(c->hop[0].value[KEY_CREDENTIAL_SOURCE], "UserKey"))
		return verdict_set(v, STATUS_CONFIG,
		    "profile %.*s does not begin with credential_source = "
		    "UserKey",
		    (int)profile.n, profile.p);
	mfa = profile_mfa(chain_asked(c));
	c->with_code = mfa == MFA_STS || mfa == MFA_BOTH;
	return 0;
}

const struct profile *
chain_asked(const struct chain *c)
{
	return &c->hop[c->count - 1];
}

int
chain_endpoint(struct endpoint *e, const struct profile *p, struct verdict *v)
{
	const struct endpoint_query q = {
	    .region = p->value[KEY_REGION],
	    .url = p->value[KEY_ENDPOINT_URL],
	    .fips = profile_yes(p, KEY_USE_FIPS_ENDPOINT),
	    .dualstack = profile_yes(p, KEY_USE_DUALSTACK_ENDPOINT),
	    .global = span_is(p->value[KEY_STS_REGIONAL_ENDPOINTS], "legacy"),
	};
	const char *wrong = endpoint_resolve(e, &q);

	if (wrong == NULL)
		return 0;
	return verdict_set(v, STATUS_CONFIG, "profile %.*s: %s", (int)p->name.n,
	    p->name.p, wrong);
}
