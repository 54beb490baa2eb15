/*
 * Dispatch: which operation, then who asks, then the operation itself.
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "action.h"
#include "caller.h"
#include "operation.h"
#include "request.h"
#include "sigv4_check.h"

static const char version[] = "2011-06-15";

struct operation {
	const char *name;
	void (*run)(const struct emulator *, const struct request *,
	    const struct caller *, struct outcome *);
};

static const struct operation operations[] = {
    {"AssumeRole", operation_assume_role},
    {"GetAccessKeyInfo", operation_get_access_key_info},
    {"GetCallerIdentity", operation_get_caller_identity},
    {"GetSessionToken", operation_get_session_token},
};

static const struct operation *
operation_find(const struct request *req, struct outcome *o)
{
	const char *name = request_param(req, "Action");
	const char *wanted = request_param(req, "Version");
	size_t i;

	if (name == NULL) {
		outcome_fail(o, 400, "MissingAction", "Missing Action");
		return NULL;
	}
	if (wanted == NULL)
		wanted = "NO_VERSION_SPECIFIED";
	for (i = 0; i < sizeof(operations) / sizeof(operations[0]); i++)
		if (strcmp(operations[i].name, name) == 0 &&
		    strcmp(wanted, version) == 0)
			return &operations[i];
	outcome_fail(o, 400, "InvalidAction",
	    "Could not find operation %s for version %s", name, wanted);
	return NULL;
}

void
action_run(const struct emulator *em, const struct request *req,
    struct action_record *record)
{
	const char *name = request_param(req, "Action");
	struct outcome *o = &record->outcome;
	const struct operation *operation = operation_find(req, o);
	struct caller caller;

	snprintf(
	    record->name, sizeof(record->name), "%s", name == NULL ? "" : name);
	if (operation == NULL ||
	    sigv4_check(em, req, &caller, record->key_id, o) == -1)
		return;
	snprintf(record->arn, sizeof(record->arn), "%s", caller.arn);
	operation->run(em, req, &caller, o);
	if (o->status == 0)
		outcome_fail(o, 500, "InternalFailure", "no resources");
}
