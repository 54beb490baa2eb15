/* Looking through the rules for who calls; pure. */

#include "cli/caller.h"
#include "cli/role.h"
#include "cli/template.h"
#include "common/list.h"
#include "common/plan.h"
#include "common/rule.h"

#define ACCOUNT_DIGITS 12

static bool
same(struct span a, struct span b)
{
	return a.p == NULL ? b.p == NULL : span_equal(a, b);
}

static void
add(struct caller *c, struct principal new)
{
	for (unsigned i = 0; i < c->count; i++)
		if (same(c->who[i].arn, new.arn) &&
		    same(c->who[i].partition, new.partition) &&
		    same(c->who[i].account, new.account))
			return;
	c->who[c->count++] = new;
}

/* The device's account is that of the user who has it.  A role's account is
 * no sign of him. */
static void
add_users(struct caller *c, struct span serial)
{
	struct principal users = {.arn = {NULL, 0}};
	struct role role, device;

	if (role_read(&role, c->profile.value[KEY_ROLE_ARN]))
		users.partition = role.partition;
	if (role_read(&device, serial) && device.account.n == ACCOUNT_DIGITS &&
	    text_in_set(device.account, "0-9")) {
		users.partition = device.partition;
		users.account = device.account;
	}
	add(c, users);
}

/* Two for a rule: of what a login gets, and of all that it may come to have,
 * which may begin with another call. */
struct plans {
	const struct sections *all;
	unsigned at;
	bool assuming; /* the second is to come */
	struct rule rule;
	struct plan plan;
};

static bool
plan_rule(struct plans *p, struct span assumed)
{
	struct span profiles = p->rule.value[RULE_PROFILE];
	char list[PROFILES_TEXT_MAX + 1] = "";
	struct plan_fault fault;

	return profiles.p != NULL && profile_list_add(list, profiles) &&
	    profile_list_add(list, assumed) &&
	    plan_make(&p->plan, p->all, span_of(list), &fault);
}

/* The next plan, and its rule; false at the end. */
static bool
next_plan(struct plans *p)
{
	const struct span nothing = {NULL, 0};

	for (;;) {
		if (p->assuming) {
			p->assuming = false;
			if (plan_rule(p, p->rule.value[RULE_ASSUME]))
				return true;
		}
		if (!rule_next(&p->rule, p->all, &p->at))
			return false;
		p->assuming = p->rule.value[RULE_ASSUME].p != NULL;
		if (plan_rule(p, nothing))
			return true;
	}
}

/* Logins that make the call, and those of them with a code that STS sees. */
struct logins {
	unsigned all, with_code;
};

static void
judge(struct caller *c, struct logins n)
{
	c->with_code = n.with_code == n.all;
	c->mixed = n.with_code > 0 && n.with_code < n.all;
}

static bool
has_step(const struct plan *plan, struct span name)
{
	for (unsigned i = 0; i < plan->count; i++)
		if (span_equal(plan->step[i].profile.name, name))
			return true;
	return false;
}

static struct logins
count_logins(const struct sections *all, struct span name)
{
	struct plans p = {.all = all};
	struct logins n = {0, 0};

	while (next_plan(&p))
		if (has_step(&p.plan, name)) {
			n.all++;
			n.with_code += plan_needs_code(&p.plan);
		}
	return n;
}

static void
judge_profile(struct caller *c, const struct sections *all)
{
	struct logins n = count_logins(all, c->profile.name);
	enum mfa mfa = profile_mfa(&c->profile);

	judge(c, n);
	if (n.all == 0)
		c->with_code = mfa == MFA_STS || mfa == MFA_BOTH;
}

/* sudo opens its session for another user: it leaves nothing to itself. */
static bool
only_sudo(struct span services)
{
	struct item item;
	bool sudo = false;

	while (list_next(&services, &item)) {
		if (item.negated)
			continue;
		if (!span_starts(item.text, "sudo"))
			return false;
		sudo = true;
	}
	return sudo;
}

/* What a login leaves to derive from is what its first call gave, and who
 * derives is whom that made of the user. */
static void
add_bases(struct caller *c, const struct sections *all)
{
	struct plans p = {.all = all};
	struct logins n = {0, 0};

	while (next_plan(&p)) {
		const struct profile *first = &p.plan.step[0].profile;

		if (p.plan.source != SOURCE_USER_KEY ||
		    only_sudo(p.rule.value[RULE_SERVICE]))
			continue;
		if (p.plan.step[0].session) {
			n.all++;
			n.with_code += plan_needs_code(&p.plan);
			add_users(c, first->value[KEY_MFA_SERIAL]);
		} else
			add(c,
			    (struct principal){
				.arn = first->value[KEY_ROLE_ARN]});
	}
	judge(c, n);
	c->unfounded = c->count == 0;
	if (c->unfounded)
		add_users(c, c->profile.value[KEY_MFA_SERIAL]);
}

bool
caller_varies(const struct caller *c)
{
	for (unsigned i = 0; i < c->count; i++)
		if (template_varies(c->who[i].arn))
			return true;
	return false;
}

void
caller_find(
    struct caller *c, const struct sections *all, const struct profile *p)
{
	struct span name = p->value[KEY_SOURCE_PROFILE];
	struct profile source = *p;
	bool behind = name.p != NULL && profile_find(&source, all, name);

	*c = (struct caller){.profile = *p,
	    .derived = !behind &&
		span_is(p->value[KEY_CREDENTIAL_SOURCE], "LoginSession")};
	if (c->derived)
		add_bases(c, all);
	else if (behind && source.value[KEY_ROLE_ARN].p != NULL)
		add(c, (struct principal){.arn = source.value[KEY_ROLE_ARN]});
	else {
		add_users(c, source.value[KEY_MFA_SERIAL]);
		judge_profile(c, all);
	}
}
