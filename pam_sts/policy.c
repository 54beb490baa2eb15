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
	int n = e->text.n > SHOWN_MAX ? SHOWN_MAX : (int)e->text.n;

	if (c->said)
		return;
	c->said = true;
	pam_syslog(c->pamh, LOG_ERR, "step=config: %s:%u: %s: \"%.*s\"",
	    c->conf, e->line, e->what, n, n == 0 ? "" : e->text.p);
}

static bool
holds(const struct rule *r, pam_handle_t *pamh, const char *service,
    const struct account *user, const struct account *target)
{
	const struct span *v = r->value;

	return (v[RULE_SERVICE].p == NULL ||
		   span_is(v[RULE_SERVICE], service)) &&
	    (v[RULE_USER].p == NULL || span_is(v[RULE_USER], user->name)) &&
	    (v[RULE_TARGET].p == NULL ||
		span_is(v[RULE_TARGET], target->name)) &&
	    (v[RULE_GROUP].p == NULL ||
		account_in_group(user, pamh, v[RULE_GROUP]));
}

static void
take(struct policy *p, struct span config, const struct rule *r)
{
	p->line = r->line;
	p->outcome = r->value[RULE_EXEMPT].p != NULL ? OUTCOME_EXEMPT :
	    r->value[RULE_DENY].p != NULL	     ? OUTCOME_DENY :
						       OUTCOME_PROFILE;
	if (p->outcome == OUTCOME_PROFILE) {
		(void)profile_find(&p->profile, config, r->value[RULE_PROFILE]);
		p->mfa = profile_mfa(&p->profile);
	}
}

/* The text of the file, or NULL and errno. */
static char *
slurp(int fd, size_t *len)
{
	char *text = malloc(CONFIG_MAX + 1);
	ssize_t n = text == NULL ? -1 : pread(fd, text, CONFIG_MAX + 1, 0);

	if (n >= 0 && n <= CONFIG_MAX) {
		*len = (size_t)n;
		return text;
	}
	if (n > CONFIG_MAX)
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
	struct config_cursor at = {{NULL, 0}, 0};
	struct rule r;

	*p = (struct policy){.fd = authority_config(conf)};
	if (p->fd >= 0)
		p->text = slurp(p->fd, &at.rest.n);
	if (p->text == NULL) {
		pam_syslog(pamh, LOG_ERR, "step=config: %s: %s", conf,
		    p->fd == -EPERM ? "must be a file that root owns and only "
				      "root can write" :
			p->fd < 0   ? strerrordesc_np(-p->fd) :
				      strerrordesc_np(errno));
		return PAM_SERVICE_ERR;
	}
	at.rest.p = p->text;
	if (config_check(at.rest, complain, &c) != 0)
		return PAM_SERVICE_ERR;
	for (struct span config = at.rest; rule_next(&r, &at);)
		if (holds(&r, pamh, service, user, target)) {
			take(p, config, &r);
			break;
		}
	return PAM_SUCCESS;
}

void
policy_close(struct policy *p)
{
	if (p->fd > 0)
		close(p->fd);
	free(p->text);
	*p = (struct policy){.fd = -1};
}
