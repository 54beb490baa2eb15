/* Choosing the rule; runs as root in the host, on text that only root can
 * have written. */

#include <errno.h>
#include <security/pam_ext.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "common/check.h"
#include "common/rule.h"
#include "pam_sts/authority.h"
#include "pam_sts/policy.h"

#define SHOWN_MAX 80

struct complaint {
	pam_handle_t *pamh;
	const char *conf;
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
	pam_syslog(c->pamh, LOG_ERR, "step=config: %s:%u: %s: \"%s\"", c->conf,
	    e->line, e->what, text);
}

/* All conditions but the target's. */
static bool
holds(const struct rule *r, pam_handle_t *pamh, const char *service,
    const struct account *user)
{
	const struct span *v = r->value;

	return (v[RULE_SERVICE].p == NULL ||
		   span_is(v[RULE_SERVICE], service)) &&
	    (v[RULE_USER].p == NULL || span_is(v[RULE_USER], user->name)) &&
	    (v[RULE_GROUP].p == NULL ||
		account_in_group(user, pamh, v[RULE_GROUP]));
}

static void
take(struct policy *p, const struct sections *all, const struct rule *r)
{
	p->line = r->line;
	p->outcome = r->value[RULE_EXEMPT].p != NULL ? OUTCOME_EXEMPT :
	    r->value[RULE_DENY].p != NULL	     ? OUTCOME_DENY :
						       OUTCOME_PROFILE;
	if (p->outcome == OUTCOME_PROFILE) {
		(void)profile_find(&p->profile, all, r->value[RULE_PROFILE]);
		p->mfa = profile_mfa(&p->profile);
	}
}

/* The target decides; where the host has not told it yet, the rule might
 * have been the one, so nobody gets past it. */
static void
weigh(struct policy *p, const struct sections *all, const struct rule *r,
    const struct account *target)
{
	struct span want = r->value[RULE_TARGET];

	if (want.p == NULL || (target != NULL && span_is(want, target->name)))
		take(p, all, r);
	else if (target == NULL) {
		p->outcome = OUTCOME_DENY;
		p->needs_target = true;
		p->line = r->line;
	}
}

/* The text of the file, or NULL and errno. */
static char *
slurp(int fd, size_t *len)
{
	char *text = malloc(CONFIG_MAX + 1);
	ssize_t n = 1;

	for (*len = 0; text != NULL && n > 0 && *len <= CONFIG_MAX;
	     *len += (size_t)n)
		if ((n = pread(fd, text + *len, CONFIG_MAX + 1 - *len,
			 (off_t)*len)) == -1)
			break;
	if (text != NULL && n == 0)
		return text;
	if (n > 0)
		errno = EFBIG;
	free(text);
	return NULL;
}

int
policy_open(struct policy *p, pam_handle_t *pamh, const char *conf,
    const char *service, const struct account *user,
    const struct account *target)
{
	struct complaint c = {pamh, conf, false};
	struct span config = {NULL, 0};
	struct sections all;
	struct rule r;
	unsigned at = 0;

	*p = (struct policy){.fd = authority_config(conf)};
	if (p->fd >= 0)
		config.p = p->text = slurp(p->fd, &config.n);
	if (p->text == NULL) {
		pam_syslog(pamh, LOG_ERR, "step=config: %s: %s", conf,
		    p->fd == -EPERM ?
			"must be a file that root owns and only "
			"root can write" :
			strerrordesc_np(p->fd < 0 ? -p->fd : errno));
		return PAM_SERVICE_ERR;
	}
	if (config_check(&all, config, complain, &c) != 0)
		return PAM_SERVICE_ERR;
	while (p->outcome == OUTCOME_NONE && rule_next(&r, &all, &at))
		if (holds(&r, pamh, service, user))
			weigh(p, &all, &r, target);
	return PAM_SUCCESS;
}

void
policy_close(struct policy *p)
{
	if (p->fd >= 0)
		close(p->fd);
	free(p->text);
	*p = (struct policy){.fd = -1};
}
