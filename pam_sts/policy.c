/* Choosing the rule; runs as root in the host, on text that only root can
 * have written. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "common/check.h"
#include "pam_sts/host.h"
#include "pam_sts/journal.h"
#include "pam_sts/policy.h"

#define SHOWN_MAX 80

struct complaint {
	pam_handle_t *pamh;
	bool said;
};

/* The first error is logged; pam-sts check shows them all. */
static void
complain(void *ctx, const struct config_error *e)
{
	struct complaint *c = ctx;
	char text[SHOWN_MAX + 1];

	if (c->said)
		return;
	c->said = true;
	text_printable(text, sizeof(text), e->text);
	journal(c->pamh, LOG_ERR, "step=config: %.*s:%u: %s: \"%s\"",
	    (int)e->file.n, e->file.p, e->line, e->what, text);
}

static enum match
in_group(void *ctx, struct span user, struct span group)
{
	(void)ctx;
	return account_in_group(user, group);
}

static struct span
name_of(const struct account *a)
{
	return span_of(a != NULL && a->known ? a->name : NULL);
}

/* What one code gave must not be taken for what another call would: which it
 * is, as far as it decides what can be derived. */
static void
name_first_call(struct policy *p, const struct plan_step *s)
{
	struct span serial = s->profile.value[KEY_MFA_SERIAL];
	struct span role = s->profile.value[KEY_ROLE_ARN];
	struct span name = s->profile.name;

	if (plan_is_extra(s))
		name = role = (struct span){"", 0};
	snprintf(p->first, sizeof(p->first),
	    "%s serial=%.*s role=%.*s profile=%.*s",
	    s->session ? "GetSessionToken" : "AssumeRole", (int)serial.n,
	    serial.p, (int)role.n, role.p == NULL ? "" : role.p, (int)name.n,
	    name.p);
}

/* What the plan says about how the profiles are had and kept. */
static void
take_plan(struct policy *p, const struct plan *plan)
{
	p->source = plan->source;
	p->with_code = plan_needs_code(plan);
	if (p->with_code)
		name_first_call(p, &plan->step[0]);
	for (unsigned i = 0; i < plan->count; i++) {
		const struct plan_step *s = &plan->step[i];
		bool again = plan_is_renewable(s);

		if (!s->published)
			continue;
		p->form[s->position].renewable = again;
		p->form[s->position].process =
		    profile_in_process(&s->profile, again);
	}
}

/* What the first one says holds for all. */
static void
take_profile(struct policy *p, const struct sections *all)
{
	struct span rest = span_of(p->profiles);

	(void)profile_find(&p->profile, all, span_cut(&rest, ','));
	p->mfa = profile_mfa(&p->profile);
	p->linger = profile_lingers(&p->profile);
	p->notice = profile_notice(&p->profile);
}

static bool
has_item(struct span list, struct span name)
{
	while (list.p != NULL)
		if (span_equal(span_cut(&list, ','), name))
			return true;
	return false;
}

/* Append those of the list that the rule lets be assumed; false: not all. */
static bool
assume(struct policy *p, const struct choice *c, struct span list)
{
	while (list.p != NULL) {
		struct span name = span_cut(&list, ',');
		size_t n = strlen(p->profiles);

		if (!has_item(span_of(c->assume), name) ||
		    n + 1 + name.n >= sizeof(p->profiles))
			return false;
		if (has_item(span_of(p->profiles), name))
			continue;
		p->profiles[n++] = ',';
		memcpy(p->profiles + n, name.p, name.n);
		p->profiles[n + name.n] = '\0';
	}
	return true;
}

/* False: the profiles do not go together. */
static bool
take_profiles(struct policy *p, const struct sections *all,
    const struct choice *c, const struct asked *a)
{
	struct plan_fault fault;
	struct plan plan;

	p->of_rule = strlen(p->profiles);
	if (!assume(p, c, a->assumed) || !assume(p, c, a->added) ||
	    !plan_make(&plan, all, span_of(p->profiles), &fault))
		return false;
	take_profile(p, all);
	take_plan(p, &plan);
	return true;
}

