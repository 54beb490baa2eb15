/* The whole-file checks of a configuration; pure. */

#include "common/check.h"
#include "common/limits.h"
#include "common/profile.h"
#include "common/rule.h"

struct check {
	const struct sections *all;
	void (*report)(void *, const struct config_error *);
	void *ctx;
	unsigned errors;
};

static void
fault(struct check *k, unsigned line, const char *what, struct span text)
{
	struct config_error e = {line, what, text};

	k->errors++;
	if (k->report != NULL)
		k->report(k->ctx, &e);
}

static void
check_section(struct check *k, const struct config_line *l)
{
	bool profile = span_is(l->key, "profile");
	const struct section *first;

	if (!profile && !span_is(l->key, "defaults") &&
	    !span_is(l->key, "rule")) {
		fault(k, l->line,
		    "unknown section: expected defaults, profile NAME or rule",
		    l->key);
		return;
	}
	if (profile && !profile_settings[KEY_SOURCE_PROFILE].valid(l->value))
		fault(k, l->line,
		    "bad profile name: expected letters, digits and _.@-, "
		    "64 at the most",
		    l->value.p == NULL ? l->key : l->value);
	if (!profile && l->value.p != NULL)
		fault(k, l->line, "this section takes no name", l->value);
	first =
	    section_find(k->all, profile ? "profile" : "defaults", l->value);
	if (!span_is(l->key, "rule") && first != NULL && first->line < l->line)
		fault(k, l->line, "duplicate section",
		    l->value.p == NULL ? l->key : l->value);
}

/* Where the lines stand that follow, and which keys it has so far. */
struct place {
	enum { NOWHERE, PROFILE, RULE, UNKNOWN } where;
	uint32_t seen;
};

static void
check_entry(struct check *k, const struct config_line *l, struct place *at)
{
	bool in_rule = at->where == RULE;
	const struct setting *table =
	    in_rule ? rule_settings : profile_settings;
	int key =
	    setting_find(table, in_rule ? RULE_KEYS : PROFILE_KEYS, l->key);

	if (key < 0) {
		fault(k, l->line, "unknown key", l->key);
		return;
	}
	if ((at->seen >> key & 1) != 0)
		fault(k, l->line, "duplicate key", l->key);
	else if (!table[key].valid(l->value))
		fault(k, l->line, table[key].expected, l->value);
	at->seen |= UINT32_C(1) << key;
}

static struct place
place_of(const struct config_line *l)
{
	bool profile =
	    span_is(l->key, "defaults") || span_is(l->key, "profile");

	return (struct place){span_is(l->key, "rule") ? RULE :
		profile				      ? PROFILE :
							UNKNOWN,
	    0};
}

static void
check_lines(struct check *k, struct span config)
{
	struct config_cursor c = {config, 0};
	struct config_line l;
	enum config_item item;
	struct place at = {NOWHERE, 0};

	while ((item = config_next(&c, &l)) != CONFIG_END) {
		if (item == CONFIG_BAD) {
			fault(k, l.error.line, l.error.what, l.error.text);
			/* What follows a broken section is in none we know. */
			if (span_starts(l.error.text, "["))
				at.where = UNKNOWN;
		} else if (item == CONFIG_SECTION) {
			check_section(k, &l);
			at = place_of(&l);
		} else if (at.where == NOWHERE)
			fault(k, l.line, "a key before any section", l.key);
		else if (at.where != UNKNOWN)
			check_entry(k, &l, &at);
	}
}

/* The profile that a chain of source_profile ends in; false: a fault. */
static bool
find_base(struct check *k, unsigned line, struct profile *p)
{
	for (int depth = 0; p->value[KEY_SOURCE_PROFILE].p != NULL; depth++) {
		struct span next = p->value[KEY_SOURCE_PROFILE];

		if (depth == CHAIN_MAX) {
			fault(k, line,
			    "source_profile loops, or is longer than 5 links",
			    p->name);
			return false;
		}
		if (!profile_find(p, k->all, next)) {
			fault(k, line, "source_profile names no profile", next);
			return false;
		}
	}
	return true;
}

static void
check_duration(struct check *k, unsigned line, const struct profile *p)
{
	unsigned max = p->value[KEY_SOURCE_PROFILE].p != NULL ?
	    DURATION_CHAINED_MAX :
	    p->value[KEY_ROLE_ARN].p != NULL ? DURATION_ROLE_MAX :
					       DURATION_SESSION_MAX;

	if (profile_number(p, KEY_DURATION_SECONDS, 0) <= max)
		return;
	fault(k, line,
	    max == DURATION_CHAINED_MAX ?
		"duration_seconds of a chained role is 3600 at the most" :
		"duration_seconds of a role is 43200 at the most",
	    p->value[KEY_DURATION_SECONDS]);
}

