/* From the configuration's text to a plan or a profile; pure. */

#include "common/check.h"
#include "helper/planning.h"

/* The first one is told; pam-sts check tells all. */
static void
note_error(void *ctx, const struct config_error *e)
{
	struct verdict *v = ctx;

	if (v->status == STATUS_OK)
		verdict_set(v, STATUS_CONFIG, "%.*s:%u: %s: %.*s",
		    (int)e->file.n, e->file.p, e->line, e->what, (int)e->text.n,
		    e->text.p);
}

static int
check(struct sections *all, struct span config, struct verdict *v)
{
	v->status = STATUS_OK;
	return config_check(all, config, note_error, v) > 0 ? -1 : 0;
}

int
planning_read(struct plan *plan, struct span config, struct span profiles,
    struct verdict *v)
{
	struct sections all;
	struct plan_fault fault;

	if (check(&all, config, v) < 0)
		return -1;
	if (!plan_make(plan, &all, profiles, &fault))
		return verdict_set(v, STATUS_CONFIG, "%s: %.*s", fault.what,
		    (int)fault.text.n, fault.text.p);
	return 0;
}

int
planning_find(
    struct profile *p, struct span config, struct span name, struct verdict *v)
{
	struct sections all;

	if (check(&all, config, v) < 0)
		return -1;
	if (!profile_find(p, &all, name))
		return verdict_set(v, STATUS_CONFIG, "there is no profile %.*s",
		    (int)name.n, name.p);
	return 0;
}
