/* common/plan: which lists of profiles make none. */

#include "tests/unit/plans.h"

static void
test_faults(void **state)
{
	static const struct {
		const char *reason, *config, *profiles, *what, *text;
	} t[] = {
	    {"nobody", DEFAULTS, "x", "profile names no profile", "x"},
	    {"nothing", DEFAULTS, "", "profile names no profile", ""},
	    {"not even that", DEFAULTS, NULL, "profile names no profile", ""},
	    {"a second that is not there", DEFAULTS LOGIN, "login,x",
		"profile names no profile", "x"},
	    {"a link that is not there", DEFAULTS FROM("r", "x"), "r",
		"source_profile names no profile", "x"},
	    {"its own source", DEFAULTS FROM("r", "r"), "r",
		"source_profile loops, or is longer than 5 links", "r"},
	    {"a longer loop", DEFAULTS FROM("r", "s") FROM("s", "r"), "s",
		"source_profile loops, or is longer than 5 links", "s"},
	    {"six links", DEFAULTS FIVE_LINKS FROM("g", "f"), "g",
		"source_profile loops, or is longer than 5 links", "g"},
	    {"six, behind five that are shared",
		DEFAULTS FIVE_LINKS FROM("g", "f"), "f,g",
		"source_profile loops, or is longer than 5 links", "g"},
	    {"no first credentials", "[profile p]\n", "p",
		"needs a credential_source or a source_profile", "p"},
	    {"a session of a session",
		DEFAULTS LOGIN "[profile m]\nsource_profile = login\n", "m",
		"source_profile needs a role_arn", "m"},
	    {"one in the middle",
		DEFAULTS LOGIN
		"[profile m]\nsource_profile = login\n" FROM("r", "m"),
		"r", "source_profile needs a role_arn", "m"},
	    {"two sources",
		DEFAULTS LOGIN ROLE_OF(
		    "r") "credential_source = LoginSession\n",
		"login,r",
		"the profiles of one login begin with the same "
		"credential_source",
		"r"},
	    {"a session of a login session", SESSION LOGIN, "login",
		"credential_source = LoginSession needs a role_arn", "login"},
	    {"a code for a login session", SESSION ROLE_OF("r") "mfa = sts\n",
		"r",
		"mfa = sts and mfa = both need credential_source = UserKey",
		"r"},
	    {"the same for both", SESSION ROLE_OF("r") "mfa = both\n", "r",
		"mfa = sts and mfa = both need credential_source = UserKey",
		"r"},
	    {"a code, and no device", NO_CODE LOGIN "mfa = sts\n", "login",
		"mfa = sts and mfa = both need an mfa_serial", "login"},
	    {"it is the base that needs one",
		NO_CODE LOGIN FROM("r", "login") "mfa = sts\n"
						 "mfa_serial = GAHT12345678\n",
		"r", "mfa = sts and mfa = both need an mfa_serial", "login"},
	    {"one code for two sessions", DEFAULTS LOGIN "[profile m]\n",
		"login,m",
		"a code gives one session: no more than one of the profiles "
		"is without role_arn",
		"m"},
	    {"two devices",
		DEFAULTS ROLE_OF("r")
		    ROLE_OF("s") "mfa_serial = GAHT87654321\n",
		"r,s", "profiles that share a code have the same mfa_serial",
		"s"},
	    {"one twice", DEFAULTS LOGIN, "login,login",
		"a profile is named once", "login"},
	};
	struct plan_fault f;
	struct plan p;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		check_row(
		    t[i].reason, !make(&p, t[i].config, t[i].profiles, &f));
		if (strcmp(f.what, t[i].what) != 0 ||
		    (f.text.n == 0 ? t[i].text[0] != '\0' :
				     !span_is(f.text, t[i].text)))
			fail_msg("row \"%s\": %s: \"%.*s\"", t[i].reason,
			    f.what, (int)f.text.n, f.text.p);
	}
}

/* Chains of CHAIN_MAX links that share nothing; names are A0 (a base), B0 .. */
static size_t
chains(char *text, size_t cap, unsigned count, unsigned links)
{
	size_t n = (size_t)snprintf(text, cap, "%s", DEFAULTS);

	for (unsigned i = 0; i < count; i++)
		for (unsigned k = 0; k <= links; k++) {
			n += (size_t)snprintf(text + n, cap - n,
			    "[profile %c%u]\n" ROLE, 'A' + (int)k, i);
			if (k > 0)
				n += (size_t)snprintf(text + n, cap - n,
				    "source_profile = %c%u\n", '@' + (int)k, i);
		}
	return n;
}

/* As many calls as there may be, and one more: by a profile, and by the
 * session that several roles need. */
static void
test_most_calls(void **state)
{
	static const struct {
		const char *reason, *more, *profiles;
		unsigned want; /* 0: refused */
	} t[] = {
	    {"24 without a code", "[profile F0]\n" ROLE "mfa = local\n",
		"F0,F1,F2,F3", 24},
	    {"the session would be the 25th", "[profile F0]\n" ROLE,
		"F0,F1,F2,F3", 0},
	    {"23 and the session", "[profile F0]\n" ROLE, "F0,F1,F2,E3", 24},
	    {"25 without a code", "[profile F0]\n" ROLE "mfa = local\n",
		"F0,F1,F2,F3,A4", 0},
	};
	static char text[64 * 1024];
	struct plan_fault f;
	struct plan p;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		size_t n;
		char *own;

		chains(text, sizeof(text), 5, CHAIN_MAX);
		/* The first profile's section is the row's. */
		own = strstr(text, "[profile F0]\n");
		assert_non_null(own);
		n = strlen(t[i].more);
		memmove(own + n, own + strlen("[profile F0]\n" ROLE),
		    strlen(own + strlen("[profile F0]\n" ROLE)) + 1);
		memcpy(own, t[i].more, n);
		check_row(t[i].reason,
		    make(&p, text, t[i].profiles, &f) == (t[i].want != 0));
		if (t[i].want != 0)
			check_row(t[i].reason, p.count == t[i].want);
		else
			assert_string_equal(f.what,
			    "the profiles of one login need no more than 24 "
			    "calls");
	}
}

static void
test_most_profiles(void **state)
{
	static char text[4096];
	struct plan_fault f;
	struct plan p;

	(void)state;
	chains(text, sizeof(text), PROFILES_MAX + 1, 0);
	assert_true(make(&p, text, "A0,A1,A2,A3,A4,A5,A6,A7", &f));
	assert_int_equal(p.count, PROFILES_MAX + 1);
	assert_false(make(&p, text, "A0,A1,A2,A3,A4,A5,A6,A7,A8", &f));
	assert_string_equal(f.what, "a login has 8 profiles at the most");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_faults),
	    cmocka_unit_test(test_most_calls),
	    cmocka_unit_test(test_most_profiles),
	};

	return cmocka_run_group_tests_name("plan faults", tests, NULL, NULL);
}
