/* What a choice of the module means for who logs in; pure. */

#include "cli/decision.h"
#include "common/words.h"

static void
skip(void *ctx, const struct rule *r, enum rule_key failed)
{
	struct decision *d = ctx;

	d->skipped[d->skipped_count++] =
	    (struct skipped){r->file, r->line, failed, r->value[failed]};
}

void
decision_make(
    struct decision *d, const struct sections *all, const struct facts *f)
{
	struct span names;

	d->first = (struct profile){.name = {NULL, 0}};
	d->skipped_count = 0;
	choice_make(&d->choice, all, f, skip, d);
	names = decision_profiles(d);
	if (names.p != NULL)
		(void)profile_find(&d->first, all, span_item(&names));
}

struct span
decision_profiles(const struct decision *d)
{
	return span_of(
	    d->choice.outcome == OUTCOME_PROFILE ? d->choice.profiles : NULL);
}

struct span
decision_assume(const struct decision *d)
{
	return span_of(d->choice.assume[0] != '\0' ? d->choice.assume : NULL);
}

const char *
decision_word(const struct decision *d)
{
	static const char *const words[] = {
	    [OUTCOME_NONE] = "no rule",
	    [OUTCOME_PROFILE] = "profiles",
	    [OUTCOME_EXEMPT] = "exempt",
	    [OUTCOME_DENY] = "denied",
	};

	return words[d->choice.outcome];
}

/* Who has a message is told at once, and not asked. */
static bool
has_message(const struct decision *d)
{
	return d->choice.outcome == OUTCOME_DENY && d->choice.message.p != NULL;
}

bool
decision_asks(const struct decision *d)
{
	return d->choice.outcome == OUTCOME_PROFILE ?
	    profile_mfa(&d->first) != MFA_NONE :
	    d->choice.outcome != OUTCOME_EXEMPT && !has_message(d);
}

struct span
decision_refusal(const struct decision *d)
{
	if (has_message(d))
		return d->choice.message;
	return span_of(d->choice.outcome == OUTCOME_DENY ||
		    d->choice.outcome == OUTCOME_NONE ?
		WORDS_NOT_ACCEPTED :
		NULL);
}
