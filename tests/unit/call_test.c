/*
 * The parameters of calls, and the settings that make none.  Some bodies are
 * compared with botocore's, in $STS_DATA (../shared/sts-data).
 */

#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <json-c/json.h>

#include "helper/call.h"

#define ROLE "arn:aws:iam::123456789012:role/x"
#define HEAD "Action=AssumeRole&Version=2011-06-15&"
#define HEAD_ROLE HEAD "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fx"

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

static void
check(const struct row *t, size_t count)
{
	static char room[64 * 1024];

	for (size_t i = 0; i < count; i++) {
		struct profile p = {.name = span_of("test")};
		struct message who = {
		    .field = {[TAG_USER] = span_of(t[i].user)}};
		const struct call call = {&p, &who, t[i].with_code};
		struct buffer b = {room, sizeof(room), 0, false};
		struct verdict v = {STATUS_OK, ""};
		int r;

		for (size_t k = 0; k < COUNT(t[i].set); k++)
			if (t[i].set[k].value != NULL)
				p.value[t[i].set[k].key] =
				    span_of(t[i].set[k].value);
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
	    {"a role, named for the user", "a", false, {{KEY_ROLE_ARN, ROLE}},
		HEAD_ROLE "&RoleSessionName=a%3D", false},
	    {"an external id and a source", "alice", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_EXTERNAL_ID, "x/%u:1"},
		    {KEY_SOURCE_IDENTITY, "%u"}},
		HEAD_ROLE "&RoleSessionName=alice&ExternalId=x%2Falice%3A1"
			  "&SourceIdentity=alice",
		false},
	    {"tags", "alice", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_TAGS, "user = %u,empty=,a=b=c"},
		    {KEY_TRANSITIVE_TAG_KEYS, "user, empty"}},
		HEAD_ROLE
		"&RoleSessionName=alice&Tags.member.1.Key=user"
		"&Tags.member.1.Value=alice&Tags.member.2.Key=empty"
		"&Tags.member.2.Value=&Tags.member.3.Key=a"
		"&Tags.member.3.Value=b%3Dc&TransitiveTagKeys.member.1=user"
		"&TransitiveTagKeys.member.2=empty",
		false},
	    {"a user who would be a second tag", "x,admin=yes", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_TAGS, "user=%u"},
		    {KEY_ROLE_SESSION_NAME, "s1"}},
		HEAD_ROLE "&RoleSessionName=s1&Tags.member.1.Key=user"
			  "&Tags.member.1.Value=x%3D2Cadmin%3D3Dyes",
		false},
	    {"a user who would be at another host", "a@b", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_ROLE_SESSION_NAME, "%u@x"}},
		HEAD_ROLE "&RoleSessionName=a%3D40b%40x", false},
	    {"a user who would be a second parameter", "x&Action=y", false,
		{{KEY_ROLE_ARN, ROLE}},
		HEAD_ROLE "&RoleSessionName=x%3D26Action%3D3Dy", false},
	    {"policies", "alice", false,
		{{KEY_ROLE_ARN, ROLE}, {KEY_POLICY, "{\"a\": 1}"},
		    {KEY_POLICY_ARNS,
			"arn:aws:iam::aws:policy/A, "
			"arn:aws:iam::aws:policy/%u"}},
		HEAD_ROLE
		"&RoleSessionName=alice&Policy=%7B%22a%22%3A%201%7D"
		"&PolicyArns.member.1.arn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy"
		"%2FA&PolicyArns.member.2.arn=arn%3Aaws%3Aiam%3A%3Aaws%3A"
		"policy%2Falice",
		false},
	};

	(void)state;
	check(t, COUNT(t));
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

static struct json_object *
vectors(void)
{
	const char *dir = getenv("STS_DATA");
	char path[1024];

	snprintf(path, sizeof(path), "%s/sts-request-vectors.json",
	    dir != NULL ? dir : "../shared/sts-data");
	if (access(path, R_OK) != 0) {
		print_message("no %s: set STS_DATA\n", path);
		skip();
	}
	return json_object_from_file(path);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The parameters of a body, sorted; botocore writes a blank as '+'. */
static void
normalise(char *out, size_t cap, const char *body)
{
	char room[4096], *part[64], *save = NULL;
	size_t count = 0, n = 0;

	snprintf(room, sizeof(room), "%s", body);
	for (char *p = strtok_r(room, "&", &save); p != NULL;
	     p = strtok_r(NULL, "&", &save))
		part[count++] = p;
	qsort(part, count, sizeof(part[0]), by_text);
	for (size_t i = 0; i < count; i++)
		for (const char *c = part[i]; n < cap - 4; c++) {
			n += (size_t)snprintf(out + n, cap - n, "%s",
			    *c == '+'	   ? "%20" :
				*c == '\0' ? "\n" :
					     (char[2]){*c, '\0'});
			if (*c == '\0')
				break;
		}
	out[n] = '\0';
}

/* The bodies that call.h makes, against those that botocore made. */
static void
bodies(void **state)
{
	static const struct {
		size_t vector;
		bool with_code;
		const char *setting[8]; /* key, value, ... */
		enum profile_key key[8];
		const char *code;
	} t[] = {
	    {4, true, {"43200", "arn:aws:iam::123456789012:mfa/%u"},
		{KEY_DURATION_SECONDS, KEY_MFA_SERIAL}, "012345"},
	    {5, true, {"GAHT12345678"}, {KEY_MFA_SERIAL}, "000001"},
	    {6, false,
		{"arn:aws:iam::123456789012:role/team/Dev_Role",
		    "%u@example.com"},
		{KEY_ROLE_ARN, KEY_ROLE_SESSION_NAME}, NULL},
	};
	struct json_object *all = vectors();
	struct json_object *list = json_object_object_get(all, "vectors");
	struct message who = {.field[TAG_USER] = span_of("alice")};
	char room[8192], got[4096], want[4096];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct json_object *v =
		    json_object_array_get_idx(list, t[i].vector);
		struct profile p = {.name = span_of("test")};
		const struct call call = {&p, &who, t[i].with_code};
		struct buffer b = {room, sizeof(room), 0, false};
		struct verdict verdict;

		for (size_t k = 0; t[i].setting[k] != NULL; k++)
			p.value[t[i].key[k]] = span_of(t[i].setting[k]);
		assert_int_equal(call_compose(&b, &call, &verdict), 0);
		if (t[i].code != NULL)
			memcpy(b.p + b.n - 6, t[i].code, 6);
		normalise(got, sizeof(got), b.p);
		normalise(want, sizeof(want),
		    json_object_get_string(json_object_object_get(v, "body")));
		assert_string_equal(got, want);
	}
	json_object_put(all);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(parameters),
	    cmocka_unit_test(refusals),
	    cmocka_unit_test(bodies),
	};

	return cmocka_run_group_tests_name("calls", tests, NULL, NULL);
}
