/* Composing the calls; pure.  Bounds and alphabets are those of the STS
 * service model, API version 2011-06-15. */

#include <stdio.h>

#include "helper/call.h"
#include "helper/expand.h"
#include "helper/form.h"
#include "helper/session_name.h"

#define VALUE_MAX 2304

struct bounds {
	const char *set;
	size_t min, max;
};

static const struct bounds role_arns = {"!-~", 20, 2048};
static const struct bounds external_ids = {"A-Za-z0-9_+=,.@:/-", 2, 1224};
static const struct bounds serials = {"A-Za-z0-9_+=/:,.@-", 9, 256};
static const struct bounds tag_keys = {" A-Za-z0-9_.:/=+@\x80-\xff-", 1, 128};
static const struct bounds tag_values = {" A-Za-z0-9_.:/=+@\x80-\xff-", 0, 256};

struct composer {
	struct buffer *body;
	const struct call *call;
	struct verdict *v;
	char room[2][VALUE_MAX];
};

static const struct profile *
profile_of(const struct composer *c)
{
	return &c->call->step->profile;
}

static int
refuse(struct composer *c, enum profile_key key)
{
	struct span name = profile_of(c)->name;

	return verdict_set(c->v, STATUS_CONFIG,
	    "%s of profile %.*s: AWS accepts no such value for this user",
	    profile_settings[key].name, (int)name.n, name.p);
}

static bool
fits(struct span s, const struct bounds *bounds)
{
	return s.n >= bounds->min && s.n <= bounds->max &&
	    text_in_set(s, bounds->set);
}

static int
add_expanded(struct composer *c, enum profile_key key, const char *param,
    const struct bounds *bounds)
{
	struct buffer b = {c->room[0], VALUE_MAX, 0, false};
	struct span value = profile_of(c)->value[key];

	if (value.p == NULL)
		return 0;
	if (!expand(&b, value, c->call->who) || !fits(buffer_span(&b), bounds))
		return refuse(c, key);
	form_add(c->body, param, buffer_span(&b));
	return 0;
}

static int
add_name(struct composer *c, enum profile_key key, const char *param,
    const char *otherwise)
{
	struct buffer b = {c->room[0], VALUE_MAX, 0, false};
	struct span value = profile_of(c)->value[key];
	char name[SESSION_NAME_MAX + 1];

	if (value.p == NULL)
		value = span_of(otherwise);
	if (!expand_name(&b, value, c->call->who) ||
	    session_name(name, buffer_span(&b)) < 0)
		return refuse(c, key);
	form_add(c->body, param, span_of(name));
	return 0;
}

/* "source_identity =" is the way to send none. */
static int
add_identity(struct composer *c)
{
	struct span value = profile_of(c)->value[KEY_SOURCE_IDENTITY];

	if (value.p != NULL && value.n == 0)
		return 0;
	return add_name(c, KEY_SOURCE_IDENTITY, "SourceIdentity", "%u");
}

static void
add_duration(struct composer *c)
{
	unsigned seconds = plan_duration(c->call->step);
	char text[16];

	if (seconds == 0)
		return;
	snprintf(text, sizeof(text), "%u", seconds);
	form_add(c->body, "DurationSeconds", span_of(text));
}

static int
add_policies(struct composer *c)
{
	struct span list = profile_of(c)->value[KEY_POLICY_ARNS];
	struct span policy = profile_of(c)->value[KEY_POLICY];

	if (policy.p != NULL)
		form_add(c->body, "Policy", policy);
	for (unsigned n = 1; list.p != NULL; n++) {
		struct buffer b = {c->room[0], VALUE_MAX, 0, false};

		if (!expand(&b, span_item(&list), c->call->who) ||
		    !fits(buffer_span(&b), &role_arns))
			return refuse(c, KEY_POLICY_ARNS);
		form_add_member(
		    c->body, "PolicyArns", n, ".arn", buffer_span(&b));
	}
	return 0;
}

/* Cut into members first, expanded then: no user's name can add a tag. */
static int
add_tags(struct composer *c)
{
	struct span list = profile_of(c)->value[KEY_TAGS];

	for (unsigned n = 1; list.p != NULL; n++) {
		struct buffer k = {c->room[0], VALUE_MAX, 0, false};
		struct buffer v = {c->room[1], VALUE_MAX, 0, false};
		struct span value = span_item(&list);
		struct span key = span_trim(span_cut(&value, '='));

		if (!expand_tag(&k, key, c->call->who) ||
		    !expand_tag(&v, span_trim(value), c->call->who) ||
		    !fits(buffer_span(&k), &tag_keys) ||
		    !fits(buffer_span(&v), &tag_values))
			return refuse(c, KEY_TAGS);
		form_add_member(c->body, "Tags", n, ".Key", buffer_span(&k));
		form_add_member(c->body, "Tags", n, ".Value", buffer_span(&v));
	}
	return 0;
}

static int
add_transitive(struct composer *c)
{
	struct span list = profile_of(c)->value[KEY_TRANSITIVE_TAG_KEYS];

	for (unsigned n = 1; list.p != NULL; n++) {
		struct buffer k = {c->room[0], VALUE_MAX, 0, false};

		if (!expand_tag(&k, span_item(&list), c->call->who) ||
		    !fits(buffer_span(&k), &tag_keys))
			return refuse(c, KEY_TRANSITIVE_TAG_KEYS);
		form_add_member(
		    c->body, "TransitiveTagKeys", n, "", buffer_span(&k));
	}
	return 0;
}

static int
add_role(struct composer *c)
{
	if (c->call->step->session)
		return 0;
	if (add_expanded(c, KEY_ROLE_ARN, "RoleArn", &role_arns) < 0 ||
	    add_name(c, KEY_ROLE_SESSION_NAME, "RoleSessionName", "%u@%h.%i") <
		0 ||
	    add_expanded(c, KEY_EXTERNAL_ID, "ExternalId", &external_ids) < 0 ||
	    add_identity(c) < 0 || add_policies(c) < 0 || add_tags(c) < 0)
		return -1;
	return add_transitive(c);
}

static int
add_device(struct composer *c)
{
	if (!c->call->step->with_code)
		return 0;
	if (profile_of(c)->value[KEY_MFA_SERIAL].p == NULL)
		return refuse(c, KEY_MFA_SERIAL);
	if (add_expanded(c, KEY_MFA_SERIAL, "SerialNumber", &serials) < 0)
		return -1;
	form_add(c->body, "TokenCode", span_of(CALL_NO_CODE));
	return 0;
}

const char *
call_action(const struct plan_step *step)
{
	return step->session ? "GetSessionToken" : "AssumeRole";
}

int
call_compose(struct buffer *b, const struct call *call, struct verdict *v)
{
	struct composer c = {.body = b, .call = call, .v = v};
	struct span name = call->step->profile.name;

	form_start(b, call_action(call->step));
	add_duration(&c);
	if (add_role(&c) < 0 || add_device(&c) < 0)
		return -1;
	if (b->full)
		return verdict_set(v, STATUS_CONFIG,
		    "profile %.*s makes too long a request", (int)name.n,
		    name.p);
	return 0;
}
