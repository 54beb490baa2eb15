/* An explanation for programs; run by anybody. */

#include <stdio.h>

#include "cli/explanation.h"
#include "cli/json.h"
#include "cli/parameter.h"
#include "common/words.h"

static void
print_rule(const struct choice *c)
{
	json_name(stdout, ",\n ", "rule");
	if (c->file.p == NULL) {
		fputs("null", stdout);
		return;
	}
	json_name(stdout, "{", "file");
	json_string(stdout, c->file);
	json_name(stdout, ", ", "line");
	printf("%u}", c->line);
}

static void
print_outcome(const struct decision *d)
{
	bool profiles = d->choice.outcome == OUTCOME_PROFILE;

	json_name(stdout, ",\n ", "outcome");
	json_string(stdout, span_of(decision_word(d)));
	json_name(stdout, ", ", "profiles");
	json_list(stdout, decision_profiles(d));
	json_name(stdout, ", ", "message");
	json_text(stdout, d->choice.message);
	json_name(stdout, ", ", "alert");
	json_truth(stdout, d->choice.alert);
	json_name(stdout, ", ", "mfa");
	json_text(stdout,
	    profiles ? d->first.value[KEY_MFA] : (struct span){NULL, 0});
	json_name(stdout, ", ", "reuse_seconds");
	json_number(stdout,
	    profiles ? profile_number(&d->first, KEY_REUSE_SECONDS, 0) : 0);
	json_name(stdout, ",\n ", "assume");
	json_list(stdout, decision_assume(d));
	json_name(stdout, ", ", "linger");
	json_truth(stdout, profile_lingers(&d->first));
	json_name(stdout, ", ", "expiry_notice");
	json_number(stdout, profile_notice(&d->first));
}

static void
print_skipped(const struct decision *d)
{
	json_name(stdout, ",\n ", "skipped");
	for (unsigned i = 0; i < d->skipped_count; i++) {
		const struct skipped *s = &d->skipped[i];

		json_name(stdout, i == 0 ? "[{" : ",\n  {", "file");
		json_string(stdout, s->file);
		json_name(stdout, ", ", "line");
		printf("%u", s->line);
		json_name(stdout, ", ", "condition");
		json_string(stdout, span_of(rule_settings[s->failed].name));
		json_name(stdout, ", ", "value");
		json_string(stdout, s->value);
		putchar('}');
	}
	fputs(d->skipped_count == 0 ? "[]" : "]", stdout);
}

static void
print_parameters(struct span form)
{
	const char *before = "{";
	struct parameter p;

	json_name(stdout, ", ", "parameters");
	while (parameter_next(&p, &form)) {
		if (span_is(p.name, "Action") || span_is(p.name, "Version"))
			continue;
		fputs(before, stdout);
		json_string(stdout, p.name);
		fputs(": ", stdout);
		json_string(stdout, p.value);
		before = ", ";
	}
	fputs(before[0] == '{' ? "{}" : "}", stdout);
}

static void
print_call(const struct explanation *e, unsigned i)
{
	const struct plan_step *step = &e->calls.plan.step[i];
	const struct message *m = &e->calls.composed[i];
	char signer[SIGNER_SIZE];

	explanation_signer(signer, e, step);
	json_name(stdout, "{", "action");
	json_string(
	    stdout, span_of(step->session ? "GetSessionToken" : "AssumeRole"));
	json_name(stdout, ", ", "profile");
	json_text(stdout, m->field[TAG_PROFILE]);
	json_name(stdout, ", ", "signed_with");
	json_string(stdout, span_of(signer));
	json_name(stdout, ", ", "endpoint");
	json_string(stdout, m->field[TAG_ENDPOINT]);
	json_name(stdout, ", ", "region");
	json_text(stdout, m->field[TAG_REGION]);
	json_name(stdout, ", ", "duration");
	json_number(stdout, plan_duration(step));
	json_name(stdout, ", ", "duration_asked");
	json_number(stdout, explanation_asked(step));
	print_parameters(m->field[TAG_REQUEST]);
	putchar('}');
}

/* The first profile's credentials are the default, too. */
static void
print_sections(const struct decision *d)
{
	struct span names = decision_profiles(d);

	json_name(stdout, ",\n ", "sections");
	fputs(names.p == NULL ? "[" : "[\"default\"", stdout);
	while (names.p != NULL) {
		fputs(", ", stdout);
		json_string(stdout, span_item(&names));
	}
	putchar(']');
}

/* The profiles in the order of their calls. */
static void
print_credentials(const struct plan *plan)
{
	const char *before = "[{";

	json_name(stdout, ",\n ", "credentials");
	for (unsigned i = 0; i < plan->count; i++) {
		const struct plan_step *step = &plan->step[i];

		if (!step->published)
			continue;
		json_name(stdout, before, "profile");
		json_string(stdout, step->profile.name);
		json_name(stdout, ", ", "call");
		printf("%u", i + 1);
		json_name(stdout, ", ", "renewable");
		json_string(
		    stdout, span_of(plan_is_renewable(step) ? "yes" : "code"));
		json_name(stdout, ", ", "form");
		json_string(stdout, span_of(explanation_form(step)));
		putchar('}');
		before = ",\n  {";
	}
	fputs(before[0] == '[' ? "[]" : "]", stdout);
}

static void
print_calls(const struct explanation *e)
{
	json_name(stdout, ",\n ", "calls");
	putchar('[');
	for (unsigned i = 0; i < e->calls.plan.count; i++) {
		fputs(i == 0 ? "" : ",\n  ", stdout);
		print_call(e, i);
	}
	putchar(']');
	print_sections(&e->decision);
	print_credentials(&e->calls.plan);
}

static void
print_shown(const struct decision *d)
{
	struct span refusal = decision_refusal(d);
	bool asks = decision_asks(d);

	json_name(stdout, ",\n ", "shown");
	putchar('[');
	if (asks)
		json_string(stdout, span_of(WORDS_PROMPT));
	fputs(asks && refusal.p != NULL ? ", " : "", stdout);
	if (refusal.p != NULL)
		json_string(stdout, refusal);
	putchar(']');
}

void
explanation_print_json(const struct explanation *e)
{
	const struct facts *f = &e->subject.facts;

	json_name(stdout, "{", "user");
	json_string(stdout, f->user);
	json_name(stdout, ", ", "service");
	json_string(stdout, f->service);
	json_name(stdout, ", ", "target");
	json_string(stdout, f->target);
	print_rule(&e->decision.choice);
	print_outcome(&e->decision);
	print_skipped(&e->decision);
	print_calls(e);
	print_shown(&e->decision);
	puts("}");
}
