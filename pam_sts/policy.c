/* Choosing the rule; runs as root in the host, on text that only root can
 * have written. */

#include <security/pam_ext.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "common/check.h"
#include "pam_sts/host.h"
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
	pam_syslog(c->pamh, LOG_ERR, "step=config: %.*s:%u: %s: \"%s\"",
	    (int)e->file.n, e->file.p, e->line, e->what, text);
}

static enum match
in_group(void *ctx, struct span user, struct span group)
{
	return account_in_group(ctx, user, group);
}

static struct span
name_of(const struct account *a)
{
	return span_of(a != NULL && a->known ? a->name : NULL);
}

/* An item of the handle; "" is login's way to say that there is none. */
static struct span
item(pam_handle_t *pamh, int which)
{
	const void *value = NULL;
	struct span s = {NULL, 0};

	if (pam_get_item(pamh, which, &value) == PAM_SUCCESS && value != NULL &&
	    *(const char *)value != '\0')
		s = span_of(value);
	return s;
}

/* What the profiles say about how the user is asked. */
static void
take_profiles(struct policy *p, const struct sections *all)
{
	struct span rest = span_of(p->profiles);
	struct plan_fault fault;
	struct plan plan;

	(void)profile_find(&p->profile, all, span_cut(&rest, ','));
	p->mfa = profile_mfa(&p->profile);
	/* The configuration is sound: there is a plan. */
	if (plan_make(&plan, all, span_of(p->profiles), &fault))
		p->source = plan.source;
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
choose(struct policy *p, const struct sections *all, const struct facts *f)
{
	struct choice c;

	choice_make(&c, all, f, NULL, NULL);
	p->outcome = c.outcome;
	p->file = c.file;
	p->line = c.line;
	p->undecided = undecided_text(&c, f);
	p->message = c.message;
	p->alert = c.alert;
	memcpy(p->profiles, c.profiles, sizeof(p->profiles));
	if (p->outcome == OUTCOME_PROFILE)
		take_profiles(p, all);
}

void
policy_init(struct policy *p)
{
	memset(p, 0, sizeof(*p));
}

static int
check_and_choose(struct policy *p, pam_handle_t *pamh, struct sections *all,
    const struct facts *f)
{
	struct complaint c = {pamh, false};

	if (config_check(
		all, (struct span){p->conf.text, p->conf.n}, complain, &c) != 0)
		return PAM_SERVICE_ERR;
	choose(p, all, f);
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
	    .rhost = item(pamh, PAM_RHOST),
	    .tty = item(pamh, PAM_TTY),
	    .in_group = in_group,
	    .ctx = pamh};
	int r;

	policy_init(p);
	if ((r = configuration_open(&p->conf, pamh, o)) != PAM_SUCCESS)
		return r;
	if ((all = malloc(sizeof(*all))) == NULL) {
		pam_syslog(pamh, LOG_ERR, "step=config: no memory");
		return PAM_SERVICE_ERR;
	}
	host_find(&host);
	f.host = host.host;
	f.fqdn = host.fqdn;
	r = check_and_choose(p, pamh, all, &f);
	free(all);
	return r;
}

void
policy_close(struct policy *p)
{
	configuration_close(&p->conf);
}
