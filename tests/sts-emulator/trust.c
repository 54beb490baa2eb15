/*
 * Policy evaluation, reduced to the conditions a login uses. Every refusal
 * reads alike, whether the role forbids, the caller lacks, or no such role
 * exists: a client must not learn more from an emulator than from STS.
 */
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assume_request.h"
#include "caller.h"
#include "outcome.h"
#include "session.h"
#include "trust.h"
#include "world.h"
#include "world_find.h"

/* A principal names the caller, the role behind its session or its account. */
static bool
principal_matches(const struct world_trust *trust, const struct caller *caller)
{
	const char *account = caller_account(caller);
	const char *partition_end = strchr(caller->arn + 4, ':');
	char root[128];

	snprintf(root, sizeof(root), "%.*s:iam::%s:root",
	    (int)(partition_end - caller->arn), caller->arn, account);
	return world_lists(trust->principals, caller->arn) ||
	    world_lists(trust->principals, account) ||
	    world_lists(trust->principals, root) ||
	    (caller->role != NULL &&
		world_lists(trust->principals, caller->role->arn));
}

/* NULL pattern: no demand. The variable has no value for a role session. */
static bool
pattern_admits(
    const char *pattern, const char *value, const struct caller *caller)
{
	static const char variable[] = "${aws:username}";
	const char *at;
	char *whole = NULL;
	bool admits;

	if (pattern == NULL)
		return true;
	if (value == NULL || *value == '\0')
		return false;
	at = strstr(pattern, variable);
	if (at == NULL)
		return fnmatch(pattern, value, 0) == 0;
	if (caller->user == NULL ||
	    asprintf(&whole, "%.*s%s%s", (int)(at - pattern), pattern,
		caller->user->name, at + sizeof(variable) - 1) == -1)
		return false;
	admits = fnmatch(whole, value, 0) == 0;
	free(whole);
	return admits;
}

/* The identity the new session will carry: inherited, or else requested. */
static const char *
identity_of(const struct caller *caller, const struct assume_request *a)
{
	const char *inherited = caller_source_identity(caller);

	return *inherited != '\0' ? inherited : a->source_identity;
}

static bool
may_assume(const struct world_role *role, const struct caller *caller,
    const struct assume_request *a, bool mfa)
{
	const struct world_trust *trust = &role->trust;

	return principal_matches(trust, caller) &&
	    world_lists(caller_grants(caller)->roles, role->arn) &&
	    (mfa || !trust->require_mfa) &&
	    (trust->external_id == NULL ||
		(a->external_id != NULL &&
		    strcmp(trust->external_id, a->external_id) == 0)) &&
	    pattern_admits(trust->session_name, a->session_name, caller) &&
	    pattern_admits(
		trust->source_identity, identity_of(caller, a), caller);
}

static bool
may_tag(const struct world_role *role, const struct caller *caller,
    const struct assume_request *a)
{
	return tags_size(&a->tags) == 0 ||
	    (role->trust.tag_session && caller_grants(caller)->tag_session);
}

/* Needed on every hop which carries an identity; none may change it. */
static bool
may_set_identity(const struct world_role *role, const struct caller *caller,
    const struct assume_request *a)
{
	const char *inherited = caller_source_identity(caller);

	if (identity_of(caller, a) == NULL)
		return true;
	if (*inherited != '\0' && a->source_identity != NULL &&
	    strcmp(inherited, a->source_identity) != 0)
		return false;
	return role->trust.set_source_identity &&
	    caller_grants(caller)->set_source_identity;
}

static int
refuse(const struct caller *caller, const char *action, const char *arn,
    struct outcome *o)
{
	return outcome_fail(o, 403, "AccessDenied",
	    "User: %s is not authorized to perform: sts:%s on resource: %s",
	    caller->arn, action, arn);
}

int
trust_judge(const struct world_role *role, const struct caller *caller,
    const struct assume_request *a, bool mfa, struct outcome *o)
{
	if (role == NULL || !may_assume(role, caller, a, mfa))
		return refuse(caller, "AssumeRole", a->role_arn, o);
	if (!may_tag(role, caller, a))
		return refuse(caller, "TagSession", a->role_arn, o);
	if (!may_set_identity(role, caller, a))
		return refuse(caller, "SetSourceIdentity", a->role_arn, o);
	return 0;
}
