/* The parameters of calls, and the settings that make none. */

#include "tests/unit/unit.h"

#include <string.h>

#include "common/limits.h"
#include "helper/call.h"

#define ROLE "arn:aws:iam::123456789012:role/x"
#define HEAD "Action=AssumeRole&Version=2011-06-15&"
#define ARN "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fx"
#define HEAD_ROLE HEAD ARN
/* What is sent of alice unless a profile says something else. */
#define HER_NAME "&RoleSessionName=alice%40bastion-7.0123456789abcdef"
#define HER_SELF "&SourceIdentity=alice"

struct row {
	const char *reason, *user;
	bool with_code;
	struct {
		enum profile_key key;
		const char *value;
	} set[4];
	const char *want; /* the body, or a part of the refusal's detail */
	bool refused;
};

static struct message
who_is(const char *user)
{
	return (struct message){
	    .field = {[TAG_USER] = span_of(user),
		[TAG_HOST] = span_of("bastion-7"),
		[TAG_SESSION] = span_of("0123456789abcdef")}};
}

static struct plan_step
step_of(const struct row *t)
{
	struct plan_step s = {.profile = {.name = span_of("test")},
	    .with_code = t->with_code,
	    .cap = DURATION_CHAINED_MAX};

	for (size_t k = 0; k < COUNT(t->set); k++)
		if (t->set[k].value != NULL)
			s.profile.value[t->set[k].key] =
			    span_of(t->set[k].value);
	s.session = s.profile.value[KEY_ROLE_ARN].p == NULL;
	return s;
}

static void
check(const struct row *t, size_t count)
{
	static char room[64 * 1024];

	for (size_t i = 0; i < count; i++) {
		struct plan_step step = step_of(&t[i]);
		const struct message who = who_is(t[i].user);
		const struct call call = {&step, &who};
		struct buffer b = {room, sizeof(room), 0, false};
		struct verdict v = {0};
		int r;

		r = call_compose(&b, &call, &v);
		if ((r < 0) != t[i].refused)
			fail_msg("row \"%s\": %s", t[i].reason, v.detail);
		if (r == 0) {
			if (strcmp(room, t[i].want) != 0)
				fail_msg("row \"%s\": %s", t[i].reason, room);
			continue;
		}
		check_row(t[i].reason, v.status == STATUS_CONFIG);
		if (strstr(v.detail, t[i].want) == NULL)
			fail_msg("row \"%s\": %s", t[i].reason, v.detail);
	}
}

