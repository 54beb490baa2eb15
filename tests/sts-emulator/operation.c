/*
 * The four operations, once the signature has been found good.
 */
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>

#include "assume_request.h"
#include "caller.h"
#include "credentials.h"
#include "emulator.h"
#include "operation.h"
#include "outcome.h"
#include "param.h"
#include "request.h"
#include "session.h"
#include "trust.h"
#include "world.h"
#include "world_find.h"

enum {
	TOKEN_MIN = 900,
	TOKEN_MAX = 129600,
	TOKEN_DEFAULT = 43200,
	ROLE_DEFAULT = 3600,
	CHAIN_MAX = 3600,
};

static void
text_add(struct json_object *tree, const char *name, const char *text)
{
	json_object_object_add(tree, name, json_object_new_string(text));
}

void
operation_get_caller_identity(const struct emulator *em,
    const struct request *req, const struct caller *caller, struct outcome *o)
{
	struct json_object *tree = json_object_new_object();

	(void)em;
	(void)req;
	text_add(tree, "Arn", caller->arn);
	text_add(tree, "UserId", caller->user_id);
	text_add(tree, "Account", caller_account(caller));
	outcome_succeed(o, tree);
}

static const char *
key_account(const struct emulator *em, const char *id)
{
	const struct world_user *user;
	const struct session *session;

	if (world_find_key(em->world, id, &user) != NULL)
		return user->account;
	session = session_find(em->sessions, id);
	if (session == NULL)
		return NULL;
	return session->role != NULL ? session->role->account :
				       session->user->account;
}

void
operation_get_access_key_info(const struct emulator *em,
    const struct request *req, const struct caller *caller, struct outcome *o)
{
	const char *id = request_param(req, "AccessKeyId"), *account;
	struct param_verdict v;
	struct json_object *tree;

	(void)caller;
	if (param_begin(&v) == -1)
		return;
	param_check(&v, PARAM_ACCESS_KEY_ID, "accessKeyId", id);
	if (param_end(&v, o) == -1)
		return;
	account = key_account(em, id);
	if (account == NULL) {
		outcome_fail(o, 400, "ValidationError",
		    "The access key %s does not exist", id);
		return;
	}
	tree = json_object_new_object();
	text_add(tree, "Account", account);
	outcome_succeed(o, tree);
}

static int
token_params(const struct request *req, struct second_factor *factor,
    long *duration, struct outcome *o)
{
	struct param_verdict v;

	if (param_begin(&v) == -1)
		return -1;
	second_factor_read(factor, req, &v);
	param_integer(&v, req, "DurationSeconds", "durationSeconds", TOKEN_MIN,
	    TOKEN_MAX, duration);
	return param_end(&v, o);
}

void
operation_get_session_token(const struct emulator *em,
    const struct request *req, const struct caller *caller, struct outcome *o)
{
	struct session draft = {.user = caller->user};
	long duration = TOKEN_DEFAULT;
	const struct session *session;
	struct second_factor factor;
	struct json_object *tree;

	if (token_params(req, &factor, &duration, o) == -1)
		return;
	if (caller->session != NULL) {
		outcome_fail(o, 403, "AccessDenied",
		    "Cannot call GetSessionToken with session credentials");
		return;
	}
	if (second_factor_check(&factor, em, caller, &draft.mfa, o) == -1)
		return;
	if (caller->user->session_token_needs_mfa && !draft.mfa) {
		outcome_fail(o, 403, "AccessDenied",
		    "User: %s is not "
		    "authorized to perform: sts:GetSessionToken",
		    caller->arn);
		return;
	}
	draft.expires = wallclock_end(&em->clock, duration);
	session = session_issue(em->sessions, &draft);
	if (session == NULL)
		return;
	tree = json_object_new_object();
	json_object_object_add(tree, "Credentials", credentials_tree(session));
	outcome_succeed(o, tree);
}

static int
duration_judge(const struct world_role *role, const struct caller *caller,
    const struct assume_request *a, struct outcome *o)
{
	if (caller->session != NULL && a->duration > CHAIN_MAX)
		return outcome_fail(o, 400, "ValidationError",
		    "The requested DurationSeconds exceeds the 1 hour session "
		    "limit for roles assumed by role chaining.");
	if (a->duration > role->max_session_duration)
		return outcome_fail(o, 400, "ValidationError",
		    "The requested DurationSeconds exceeds the "
		    "MaxSessionDuration set for this role.");
	return 0;
}

/* The session's identity and inheritance. */
static const struct session *
role_session(const struct emulator *em, const struct world_role *role,
    const struct caller *caller, const struct assume_request *a)
{
	const char *identity = caller_source_identity(caller);
	struct session draft = {.role = role};
	long duration = a->duration != 0 ? a->duration : ROLE_DEFAULT;

	if (*identity == '\0' && a->source_identity != NULL)
		identity = a->source_identity;
	snprintf(draft.name, sizeof(draft.name), "%s", a->session_name);
	snprintf(draft.source_identity, sizeof(draft.source_identity), "%s",
	    identity);
	draft.transitive = tags_hand_on(&a->tags,
	    caller->session == NULL ? NULL : caller->session->transitive);
	draft.expires = wallclock_end(&em->clock, duration);
	return session_issue(em->sessions, &draft);
}

static struct json_object *
assume_tree(const struct emulator *em, const struct session *session,
    const struct assume_request *a)
{
	struct caller assumed = {.role = session->role, .session = session};
	struct json_object *tree = json_object_new_object();
	struct json_object *user = json_object_new_object();

	caller_name(&assumed, em->world);
	text_add(user, "AssumedRoleId", assumed.user_id);
	text_add(user, "Arn", assumed.arn);
	json_object_object_add(tree, "AssumedRoleUser", user);
	json_object_object_add(tree, "Credentials", credentials_tree(session));
	json_object_object_add(tree, "PackedPolicySize",
	    a->packed_percent < 0 ? NULL :
				    json_object_new_int64(a->packed_percent));
	json_object_object_add(tree, "SourceIdentity",
	    *session->source_identity == '\0' ?
		NULL :
		json_object_new_string(session->source_identity));
	return tree;
}

static void
role_assume(const struct emulator *em, const struct caller *caller,
    const struct assume_request *a, struct outcome *o)
{
	struct json_object *inherited =
	    caller->session == NULL ? NULL : caller->session->transitive;
	const struct world_role *role;
	const struct session *session;
	bool mfa;

	if (tags_judge(&a->tags, inherited, o) == -1 ||
	    second_factor_check(&a->factor, em, caller, &mfa, o) == -1)
		return;
	if (caller->session != NULL && caller->session->mfa)
		mfa = true;
	role = world_find_role(em->world, a->role_arn);
	if (trust_judge(role, caller, a, mfa, o) == -1 ||
	    duration_judge(role, caller, a, o) == -1)
		return;
	session = role_session(em, role, caller, a);
	if (session != NULL)
		outcome_succeed(o, assume_tree(em, session, a));
}

void
operation_assume_role(const struct emulator *em, const struct request *req,
    const struct caller *caller, struct outcome *o)
{
	struct assume_request a;

	if (assume_request_read(&a, req, o) == 0)
		role_assume(em, caller, &a, o);
	assume_request_free(&a);
}
