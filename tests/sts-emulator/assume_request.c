/*
 * Reads and validates what AssumeRole takes, before anyone asks whether the
 * caller may have it.
 */
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>

#include "assume_request.h"
#include "outcome.h"
#include "param.h"
#include "request.h"

enum {
	DURATION_MIN = 900,
	DURATION_MAX = 43200,
	POLICY_DEPTH = 32,
	POLICY_ARNS_MAX = 10,
	CONTEXTS_MAX = 5,
	PACKED_LIMIT = 4096, /* nominal: STS compresses, and tells not how */
};

/* Checks PREFIX.N.SUFFIX for N from 1; returns the characters found. */
static size_t
list_check(const struct request *req, struct param_verdict *v,
    enum param_kind kind, const char *prefix, const char *suffix,
    const char *field, size_t max)
{
	const char *value;
	size_t n, size = 0;
	char name[96];

	for (n = 1;; n++) {
		snprintf(
		    name, sizeof(name), "%s.member.%zu.%s", prefix, n, suffix);
		value = request_param(req, name);
		if (value == NULL)
			return size;
		if (n == max + 1) {
			snprintf(name, sizeof(name),
			    "have length less than or equal to %zu", max);
			param_complain(v, "[...]", field, name);
			return size;
		}
		snprintf(
		    name, sizeof(name), "%s.%zu.member.%s", field, n, suffix);
		param_check(v, kind, name, value);
		size += strlen(value);
	}
}

static void
packed_measure(struct assume_request *a, const struct request *req,
    struct param_verdict *v)
{
	size_t size = list_check(req, v, PARAM_ARN, "PolicyArns", "arn",
	    "policyArns", POLICY_ARNS_MAX);

	list_check(req, v, PARAM_ARN, "ProvidedContexts", "ProviderArn",
	    "providedContexts", CONTEXTS_MAX);
	list_check(req, v, PARAM_CONTEXT, "ProvidedContexts",
	    "ContextAssertion", "providedContexts", CONTEXTS_MAX);
	if (a->policy != NULL)
		size += strlen(a->policy);
	size += tags_size(&a->tags);
	a->packed_percent = size == 0 ?
	    -1 :
	    (long)((size * 100 + PACKED_LIMIT - 1) / PACKED_LIMIT);
}

static bool
policy_is_sound(const char *policy)
{
	struct json_tokener *tok = json_tokener_new_ex(POLICY_DEPTH);
	struct json_object *tree;
	bool sound;

	json_tokener_set_flags(tok, JSON_TOKENER_STRICT);
	/* With the final NUL the parser knows that the text has ended. */
	tree = json_tokener_parse_ex(tok, policy, (int)strlen(policy) + 1);
	sound = json_tokener_get_error(tok) == json_tokener_success &&
	    json_object_is_type(tree, json_type_object) &&
	    json_object_object_get(tree, "Statement") != NULL;
	json_object_put(tree);
	json_tokener_free(tok);
	return sound;
}

static bool
arn_is_of_role(const char *arn)
{
	const char *s = arn;
	int colons;

	for (colons = 0; colons < 5 && s != NULL; colons++) {
		s = strchr(s, ':');
		if (s != NULL)
			s++;
	}
	return s != NULL && strncmp(arn, "arn:", 4) == 0 &&
	    strncmp(s, "role/", 5) == 0;
}

static int
request_judge(const struct assume_request *a, struct outcome *o)
{
	if (!arn_is_of_role(a->role_arn))
		return outcome_fail(
		    o, 400, "ValidationError", "%s is invalid", a->role_arn);
	if (a->source_identity != NULL &&
	    strncmp(a->source_identity, "aws:", 4) == 0)
		return outcome_fail(o, 400, "ValidationError",
		    "SourceIdentity must not begin with aws:");
	if (a->policy != NULL && !policy_is_sound(a->policy))
		return outcome_fail(o, 400, "MalformedPolicyDocument",
		    "This policy contains invalid Json");
	if (a->packed_percent > 100)
		return outcome_fail(o, 400, "PackedPolicyTooLarge",
		    "Packed policy consumes %ld%% of allotted space, please "
		    "use smaller policy.",
		    a->packed_percent);
	return 0;
}

int
assume_request_read(
    struct assume_request *a, const struct request *req, struct outcome *o)
{
	struct param_verdict v;

	*a = (struct assume_request){0};
	if (param_begin(&v) == -1)
		return outcome_fail(o, 500, "InternalFailure", "memory");
	a->role_arn = request_param(req, "RoleArn");
	param_check(&v, PARAM_ARN, "roleArn", a->role_arn);
	a->session_name = request_param(req, "RoleSessionName");
	param_check(&v, PARAM_SESSION_NAME, "roleSessionName", a->session_name);
	a->external_id = param_optional(
	    &v, req, PARAM_EXTERNAL_ID, "ExternalId", "externalId");
	a->source_identity = param_optional(
	    &v, req, PARAM_SOURCE_IDENTITY, "SourceIdentity", "sourceIdentity");
	a->policy = param_optional(&v, req, PARAM_POLICY, "Policy", "policy");
	second_factor_read(&a->factor, req, &v);
	param_integer(&v, req, "DurationSeconds", "durationSeconds",
	    DURATION_MIN, DURATION_MAX, &a->duration);
	if (tags_read(&a->tags, req, &v) == -1)
		outcome_fail(o, 500, "InternalFailure", "memory");
	else
		packed_measure(a, req, &v);
	if (param_end(&v, o) == -1 || o->code != NULL)
		return -1;
	return request_judge(a, o);
}

void
assume_request_free(struct assume_request *a)
{
	tags_free(&a->tags);
}
