/* common/plan: which calls a list of profiles makes. */

#include "tests/unit/plans.h"

/* A step a line: NAME<SIGNER, "!" with the code, "@POSITION", "/CAP"; a call
 * that no profile asks for has "+" as its name. */
static void
describe(char *out, size_t cap, const struct plan *p)
{
	size_t n = 0;

	for (unsigned i = 0; i < p->count; i++) {
		const struct plan_step *s = &p->step[i];
		bool extra = plan_is_extra(s);

		n += (size_t)snprintf(out + n, cap - n, "%s%.*s<",
		    i == 0 ? "" : " ", extra ? 1 : (int)s->profile.name.n,
		    extra ? "+" : s->profile.name.p);
		n += s->from == PLAN_SOURCE ?
		    (size_t)snprintf(out + n, cap - n, "%s",
			p->source == SOURCE_USER_KEY ? "key" : "session") :
		    (size_t)snprintf(out + n, cap - n, "%d", s->from);
		n += (size_t)snprintf(
		    out + n, cap - n, "%s", s->with_code ? "!" : "");
		if (s->published)
			n += (size_t)snprintf(
			    out + n, cap - n, "@%u", s->position);
		n += (size_t)snprintf(out + n, cap - n, "/%u", s->cap);
	}
}

static void
test_plans(void **state)
{
	static const struct {
		const char *reason, *config, *profiles, *want;
	} t[] = {
	    {"a session", DEFAULTS LOGIN, "login", "login<key!@0/129600"},
	    {"a role: the code goes into AssumeRole, up to 12 hours",
		DEFAULTS ROLE_OF("r"), "r", "r<key!@0/43200"},
	    {"mfa = both is STS's too", DEFAULTS ROLE_OF("r") "mfa = both\n",
		"r", "r<key!@0/43200"},
	    {"no code for STS", NO_CODE ROLE_OF("r"), "r", "r<key@0/43200"},
	    {"a role of a session", DEFAULTS LOGIN FROM("r", "login"), "r",
		"login<key!/129600 r<0@0/3600"},
	    {"session and role: the role is chained from it",
		DEFAULTS LOGIN ROLE_OF("r"), "login, r",
		"login<key!@0/129600 r<0@1/3600"},
	    {"the other way round: the session is first all the same",
		DEFAULTS LOGIN ROLE_OF("r"), "r, login",
		"login<key!@1/129600 r<0@0/3600"},
	    {"two roles: a session that nobody asked for",
		DEFAULTS ROLE_OF("r") ROLE_OF("s"), "r,s",
		"+<key!/129600 r<0@0/3600 s<0@1/3600"},
	    {"two roles without a code: each with the key",
		NO_CODE ROLE_OF("r") ROLE_OF("s"), "r,s",
		"r<key@0/43200 s<key@1/43200"},
	    {"two sessions without a code", NO_CODE LOGIN "[profile m]\n",
		"login,m", "login<key@0/129600 m<key@1/129600"},
	    {"a session moves ahead of a chain that stays together",
		DEFAULTS ROLE_OF("r") FROM("s", "r") LOGIN FROM("t", "login"),
		"s,t", "login<key!/129600 r<0/3600 s<1@0/3600 t<0@1/3600"},
	    {"shared links stand once",
		DEFAULTS LOGIN FROM("b", "login") FROM("c", "b") FROM("d", "b"),
		"c,d", "login<key!/129600 b<0/3600 c<1@0/3600 d<1@1/3600"},
	    {"the list is in any order, the base last",
		DEFAULTS LOGIN FROM("b", "login") FROM("c", "b"), "c,b,login",
		"login<key!@2/129600 b<0@1/3600 c<1@0/3600"},
	    {"five links", DEFAULTS FIVE_LINKS, "f",
		"login<key!/129600 b<0/3600 c<1/3600 d<2/3600 e<3/3600 "
		"f<4@0/3600"},
	    {"the login session's", SESSION ROLE_OF("r") FROM("s", "r"), "r,s",
		"r<session@0/3600 s<0@1/3600"},
	    {"the first profile's mfa counts, not the base's",
		NO_CODE LOGIN "mfa = sts\n" FROM("r", "login"), "r",
		"login<key/129600 r<0@0/3600"},
	    {"blanks around names", DEFAULTS LOGIN, " login\t",
		"login<key!@0/129600"},
	};
	struct plan_fault f;
	struct plan p;
	char got[512];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		if (!make(&p, t[i].config, t[i].profiles, &f))
			fail_msg("row \"%s\": %s", t[i].reason, f.what);
		describe(got, sizeof(got), &p);
		if (strcmp(got, t[i].want) != 0)
			fail_msg("row \"%s\": %s", t[i].reason, got);
		check_row(t[i].reason,
		    plan_needs_code(&p) == (strchr(got, '!') != NULL));
	}
}

