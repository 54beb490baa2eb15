/*
 * Names a caller the way GetCallerIdentity and error texts do.
 */
#include <stdio.h>

#include "caller.h"
#include "session.h"
#include "world.h"

void
caller_name(struct caller *caller, const struct world *world)
{
	if (caller->role == NULL) {
		snprintf(
		    caller->arn, sizeof(caller->arn), "%s", caller->user->arn);
		snprintf(caller->user_id, sizeof(caller->user_id), "%s",
		    caller->user->user_id);
		return;
	}
	snprintf(caller->arn, sizeof(caller->arn),
	    "arn:%s:sts::%s:assumed-role/%s/%s", world->partition,
	    caller->role->account, caller->role->name, caller->session->name);
	snprintf(caller->user_id, sizeof(caller->user_id), "%s:%s",
	    caller->role->role_id, caller->session->name);
}

const char *
caller_account(const struct caller *caller)
{
	return caller->role != NULL ? caller->role->account :
				      caller->user->account;
}

const struct world_grants *
caller_grants(const struct caller *caller)
{
	return caller->role != NULL ? &caller->role->grants :
				      &caller->user->grants;
}

const char *
caller_source_identity(const struct caller *caller)
{
	return caller->session == NULL ? "" : caller->session->source_identity;
}
