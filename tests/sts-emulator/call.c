/*
 * Puts the steps in their order: process, log, and only then misbehave.
 */
#include <stdbool.h>
#include <string.h>

#include <json-c/json.h>

#include "action.h"
#include "answer.h"
#include "call.h"
#include "calllog.h"
#include "emulator.h"
#include "fault.h"
#include "misbehave.h"
#include "reply.h"
#include "request.h"
#include "rgw.h"

static struct json_object *
params_tree(const struct request *req)
{
	struct json_object *tree = json_object_new_object();
	size_t i;

	for (i = 0; i < req->params.count; i++)
		json_object_object_add(tree, req->params.item[i].name,
		    json_object_new_string(req->params.item[i].value));
	return tree;
}

static struct json_object *
faults_tree(const struct fault_set *set)
{
	struct json_object *list = json_object_new_array();
	enum fault_name i;

	for (i = 0; i < FAULT_COUNT; i++)
		if (set->mark[i].on)
			json_object_array_add(
			    list, json_object_new_string(fault_spelling(i)));
	return list;
}

/* A text member, null for what is absent or empty. */
static void
text_add(struct json_object *tree, const char *name, const char *text)
{
	json_object_object_add(tree, name,
	    text == NULL || *text == '\0' ? NULL :
					    json_object_new_string(text));
}

/* What was issued, before any fault distorts it; nulls for nothing. */
static void
issued_add(struct json_object *tree, struct json_object *result)
{
	struct json_object *credentials =
	    json_object_object_get(result, "Credentials");
	struct json_object *end =
	    json_object_object_get(credentials, "Expiration");
	char date[WALLCLOCK_ISO] = "";

	if (end != NULL)
		wallclock_iso((time_t)json_object_get_double(end), date);
	text_add(tree, "issued_key_id",
	    json_object_get_string(
		json_object_object_get(credentials, "AccessKeyId")));
	text_add(tree, "expiration", date);
}

static void
call_log(const struct emulator *em, const struct request *req,
    const struct action_record *record, const struct fault_set *set,
    const char *outcome)
{
	struct json_object *e = json_object_new_object();

	json_object_object_add(
	    e, "time", json_object_new_int64(wallclock_now(&em->clock)));
	json_object_object_add(
	    e, "connection", json_object_new_int64((int64_t)req->connection));
	text_add(e, "method", req->method);
	text_add(e, "action", record->name);
	text_add(e, "access_key_id", record->key_id);
	text_add(e, "caller", record->arn);
	text_add(e, "mfa_serial", request_param(req, "SerialNumber"));
	text_add(e, "token_code", request_param(req, "TokenCode"));
	text_add(e, "session_name", request_param(req, "RoleSessionName"));
	text_add(e, "outcome", outcome);
	json_object_object_add(
	    e, "status", json_object_new_int(record->outcome.status));
	text_add(e, "message", record->outcome.message);
	issued_add(e, record->outcome.result);
	text_add(e, "accept", request_header(req, "accept"));
	text_add(e, "user_agent", request_header(req, "user-agent"));
	json_object_object_add(e, "faults", faults_tree(set));
	json_object_object_add(e, "params", params_tree(req));
	calllog_append(em->log, e);
}

static enum answer_dialect
dialect_choose(const struct emulator *em, const struct request *req)
{
	const char *accept = request_header(req, "accept");

	if (em->rgw)
		return ANSWER_RGW;
	return accept != NULL && strstr(accept, "application/json") != NULL ?
	    ANSWER_JSON :
	    ANSWER_XML;
}

static void
call_process(const struct emulator *em, struct request *req,
    struct action_record *record)
{
	if (request_decode(req) == -1)
		outcome_fail(&record->outcome, 404, "MalformedQueryString",
		    "The query string contains a syntax error.");
	else
		action_run(em, req, record);
}

void
call_answer(const struct emulator *em, struct request *req, struct reply *reply)
{
	enum answer_dialect dialect = dialect_choose(em, req);
	struct action_record record = {0};
	struct outcome *o = &record.outcome;
	struct fault_set set;

	fault_board_take(em->faults, &set);
	if (set.mark[FAULT_DROP_EARLY].on) {
		(void)request_decode(req);
		call_log(em, req, &record, &set, "NotProcessed");
		reply->manner = REPLY_NOTHING;
		return;
	}
	call_process(em, req, &record);
	call_log(em, req, &record, &set, o->code == NULL ? "Success" : o->code);
	misbehave_outcome(&set, o, wallclock_now(&em->clock));
	if (em->rgw)
		rgw_rearrange(o->result);
	reply->status = o->status;
	reply->type = answer_type(dialect);
	answer_write(reply->body, dialect, record.name, o, reply->request_id);
	misbehave_reply(&set, reply);
	outcome_clear(o);
}