static void
parameters(void **state)
{
	static const struct row t[] = {
	    {"no role", "alice", false, {{0, NULL}},
		"Action=GetSessionToken&Version=2011-06-15", false},
	    {"a device, the code last", "alice", true,
		{{KEY_MFA_SERIAL, "GAHT-%u"}, {KEY_DURATION_SECONDS, "900"}},
		"Action=GetSessionToken&Version=2011-06-15&DurationSeconds=900"
		"&SerialNumber=GAHT-alice&TokenCode=000000",
		false},
	    {"a device that is not asked for", "alice", false,
		{{KEY_MFA_SERIAL, "GAHT-%u"}},
		"Action=GetSessionToken&Version=2011-06-15", false},
	    {"a role, named for user, host and session", "alice", false,
		{{KEY_ROLE_ARN, ROLE}}, HEAD_ROLE HER_NAME HER_SELF, false},
	    {"a user who is one letter", "a", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_ROLE_SESSION_NAME, "%u"}},
		HEAD_ROLE "&RoleSessionName=a%3D&SourceIdentity=a%3D", false},
	    {"no source identity", "alice", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_SOURCE_IDENTITY, ""}},
		HEAD_ROLE HER_NAME, false},
	    {"a chained role for as long as there is", "alice", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_DURATION_SECONDS, "43200"}},
		HEAD "DurationSeconds=3600&" ARN HER_NAME HER_SELF, false},
	    {"an external id and a source", "alice", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_EXTERNAL_ID, "x/%u:1"},
		    {KEY_SOURCE_IDENTITY, "by-%u"}},
		HEAD_ROLE HER_NAME "&ExternalId=x%2Falice%3A1"
				   "&SourceIdentity=by-alice",
		false},
	    {"tags", "alice", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_TAGS, "user = %u,empty=,a=b=c"},
		    {KEY_TRANSITIVE_TAG_KEYS, "user, empty"}},
		HEAD_ROLE HER_NAME HER_SELF
		"&Tags.member.1.Key=user"
		"&Tags.member.1.Value=alice&Tags.member.2.Key=empty"
		"&Tags.member.2.Value=&Tags.member.3.Key=a"
		"&Tags.member.3.Value=b%3Dc&TransitiveTagKeys.member.1=user"
		"&TransitiveTagKeys.member.2=empty",
		false},
	    {"a user who would be a second tag", "x,admin=yes", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_TAGS, "user=%u"},
		    {KEY_ROLE_SESSION_NAME, "s1"}, {KEY_SOURCE_IDENTITY, ""}},
		HEAD_ROLE "&RoleSessionName=s1&Tags.member.1.Key=user"
			  "&Tags.member.1.Value=x%3D2Cadmin%3D3Dyes",
		false},
	    {"a user who would be at another host", "a@b", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_ROLE_SESSION_NAME, "%u@x"}},
		HEAD_ROLE "&RoleSessionName=a%3D40b%40x"
			  "&SourceIdentity=a%40b",
		false},
	    {"a user who would be a second parameter", "x&Action=y", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_ROLE_SESSION_NAME, "%u"},
		    {KEY_SOURCE_IDENTITY, "%u"}},
		HEAD_ROLE "&RoleSessionName=x%3D26Action%3D3Dy"
			  "&SourceIdentity=x%3D26Action%3D3Dy",
		false},
	    {"policies", "alice", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_POLICY, "{\"a\": 1}"},
		    {KEY_POLICY_ARNS,
			"arn:aws:iam::aws:policy/A, "
			"arn:aws:iam::aws:policy/%u"}},
		HEAD_ROLE HER_NAME HER_SELF
		"&Policy=%7B%22a%22%3A%201%7D"
		"&PolicyArns.member.1.arn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy"
		"%2FA&PolicyArns.member.2.arn=arn%3Aaws%3Aiam%3A%3Aaws%3A"
		"policy%2Falice",
		false},
	};

	(void)state;
	check(t, COUNT(t));
}

/* It takes a role's device, and nothing of the role. */
static void
the_session_that_roles_share(void **state)
{
	static const struct row t = {.with_code = true,
	    .set = {{KEY_ROLE_ARN, ROLE}, {KEY_DURATION_SECONDS, "900"},
		{KEY_MFA_SERIAL, "GAHT-%u"}, {KEY_POLICY, "{}"}}};
	struct plan_step step = step_of(&t);
	const struct message who = who_is("alice");
	const struct call call = {&step, &who};
	struct verdict v = {0};
	char room[1024];
	struct buffer b = {room, sizeof(room), 0, false};

	(void)state;
	step.session = true;
	assert_int_equal(call_compose(&b, &call, &v), 0);
	assert_string_equal(room,
	    "Action=GetSessionToken&Version=2011-06-15"
	    "&SerialNumber=GAHT-alice&TokenCode=000000");
}

static void
refusals(void **state)
{
	static char long_user[256];
	static const struct row t[] = {
	    {"a serial AWS would refuse", "a b", true,
		{{KEY_MFA_SERIAL, "arn:aws:iam::1:mfa/%u"}},
		"mfa_serial of profile test", true},
	    {"a serial too short", "a", true, {{KEY_MFA_SERIAL, "%u"}},
		"mfa_serial of profile test", true},
	    {"no serial", "a", true, {{0, NULL}}, "mfa_serial", true},
	    {"an external id AWS would refuse", "a b", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_EXTERNAL_ID, "id-%u"}},
		"external_id of profile test", true},
	    {"an external id too short", "a", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_EXTERNAL_ID, "%u"}},
		"external_id of profile test", true},
	    {"a role with a blank", "a b", false,
		{{KEY_ROLE_ARN, "arn:aws:iam::123456789012:role/%u"}},
		"role_arn of profile test", true},
	    {"a tag too long", long_user, false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_TAGS, "a=%u%u"}},
		"tags of profile test", true},
	};

	(void)state;
	memset(long_user, 'u', sizeof(long_user) - 1);
	check(t, COUNT(t));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(parameters),
	    cmocka_unit_test(the_session_that_roles_share),
	    cmocka_unit_test(refusals),
	};

	return cmocka_run_group_tests_name("calls", tests, NULL, NULL);
}