static void
test_durations(void **state)
{
	static const struct {
		const char *reason, *config, *profiles;
		unsigned step, want;
	} t[] = {
	    {"not asked for", DEFAULTS LOGIN, "login", 0, 0},
	    {"a session, as asked",
		DEFAULTS LOGIN "duration_seconds = 129600\n", "login", 0,
		129600},
	    {"a role, cut to 12 hours",
		DEFAULTS ROLE_OF("r") "duration_seconds = 43201\n", "r", 0,
		43200},
	    {"a chained role, cut to an hour",
		DEFAULTS LOGIN FROM("r", "login") "duration_seconds = 7200\n",
		"r", 1, 3600},
	    {"a chained role for less",
		DEFAULTS LOGIN FROM("r", "login") "duration_seconds = 900\n",
		"r", 1, 900},
	    {"the base of a chain has its own",
		DEFAULTS LOGIN "duration_seconds = 7200\n" FROM("r", "login"),
		"r", 0, 7200},
	    {"the session that nobody asked for has AWS's",
		DEFAULTS "duration_seconds = 900\n" ROLE_OF("r") ROLE_OF("s"),
		"r,s", 0, 0},
	    {"and those behind it theirs",
		DEFAULTS "duration_seconds = 900\n" ROLE_OF("r") ROLE_OF("s"),
		"r,s", 2, 900},
	    {"a role of a login session",
		SESSION ROLE_OF("r") "duration_seconds = 7200\n", "r", 0, 3600},
	};
	struct plan_fault f;
	struct plan p;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		check_row(
		    t[i].reason, make(&p, t[i].config, t[i].profiles, &f));
		check_row(t[i].reason,
		    plan_duration(&p.step[t[i].step]) == t[i].want);
	}
}

/* Whose network keys and mfa hold, and whose device the session has. */
static void
test_asked(void **state)
{
	struct plan_fault f;
	struct plan p;

	(void)state;
	assert_true(make(&p, DEFAULTS LOGIN FROM("r", "login"), "r,login", &f));
	assert_true(span_is(p.asked.name, "r"));
	assert_true(make(&p, DEFAULTS ROLE_OF("r") ROLE_OF("s"), "s,r", &f));
	assert_true(span_is(p.asked.name, "s"));
	assert_true(span_is(p.step[0].profile.name, "s"));
	assert_true(p.step[0].session);
	assert_true(
	    span_is(p.step[0].profile.value[KEY_MFA_SERIAL], "GAHT12345678"));
}

static void
test_renewable(void **state)
{
	struct plan_fault f;
	struct plan p;

	(void)state;
	assert_true(make(&p, DEFAULTS LOGIN FROM("r", "login"), "r,login", &f));
	assert_false(plan_is_renewable(&p.step[0]));
	assert_true(plan_is_renewable(&p.step[1]));
	assert_true(make(&p, NO_CODE LOGIN, "login", &f));
	assert_true(plan_is_renewable(&p.step[0]));
	assert_true(make(&p, SESSION ROLE_OF("r"), "r", &f));
	assert_true(plan_is_renewable(&p.step[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_plans),
	    cmocka_unit_test(test_durations),
	    cmocka_unit_test(test_asked),
	    cmocka_unit_test(test_renewable),
	};

	return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