/* What takes rights away must not be lost, also when [defaults] say it. */
static bool
narrows(enum profile_key key)
{
	return key == KEY_POLICY || key == KEY_POLICY_ARNS;
}

/* Parameters that GetSessionToken does not know must not be lost silently. */
static void
check_own_keys(
    struct check *k, const struct section *s, const struct profile *p)
{
	struct profile own;
	static const enum profile_key of_role[] = {KEY_ROLE_SESSION_NAME,
	    KEY_EXTERNAL_ID, KEY_SOURCE_IDENTITY, KEY_TAGS,
	    KEY_TRANSITIVE_TAG_KEYS, KEY_POLICY, KEY_POLICY_ARNS};

	profile_section(&own, s);
	if (own.value[KEY_SOURCE_PROFILE].p != NULL &&
	    own.value[KEY_CREDENTIAL_SOURCE].p != NULL)
		fault(k, s->line, "one of credential_source and source_profile",
		    s->name);
	if (p->value[KEY_ROLE_ARN].p != NULL)
		return;
	if (p->value[KEY_SOURCE_PROFILE].p != NULL)
		fault(k, s->line, "source_profile needs a role_arn", p->name);
	for (size_t i = 0; i < sizeof(of_role) / sizeof(of_role[0]); i++)
		if (own.value[of_role[i]].p != NULL ||
		    (narrows(of_role[i]) && p->value[of_role[i]].p != NULL))
			fault(k, s->line,
			    "without role_arn there is no use for",
			    span_of(profile_settings[of_role[i]].name));
}

static void
check_endpoint(struct check *k, unsigned line, const struct profile *p)
{
	bool special = profile_yes(p, KEY_USE_FIPS_ENDPOINT) ||
	    profile_yes(p, KEY_USE_DUALSTACK_ENDPOINT);

	if (p->value[KEY_ENDPOINT_URL].p != NULL && special)
		fault(k, line,
		    "endpoint_url goes with neither use_fips_endpoint nor "
		    "use_dualstack_endpoint",
		    p->value[KEY_ENDPOINT_URL]);
	if (p->value[KEY_ENDPOINT_URL].p == NULL &&
	    p->value[KEY_REGION].p == NULL)
		fault(k, line, "needs a region or an endpoint_url", p->name);
}

static void
check_profile(struct check *k, const struct section *s)
{
	struct profile p, base;
	enum mfa mfa;

	/* A second one of that name is a duplicate, and said to be. */
	if (!profile_find(&p, k->all, s->name) ||
	    section_find(k->all, "profile", s->name) != s)
		return;
	base = p;
	mfa = profile_mfa(&p);
	check_duration(k, s->line, &p);
	check_own_keys(k, s, &p);
	check_endpoint(k, s->line, &p);
	if (!find_base(k, s->line, &base))
		return;
	if (base.value[KEY_CREDENTIAL_SOURCE].p == NULL)
		fault(k, s->line,
		    "needs a credential_source or a source_profile", base.name);
	if ((mfa == MFA_STS || mfa == MFA_BOTH) &&
	    base.value[KEY_MFA_SERIAL].p == NULL)
		fault(k, s->line, "mfa = sts and mfa = both need an mfa_serial",
		    base.name);
}

static void
check_rule(struct check *k, const struct rule *r)
{
	struct profile p;
	struct span name = r->value[RULE_PROFILE];
	int outcomes = (name.p != NULL) + (r->value[RULE_EXEMPT].p != NULL) +
	    (r->value[RULE_DENY].p != NULL);

	if (outcomes != 1)
		fault(k, r->line,
		    "a rule has one of profile, exempt = yes and deny = yes",
		    span_of("rule"));
	if (name.p == NULL)
		return;
	if (!profile_find(&p, k->all, name))
		fault(k, r->line, "profile names no profile", name);
	else if (profile_mfa(&p) == MFA_UNSET)
		fault(k, r->line,
		    "a profile that a rule uses says mfa = local, sts, both "
		    "or none",
		    name);
}

unsigned
config_check(struct sections *all, struct span config,
    void (*report)(void *, const struct config_error *), void *ctx)
{
	struct check k = {all, report, ctx, 0};
	struct rule r;
	unsigned at = 0;

	sections_read(all, config);
	if (all->more)
		fault(&k, all->at[SECTIONS_MAX - 1].line,
		    "no more than 1024 sections, this being the last",
		    all->at[SECTIONS_MAX - 1].kind);
	check_lines(&k, config);
	for (unsigned i = 0; i < all->count; i++)
		if (span_is(all->at[i].kind, "profile"))
			check_profile(&k, &all->at[i]);
	while (rule_next(&r, all, &at))
		check_rule(&k, &r);
	return k.errors;
}
