/* The whole-file checks of a configuration; pure. */

#include "common/check.h"
#include "common/limits.h"
#include "common/line.h"
#include "common/plan.h"
#include "common/profile.h"
#include "common/rule.h"

struct check {
	struct faults faults;
	const struct sections *all;
};

static void
section_fault(struct check *k, const struct section *s, const char *what,
    struct span text)
{
	fault_add(&k->faults, s->file, s->line, what, text);
}

/* What the section itself asks for is wrong when it cannot be had; what comes
 * from [defaults] is for many, and is cut. */
static void
check_duration(struct check *k, const struct section *s,
    const struct profile *own, const struct plan *plan)
{
	unsigned asked = profile_number(own, KEY_DURATION_SECONDS, 0);

	for (unsigned i = 0; i < plan->count; i++) {
		const struct plan_step *step = &plan->step[i];

		if (step->published && asked > step->cap)
			section_fault(k, s,
			    step->cap == DURATION_CHAINED_MAX ?
				"duration_seconds of a chained role is 3600 "
				"at the most" :
				"duration_seconds of a role is 43200 at the "
				"most",
			    own->value[KEY_DURATION_SECONDS]);
	}
}

/* What takes rights away must not be lost, also when [defaults] say it. */
static bool
narrows(enum profile_key key)
{
	return key == KEY_POLICY || key == KEY_POLICY_ARNS;
}

/* Parameters that GetSessionToken does not know must not be lost silently. */
static void
check_own_keys(struct check *k, const struct section *s,
    const struct profile *own, const struct profile *p)
{
	static const enum profile_key of_role[] = {KEY_ROLE_SESSION_NAME,
	    KEY_EXTERNAL_ID, KEY_SOURCE_IDENTITY, KEY_TAGS,
	    KEY_TRANSITIVE_TAG_KEYS, KEY_POLICY, KEY_POLICY_ARNS};

	if (own->value[KEY_SOURCE_PROFILE].p != NULL &&
	    own->value[KEY_CREDENTIAL_SOURCE].p != NULL)
		section_fault(k, s,
		    "one of credential_source and source_profile", s->name);
	if (p->value[KEY_ROLE_ARN].p != NULL)
		return;
	for (size_t i = 0; i < sizeof(of_role) / sizeof(of_role[0]); i++)
		if (own->value[of_role[i]].p != NULL ||
		    (narrows(of_role[i]) && p->value[of_role[i]].p != NULL))
			section_fault(k, s,
			    "without role_arn there is no use for",
			    span_of(profile_settings[of_role[i]].name));
}

static void
check_endpoint(
    struct check *k, const struct section *s, const struct profile *p)
{
	bool special = profile_yes(p, KEY_USE_FIPS_ENDPOINT) ||
	    profile_yes(p, KEY_USE_DUALSTACK_ENDPOINT);

	if (p->value[KEY_ENDPOINT_URL].p != NULL && special)
		section_fault(k, s,
		    "endpoint_url goes with neither use_fips_endpoint nor "
		    "use_dualstack_endpoint",
		    p->value[KEY_ENDPOINT_URL]);
	if (p->value[KEY_ENDPOINT_URL].p == NULL &&
	    p->value[KEY_REGION].p == NULL)
		section_fault(
		    k, s, "needs a region or an endpoint_url", p->name);
}

static void
check_profile(struct check *k, const struct section *s)
{
	struct profile p, own;
	struct plan plan;
	struct plan_fault wrong;

	/* Of a bad name and of a second one of a name that is said. */
	if (!profile_settings[KEY_SOURCE_PROFILE].valid(s->name) ||
	    section_find(k->all, "profile", s->name) != s ||
	    !profile_find(&p, k->all, s->name))
		return;
	profile_section(&own, s);
	check_own_keys(k, s, &own, &p);
	check_endpoint(k, s, &p);
	if (plan_make(&plan, k->all, s->name, &wrong))
		check_duration(k, s, &own, &plan);
	else
		section_fault(k, s, wrong.what, wrong.text);
}

static void
rule_fault(
    struct check *k, const struct rule *r, const char *what, struct span text)
{
	fault_add(&k->faults, r->file, r->line, what, text);
}

/* Each of them; false: there is no need to look at them together. */
static bool
check_names(struct check *k, const struct rule *r)
{
	struct span rest = r->value[RULE_PROFILE];
	enum mfa first = MFA_UNSET;
	struct plan plan;
	struct plan_fault wrong;
	struct profile p;
	bool sound = true;

	while (rest.p != NULL) {
		struct span name = span_item(&rest);
		const char *what = NULL;

		if (!profile_find(&p, k->all, name))
			what = "profile names no profile";
		else if (profile_mfa(&p) == MFA_UNSET)
			what = "a profile that a rule uses says mfa = local, "
			       "sts, both or none";
		else if (first != MFA_UNSET && first != profile_mfa(&p))
			what = "the profiles of a rule say the same mfa";
		else
			first = profile_mfa(&p);
		if (what != NULL)
			rule_fault(k, r, what, name);
		sound = sound && what == NULL &&
		    plan_make(&plan, k->all, name, &wrong);
	}
	return sound;
}

static void
check_rule(struct check *k, const struct rule *r)
{
	struct span names = r->value[RULE_PROFILE];
	bool deny = r->value[RULE_DENY].p != NULL;
	int outcomes =
	    (names.p != NULL) + (r->value[RULE_EXEMPT].p != NULL) + deny;
	struct plan plan;
	struct plan_fault wrong;

	if (outcomes != 1)
		rule_fault(k, r,
		    "a rule has one of profile, exempt = yes and deny = yes",
		    span_of("rule"));
	if (r->value[RULE_MESSAGE].p != NULL && !deny)
		rule_fault(k, r, "message goes with deny = yes only",
		    r->value[RULE_MESSAGE]);
	if (names.p != NULL && rule_settings[RULE_PROFILE].valid(names) &&
	    check_names(k, r) && !plan_make(&plan, k->all, names, &wrong))
		rule_fault(k, r, wrong.what, wrong.text);
}

unsigned
config_check(struct sections *all, struct span config,
    void (*report)(void *, const struct config_error *), void *ctx)
{
	struct check k = {{report, ctx, 0}, all};
	struct rule r;
	unsigned at = 0;

	sections_read(all, config);
	if (all->more)
		section_fault(&k, &all->at[SECTIONS_MAX - 1],
		    "no more than 1024 sections, this being the last",
		    all->at[SECTIONS_MAX - 1].kind);
	line_check(&k.faults, all, config);
	for (unsigned i = 0; i < all->count; i++)
		if (span_is(all->at[i].kind, "profile"))
			check_profile(&k, &all->at[i]);
	while (rule_next(&r, all, &at))
		check_rule(&k, &r);
	return k.faults.count;
}
