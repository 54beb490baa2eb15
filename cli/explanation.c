/* What text and JSON say in the same words; pure. */

#include <stdio.h>

#include "cli/explanation.h"

void
explanation_signer(char text[static SIGNER_SIZE], const struct explanation *e,
    const struct plan_step *step)
{
	if (step->from != PLAN_SOURCE)
		snprintf(text, SIGNER_SIZE, "call %d", step->from + 1);
	else
		snprintf(text, SIGNER_SIZE, "the %s of %s",
		    e->calls.plan.source == SOURCE_USER_KEY ? "key" :
							      "login session",
		    e->subject.user.name);
}

unsigned
explanation_asked(const struct plan_step *step)
{
	return plan_is_extra(step) ?
	    0 :
	    profile_number(&step->profile, KEY_DURATION_SECONDS, 0);
}

const char *
explanation_form(const struct plan_step *step)
{
	bool renewable = plan_is_renewable(step);

	return profile_in_process(&step->profile, renewable) ? "process" :
							       "static";
}
