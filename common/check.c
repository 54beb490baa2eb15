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

/* The names of a rule: first those of profile, then those of assume. */
struct names {
	unsigned count;
	bool sound; /* each by itself: they are worth a look together */
	struct profile first; /* the others say the same as it; or unset */
	char list[PROFILES_TEXT_MAX + 1];
};

static const char *
judge_name(const struct names *n, const struct profile *p)
{
	enum mfa first = profile_mfa(&n->first);

	if (profile_mfa(p) == MFA_UNSET)
		return "a profile that a rule uses says mfa = local, sts, "
		       "both or none";
	if (first != MFA_UNSET && first != profile_mfa(p))
		return "the profiles of a rule say the same mfa";
	if (first != MFA_UNSET &&
	    profile_lingers(&n->first) != profile_lingers(p))
		return "the profiles of a rule say the same linger";
	return NULL;
}

/* A key that is not there, or bad and said to be, names nobody. */
static void
check_names(
    struct check *k, const struct rule *r, enum rule_key key, struct names *n)
{
	struct span rest = r->value[key];
	struct plan plan;
	struct plan_fault wrong;
	struct profile p;

	if (rest.p == NULL || !rule_settings[key].valid(rest))
		return;
	for (; rest.p != NULL; n->count++) {
		struct span name = span_item(&rest);
		const char *what;

		if (n->count == PROFILES_MAX)
			what = "profile and assume name 8 profiles at the "
			       "most";
		else if (!profile_find(&p, k->all, name))
			what = key == RULE_ASSUME ? "assume names no profile" :
						    "profile names no profile";
		else if ((what = judge_name(n, &p)) == NULL)
			n->first = p;
		if (what != NULL)
			rule_fault(k, r, what, name);
		n->sound = n->sound && what == NULL &&
		    plan_make(&plan, k->all, name, &wrong) &&
		    profile_list_add(n->list, name);
	}
}

/* Whatever the session adds, it can be planned when all of it can. */
static void
check_profiles(struct check *k, const struct rule *r)
{
	struct names n = {.sound = true};
	struct plan plan;
	struct plan_fault wrong;

	check_names(k, r, RULE_PROFILE, &n);
	check_names(k, r, RULE_ASSUME, &n);
	if (n.count > 0 && n.sound &&
	    !plan_make(&plan, k->all, span_of(n.list), &wrong))
		rule_fault(k, r, wrong.what, wrong.text);
}

static void
check_rule(struct check *k, const struct rule *r)
{
	bool profile = r->value[RULE_PROFILE].p != NULL;
	bool deny = r->value[RULE_DENY].p != NULL;

	if (profile + (r->value[RULE_EXEMPT].p != NULL) + deny != 1)
		rule_fault(k, r,
		    "a rule has one of profile, exempt = yes and deny = yes",
		    span_of("rule"));
	if (r->value[RULE_MESSAGE].p != NULL && !deny)
		rule_fault(k, r, "message goes with deny = yes only",
		    r->value[RULE_MESSAGE]);
	if (r->value[RULE_ASSUME].p != NULL && !profile)
		rule_fault(k, r, "assume goes with profile only",
		    r->value[RULE_ASSUME]);
	if (profile)
		check_profiles(k, r);
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
