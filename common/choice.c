/* Going through the rules; pure. */

#include "common/choice.h"
#include "common/profile.h"

static enum outcome
outcome_of(const struct rule *r)
{
	return r->value[RULE_EXEMPT].p != NULL ? OUTCOME_EXEMPT :
	    r->value[RULE_DENY].p != NULL      ? OUTCOME_DENY :
						 OUTCOME_PROFILE;
}

static void
take(struct choice *c, const struct rule *r)
{
	c->outcome = outcome_of(r);
	c->file = r->file;
	c->line = r->line;
	c->message = r->value[RULE_MESSAGE];
	c->alert = r->value[RULE_ALERT].p != NULL;
}

void
choice_make(struct choice *c, const struct sections *all, const struct facts *f,
    void (*skipped)(void *ctx, const struct rule *, enum rule_key failed),
    void *ctx)
{
	enum rule_key failed = RULE_KEYS;
	enum match m = MATCH_NO;
	struct rule r;
	unsigned at = 0;

	*c = (struct choice){.undecided = RULE_KEYS};
	while (m == MATCH_NO && rule_next(&r, all, &at)) {
		m = match_rule(&r, f, &failed);
		if (m != MATCH_NO)
			take(c, &r);
		else if (skipped != NULL)
			skipped(ctx, &r, failed);
	}
	/* It might have been the one, so nobody gets past it. */
	if (m == MATCH_UNDECIDED) {
		c->outcome = OUTCOME_DENY;
		c->undecided = failed;
	}
	if (c->outcome == OUTCOME_PROFILE) {
		(void)profile_list_add(c->profiles, r.value[RULE_PROFILE]);
		(void)profile_list_add(c->assume, r.value[RULE_ASSUME]);
	}
}
