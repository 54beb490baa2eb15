/* Notes on a configuration; pure. */

#include "common/fault.h"
#include "common/list.h"
#include "common/note.h"
#include "common/plan.h"
#include "common/rule.h"

static unsigned
asked(const struct plan_step *step)
{
	return profile_number(&step->profile, KEY_DURATION_SECONDS, 0);
}

/* The step of a profile; NULL if it has none, or one it did not ask for. */
static const struct plan_step *
find_step(const struct plan *plan, struct span name)
{
	for (unsigned i = 0; i < plan->count; i++)
		if (span_equal(plan->step[i].profile.name, name) &&
		    plan->step[i].published)
			return &plan->step[i];
	return NULL;
}

static const char *
cut_to(unsigned cap)
{
	return cap == DURATION_CHAINED_MAX ?
	    "duration_seconds is cut to 3600: a chained role lasts an hour "
	    "at the most" :
	    "duration_seconds is cut to 43200: a role lasts 12 hours at the "
	    "most";
}

static void
note_profile(
    struct faults *notes, const struct sections *all, const struct section *s)
{
	struct plan plan;
	struct plan_fault wrong;
	const struct plan_step *step;

	if (!plan_make(&plan, all, s->name, &wrong))
		return;
	step = find_step(&plan, s->name);
	if (step != NULL && asked(step) > step->cap)
		fault_add(notes, s->file, s->line, cut_to(step->cap), s->name);
}

/* Does a profile get less in a list than by itself, where that is said? */
static bool
is_cut(const struct sections *all, struct span list, struct span name)
{
	struct plan together, alone;
	struct plan_fault wrong;
	const struct plan_step *step, *own;

	if (!plan_make(&together, all, list, &wrong) ||
	    !plan_make(&alone, all, name, &wrong))
		return false;
	step = find_step(&together, name);
	own = find_step(&alone, name);
	return step != NULL && own != NULL && step->cap < own->cap &&
	    asked(step) > step->cap;
}

static void
note_profiles(
    struct faults *notes, const struct sections *all, const struct rule *r)
{
	struct span list = r->value[RULE_PROFILE], rest = list;

	while (rest.p != NULL) {
		struct span name = span_item(&rest);

		if (is_cut(all, list, name))
			fault_add(notes, r->file, r->line,
			    "duration_seconds is cut to 3600: the session of "
			    "one code is first, and a role from it lasts an "
			    "hour at the most",
			    name);
	}
}

/* What is cut only once the session has added to its profiles. */
static void
note_assume(
    struct faults *notes, const struct sections *all, const struct rule *r)
{
	static const enum rule_key keys[] = {RULE_PROFILE, RULE_ASSUME};
	char list[PROFILES_TEXT_MAX + 1] = "";

	if (r->value[RULE_ASSUME].p == NULL ||
	    !profile_list_add(list, r->value[RULE_PROFILE]) ||
	    !profile_list_add(list, r->value[RULE_ASSUME]))
		return;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct span rest = r->value[keys[i]];

		while (rest.p != NULL) {
			struct span name = span_item(&rest);

			if (is_cut(all, span_of(list), name) &&
			    !is_cut(all, r->value[RULE_PROFILE], name))
				fault_add(notes, r->file, r->line,
				    "duration_seconds is cut to 3600 once the "
				    "session has assumed: a session of one "
				    "code is first, and a role from it lasts "
				    "an hour at the most",
				    name);
		}
	}
}

/* May the rule hold for sudo, by whichever name its service has? */
static bool
may_be_sudo(const struct rule *r)
{
	struct span list = r->value[RULE_SERVICE];
	bool all = true;
	struct item item;

	while (list_next(&list, &item)) {
		if (item.negated)
			continue;
		if (span_starts(item.text, "sudo"))
			return true;
		all = false;
	}
	return all;
}

static void
note_source(
    struct faults *notes, const struct sections *all, const struct rule *r)
{
	struct plan plan;
	struct plan_fault wrong;

	if (!may_be_sudo(r) &&
	    plan_make(&plan, all, r->value[RULE_PROFILE], &wrong) &&
	    plan.source == SOURCE_LOGIN_SESSION)
		fault_add(notes, r->file, r->line,
		    "credential_source = LoginSession is for sudo, and this "
		    "rule is not",
		    r->value[RULE_SERVICE]);
}

static bool
always_holds(const struct rule *r)
{
	for (int key = 0; key < RULE_CONDITIONS; key++)
		if (r->value[key].p != NULL)
			return false;
	return true;
}

void
config_notes(const struct sections *all,
    void (*report)(void *, const struct config_error *), void *ctx)
{
	struct faults notes = {report, ctx, 0};
	bool decided = false;
	struct rule r;
	unsigned at = 0;

	for (unsigned i = 0; i < all->count; i++)
		if (span_is(all->at[i].kind, "profile"))
			note_profile(&notes, all, &all->at[i]);
	while (rule_next(&r, all, &at)) {
		if (decided)
			fault_add(&notes, r.file, r.line,
			    "no login reaches this rule: one before it has no "
			    "conditions",
			    span_of("rule"));
		note_profiles(&notes, all, &r);
		note_assume(&notes, all, &r);
		note_source(&notes, all, &r);
		decided = decided || always_holds(&r);
	}
}
