/* Plans as steps, with somebody to make them for. */

#ifndef TESTS_UNIT_STEPS_H
#define TESTS_UNIT_STEPS_H

#include "tests/unit/plans.h"

#include "helper/steps.h"

#define REGION "region = eu-west-1\n"

/* Static: it is large. */
static struct steps *
steps_for(const char *config, const char *profiles)
{
	static struct steps s;
	struct plan_fault f;

	steps_wipe(&s);
	s.first = 0;
	s.who =
	    (struct message){.field = {[TAG_USER] = span_of("alice"),
				 [TAG_HOST] = span_of("bastion"),
				 [TAG_SESSION] = span_of("0123456789abcdef")}};
	assert_true(make(&s.plan, config, profiles, &f));
	return &s;
}

#endif
