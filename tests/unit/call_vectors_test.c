/*
 * The bodies that helper/call makes, against those that botocore made, in
 * $STS_DATA (../shared/sts-data).
 */

#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <json-c/json.h>

#include "common/limits.h"
#include "helper/call.h"

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
		    "%u@example.com", ""},
		{KEY_ROLE_ARN, KEY_ROLE_SESSION_NAME, KEY_SOURCE_IDENTITY},
		NULL},
	};
	struct json_object *all = vectors();
	struct json_object *list = json_object_object_get(all, "vectors");
	struct message who = {.field[TAG_USER] = span_of("alice")};
	char room[8192], got[4096], want[4096];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct json_object *v =
		    json_object_array_get_idx(list, t[i].vector);
		struct plan_step step = {.profile = {.name = span_of("test")},
		    .with_code = t[i].with_code,
		    .cap = DURATION_SESSION_MAX};
		const struct call call = {&step, &who};
		struct buffer b = {room, sizeof(room), 0, false};
		struct verdict verdict = {0};

		for (size_t k = 0; t[i].setting[k] != NULL; k++)
			step.profile.value[t[i].key[k]] =
			    span_of(t[i].setting[k]);
		step.session = step.profile.value[KEY_ROLE_ARN].p == NULL;
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
	    cmocka_unit_test(bodies),
	};

	return cmocka_run_group_tests_name("call vectors", tests, NULL, NULL);
}
