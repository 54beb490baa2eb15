/* An explanation for people; run by anybody. */

#include <stdio.h>

#include "cli/explanation.h"
#include "cli/parameter.h"
#include "cli/printable.h"
#include "common/value.h"
#include "common/words.h"

static void
print(const char *label, struct span value)
{
	printf("%s: ", label);
	printable_print(stdout, value);
	putchar('\n');
}

/* A fact that was not given fits no condition: that may be all there is. */
static const char *
not_given(const struct facts *f, enum rule_key key)
{
	return key == RULE_RHOST && f->rhost.p == NULL ?
	    ": rhost is not given" :
	    key == RULE_TTY && f->tty.p == NULL ? ": tty is not given" :
						  "";
}

static void
print_skipped(const struct explanation *e)
{
	for (unsigned i = 0; i < e->decision.skipped_count; i++) {
		const struct skipped *s = &e->decision.skipped[i];

		printf("skipped: %.*s:%u: \"%s = ", (int)s->file.n, s->file.p,
		    s->line, rule_settings[s->failed].name);
		printable_print(stdout, s->value);
		printf("\" does not hold%s\n",
		    not_given(&e->subject.facts, s->failed));
	}
}

static void
print_names(struct span names)
{
	while (names.p != NULL) {
		putchar(' ');
		printable_print(stdout, span_item(&names));
		fputs(names.p == NULL ? "" : ",", stdout);
	}
}

static void
print_outcome(const struct decision *d)
{
	if (d->choice.outcome == OUTCOME_NONE)
		puts("rule: none");
	else
		printf("rule: %.*s:%u\n", (int)d->choice.file.n,
		    d->choice.file.p, d->choice.line);
	printf("outcome: %s", decision_word(d));
	print_names(decision_profiles(d));
	puts(d->choice.undecided != RULE_KEYS ?
		": the groups cannot be looked up, and they decide" :
		d->choice.outcome == OUTCOME_NONE ?
		": denied" :
		d->choice.outcome == OUTCOME_EXEMPT ?
		": no code, no credentials" :
		"");
	if (d->choice.alert)
		puts("alert: yes");
}

static void
print_proof(const struct decision *d)
{
	static const char *const how[] = {
	    [MFA_UNSET] = "",
	    [MFA_NONE] = "none: no code is asked for",
	    [MFA_LOCAL] = "local: a code, verified on this host",
	    [MFA_STS] = "sts: a code, verified by STS",
	    [MFA_BOTH] = "both: a code, verified on this host, then by STS",
	};
	unsigned reuse = profile_number(&d->first, KEY_REUSE_SECONDS, 0);

	printf("mfa: %s\n", how[profile_mfa(&d->first)]);
	if (reuse > 0)
		printf("reuse: while sudo asks for no code, what it gave is "
		       "given again for %u s\n",
		    reuse);
}

/* What holds for the session and all its profiles. */
static void
print_session(const struct decision *d)
{
	unsigned notice = profile_notice(&d->first);

	if (decision_assume(d).p != NULL) {
		fputs("assume:", stdout);
		print_names(decision_assume(d));
		puts(": by pam-sts assume");
	}
	if (profile_lingers(&d->first))
		puts("linger: the credentials stay past logout, until they "
		     "expire");
	if (notice > 0)
		printf("notice: the user is told %u s before the credentials "
		       "expire\n",
		    notice);
}

static void
print_duration(const struct plan_step *step)
{
	unsigned asked = explanation_asked(step), is = plan_duration(step);

	if (is == 0)
		printf("  duration: %s\n",
		    step->session ? "not asked for: 43200 s by AWS" :
				    "not asked for: 3600 s by AWS");
	else if (asked > is)
		printf(
		    "  duration: %u s (asked %u, cut to %u)\n", is, asked, is);
	else
		printf("  duration: %u s\n", is);
}

/* All but what every call has. */
static void
print_parameters(struct span form)
{
	struct parameter p;

	while (parameter_next(&p, &form)) {
		if (span_is(p.name, "Action") || span_is(p.name, "Version"))
			continue;
		printf("  %.*s = ", (int)p.name.n, p.name.p);
		if (span_is(p.name, "TokenCode"))
			fputs("(the one-time code)", stdout);
		else
			printable_print(stdout, p.value);
		putchar('\n');
	}
}

static void
print_call(const struct explanation *e, unsigned i)
{
	const struct plan_step *step = &e->calls.plan.step[i];
	const struct message *m = &e->calls.composed[i];
	char signer[SIGNER_SIZE];

	explanation_signer(signer, e, step);
	printf("call %u: %s", i + 1,
	    step->session ? "GetSessionToken" : "AssumeRole");
	if (plan_is_extra(step))
		puts(", for the calls signed with it");
	else
		printf(" for profile %.*s\n", (int)step->profile.name.n,
		    step->profile.name.p);
	print("  signed with", span_of(signer));
	print("  endpoint", m->field[TAG_ENDPOINT]);
	if (m->field[TAG_REGION].p != NULL)
		print("  region", m->field[TAG_REGION]);
	print_duration(step);
	print_parameters(m->field[TAG_REQUEST]);
}

/* The first profile's credentials are the default, too. */
static void
print_sections(const struct plan *plan)
{
	for (unsigned i = 0; i < plan->count; i++) {
		const struct plan_step *step = &plan->step[i];

		if (!step->published)
			continue;
		printf("credentials: from call %u, in section %s", i + 1,
		    step->position == 0 ? "default and in " : "");
		printable_print(stdout, step->profile.name);
		putchar('\n');
		puts(plan_is_renewable(step) ?
			"  renewed: by itself" :
			"  renewed: by pam-sts renew, with a code");
		printf("  form: %s\n", explanation_form(step));
	}
}

static void
print_calls(const struct explanation *e)
{
	for (unsigned i = 0; i < e->calls.plan.count; i++)
		print_call(e, i);
	puts("session: " CALLS_SESSION " stands for the id of its own that a "
	     "login has");
	print_sections(&e->calls.plan);
}

static void
print_line_shown(struct span line)
{
	fputs("shown: \"", stdout);
	/* A rule's message is UTF-8 without controls; the terminal shows it
	 * as the user's does. */
	if (value_is_message(line))
		(void)fwrite(line.p, 1, line.n, stdout);
	else
		printable_print(stdout, line);
	puts("\"");
}

static void
print_shown(const struct decision *d)
{
	struct span refusal = decision_refusal(d);

	if (decision_asks(d))
		print_line_shown(span_of(WORDS_PROMPT));
	if (refusal.p != NULL)
		print_line_shown(refusal);
	if (!decision_asks(d) && refusal.p == NULL)
		puts("shown: nothing, no code is asked for");
}

void
explanation_print_text(const struct explanation *e)
{
	const struct facts *f = &e->subject.facts;

	print("user", f->user);
	print("service", f->service);
	print("target", f->target);
	print("host", f->fqdn);
	print_skipped(e);
	print_outcome(&e->decision);
	if (e->decision.choice.outcome == OUTCOME_PROFILE) {
		print_proof(&e->decision);
		print_session(&e->decision);
		print_calls(e);
	}
	print_shown(&e->decision);
}
