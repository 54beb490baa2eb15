/* Looking at a caller for what the configuration does not say; pure. */

#include "cli/policy.h"
#include "cli/policy_note.h"
#include "cli/template.h"

static bool
lacks_account(const struct caller *c)
{
	for (unsigned i = 0; i < c->count; i++)
		if (c->who[i].arn.p == NULL && c->who[i].account.p == NULL)
			return true;
	return false;
}

static bool
has_role(const struct caller *c)
{
	for (unsigned i = 0; i < c->count; i++)
		if (c->who[i].arn.p != NULL)
			return true;
	return false;
}

unsigned
policy_notes(
    struct policy_note note[static POLICY_NOTES], const struct caller *c)
{
	const struct {
		bool holds;
		struct policy_note note;
	} all[POLICY_NOTES] = {
	    {lacks_account(c),
		{"no mfa_serial tells the users' account: put it in place "
		 "of " POLICY_NO_ACCOUNT,
		    true}},
	    {c->unfounded,
		{"no rule gives a login that this role could be assumed from: "
		 "the users are taken for its callers",
		    true}},
	    {c->mixed,
		{"STS does not see a code, or a session of one, in every login "
		 "by which users make this call: none is asked of them",
		    true}},
	    {c->derived && has_role(c),
		{"logins that give a role assume this one with it, and STS "
		 "sees no code then: none is asked of the role",
		    true}},
	    {caller_varies(c) ||
		    template_varies(c->profile.value[KEY_ROLE_ARN]),
		{"a role_arn has expansions: put what they stand for in place "
		 "of " POLICY_VARIES,
		    true}},
	    {c->derived,
		{"whoever holds the credentials of a login's first call can "
		 "assume this role with them, tags included: sudo's code and "
		 "group are a boundary on the host, not in AWS; BASTION.md has "
		 "a login that keeps them from its user",
		    false}},
	};
	unsigned n = 0;

	for (unsigned i = 0; i < POLICY_NOTES; i++)
		if (all[i].holds)
			note[n++] = all[i].note;
	return n;
}