static const char *
undecided_text(const struct choice *c, const struct facts *f)
{
	bool of_target =
	    c->undecided == RULE_TARGET || c->undecided == RULE_TARGET_GROUP;

	return c->undecided == RULE_KEYS ?
	    NULL :
	    of_target && f->target.n == 0 ?
	    "the target is not known yet, and it decides in" :
	    "the groups cannot be looked up, and they decide in";
}

static void
choose(struct policy *p, const struct sections *all, const struct facts *f,
    const struct asked *a)
{
	struct choice c;

	choice_make(&c, all, f, NULL, NULL);
	p->outcome = c.outcome;
	p->file = c.file;
	p->line = c.line;
	p->undecided = undecided_text(&c, f);
	p->unknown = c.undecided != RULE_KEYS;
	p->message = c.message;
	p->alert = c.alert;
	memcpy(p->profiles, c.profiles, sizeof(p->profiles));
	if (p->outcome == OUTCOME_PROFILE && !take_profiles(p, all, &c, a)) {
		p->outcome = OUTCOME_DENY;
		p->undecided = "the profile may not be assumed by";
	}
}

void
policy_init(struct policy *p)
{
	memset(p, 0, sizeof(*p));
}

static int
check_and_choose(struct policy *p, pam_handle_t *pamh, struct sections *all,
    const struct facts *f, const struct asked *a)
{
	struct complaint c = {pamh, false};

	if (config_check(
		all, (struct span){p->conf.text, p->conf.n}, complain, &c) != 0)
		return PAM_SERVICE_ERR;
	choose(p, all, f, a);
	return PAM_SUCCESS;
}

int
policy_open(struct policy *p, pam_handle_t *pamh, const struct options *o,
    const struct asked *a)
{
	/* Not on the stack: su's caller sets how large that may be. */
	struct sections *all;
	struct host_names host;
	struct facts f = {.service = span_of(a->service),
	    .user = name_of(a->user),
	    .target = name_of(a->target),
	    .rhost = a->rhost,
	    .tty = a->tty,
	    .in_group = in_group};
	int r;

	policy_init(p);
	if ((r = configuration_open(&p->conf, pamh, o)) != PAM_SUCCESS)
		return r;
	if ((all = malloc(sizeof(*all))) == NULL) {
		journal(pamh, LOG_ERR, "step=config: no memory");
		return PAM_SERVICE_ERR;
	}
	host_find(&host);
	f.host = host.host;
	f.fqdn = host.fqdn;
	r = check_and_choose(p, pamh, all, &f, a);
	free(all);
	return r;
}

bool
policy_allows(const struct policy *p, enum status s)
{
	return (s == STATUS_DENIED || s == STATUS_UNAVAILABLE ||
		   s == STATUS_NO_SESSION) &&
	    span_is(p->profile.value[KEY_ON_FAILURE], "allow");
}

struct span
policy_renewable(
    const struct policy *p, char room[static PROFILES_TEXT_MAX + 1])
{
	struct span rest = span_of(p->profiles);
	size_t n = 0;

	for (unsigned i = 0; rest.p != NULL; i++) {
		struct span name = span_cut(&rest, ',');

		if (!p->form[i].renewable)
			continue;
		if (n > 0)
			room[n++] = ',';
		memcpy(room + n, name.p, name.n);
		n += name.n;
	}
	return (struct span){room, n};
}

bool
policy_last_is_renewable(const struct policy *p)
{
	unsigned last = 0;

	for (const char *s = p->profiles; *s != '\0'; s++)
		last += *s == ',';
	return p->form[last].renewable;
}

struct span
policy_assumed(const struct policy *p)
{
	const char *rest = p->profiles + p->of_rule;

	return span_of(*rest == ',' ? rest + 1 : rest);
}

void
policy_close(struct policy *p)
{
	configuration_close(&p->conf);
}
