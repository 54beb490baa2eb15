/* What goes back to whoever asked: credentials, and calls that are shown. */

#include "tests/unit/steps.h"

#include <sys/socket.h>

#include <fcntl.h>
#include <unistd.h>

#include "helper/answer.h"
#include "helper/explain.h"

static int module; /* the other end of descriptor 0 */

static int
connect_stdin(void **state)
{
	int fds[2];

	(void)state;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds) != 0 ||
	    dup2(fds[1], STDIN_FILENO) != STDIN_FILENO)
		return -1;
	close(fds[1]);
	module = fds[0];
	return fcntl(module, F_SETFL, O_NONBLOCK);
}

/* False: nothing (more) has been sent. */
static bool
heard(struct message *m)
{
	static uint8_t buf[MESSAGE_MAX];
	ssize_t n = recv(module, buf, sizeof(buf), 0);

	if (n <= 0)
		return false;
	assert_int_equal(wire_parse(m, buf, (size_t)n), 0);
	return true;
}

static void
give(struct steps *s)
{
	for (unsigned i = 0; i < s->plan.count; i++) {
		struct credentials *c = &s->given[i];

		snprintf(c->access_key_id, sizeof(c->access_key_id),
		    "ASIAEXAMPLE00000000%u", i);
		strcpy(c->secret_access_key, "secretsecretsecret");
		strcpy(c->session_token, "tokentokentokentoken");
		strcpy(c->expiration, "2026-01-15T12:00:00Z");
	}
}

struct want {
	const char *profile, *region, *more;
	char step;
};

static void
assert_given(struct steps *s, const struct want *want, size_t count)
{
	struct message m;

	give(s);
	answer_credentials(s);
	for (size_t i = 0; i < count; i++) {
		struct span id;

		assert_true(heard(&m));
		assert_int_equal(m.kind, KIND_CREDENTIALS);
		assert_int_equal(m.status, STATUS_OK);
		check_row(want[i].more,
		    want[i].profile == NULL ?
			m.field[TAG_PROFILE].p == NULL :
			span_is(m.field[TAG_PROFILE], want[i].profile));
		check_row(want[i].more,
		    want[i].region == NULL ?
			m.field[TAG_REGION].p == NULL :
			span_is(m.field[TAG_REGION], want[i].region));
		assert_true(span_is(m.field[TAG_MORE], want[i].more));
		id = m.field[TAG_ACCESS_KEY_ID];
		check_row(want[i].more, id.p[id.n - 1] == want[i].step);
	}
	assert_false(heard(&m));
}

static void
one_profile(void **state)
{
	static const struct want want[] = {
	    {NULL, NULL, "1", '0'}, {"login", "eu-west-1", "0", '0'}};

	(void)state;
	assert_given(
	    steps_for(DEFAULTS LOGIN REGION, "login"), want, COUNT(want));
}

/* In the order of the list, behind what the first step gave. */
static void
several(void **state)
{
	static const struct want want[] = {{NULL, NULL, "3", '0'},
	    {"b", "us-east-1", "2", '2'}, {"login", NULL, "1", '0'},
	    {"a", NULL, "0", '1'}};

	(void)state;
	assert_given(steps_for(DEFAULTS LOGIN FROM("a", "login")
				   FROM("b", "a") "region = us-east-1\n",
			 "b,login,a"),
	    want, COUNT(want));
}

static void
a_login_session_has_its_base(void **state)
{
	static const struct want want[] = {
	    {"r", NULL, "1", '0'}, {"s", NULL, "0", '1'}};

	(void)state;
	assert_given(steps_for(SESSION ROLE_OF("r") ROLE_OF("s"), "r,s"), want,
	    COUNT(want));
}

static struct steps *
renewal_for(const char *config, const char *profiles)
{
	struct steps *s = steps_for(config, profiles);
	struct verdict v = {0};

	assert_int_equal(steps_renew(s, &v), 0);
	return s;
}

/* Those that the code did not give, and no base. */
static void
a_renewal(void **state)
{
	static const struct want of_three[] = {
	    {"b", "us-east-1", "1", '2'}, {"a", NULL, "0", '1'}};
	static const struct want of_two[] = {
	    {"r", NULL, "1", '1'}, {"s", NULL, "0", '2'}};

	(void)state;
	assert_given(renewal_for(DEFAULTS LOGIN FROM("a", "login")
				     FROM("b", "a") "region = us-east-1\n",
			 "b,login,a"),
	    of_three, COUNT(of_three));
	assert_given(renewal_for(DEFAULTS ROLE_OF("r") ROLE_OF("s"), "r,s"),
	    of_two, COUNT(of_two));
}

/* Where no code is needed it is a login again. */
static void
a_renewal_of_all(void **state)
{
	static const struct want own_key[] = {{NULL, NULL, "2", '0'},
	    {"login", NULL, "1", '0'}, {"a", NULL, "0", '1'}};
	static const struct want session[] = {{"r", NULL, "0", '0'}};

	(void)state;
	assert_given(renewal_for(NO_CODE LOGIN FROM("a", "login"), "login,a"),
	    own_key, COUNT(own_key));
	assert_given(
	    renewal_for(SESSION ROLE_OF("r"), "r"), session, COUNT(session));
}

static void
calls_are_shown(void **state)
{
	static const char config[] = DEFAULTS
	    "endpoint_url = https://sts.test:8443/x\n" REGION ROLE_OF("r")
		ROLE_OF("s") "region = us-east-1\n";
	static const struct {
		const char *profile, *region, *more, *body;
	} want[] = {{NULL, "eu-west-1", "2",
			"Action=GetSessionToken&Version=2011-06-15"
			"&SerialNumber=GAHT12345678&TokenCode=000000"},
	    {"r", "eu-west-1", "1", NULL}, {"s", "us-east-1", "0", NULL}};
	struct steps *s = steps_for(config, "r,s");
	struct verdict v = {0};
	struct message m;

	(void)state;
	assert_int_equal(explain_reply(s, &v), 0);
	for (size_t i = 0; i < COUNT(want); i++) {
		assert_true(heard(&m));
		assert_int_equal(m.kind, KIND_EXPLAINED);
		assert_int_equal(m.status, STATUS_OK);
		check_row(want[i].more,
		    want[i].profile == NULL ?
			m.field[TAG_PROFILE].p == NULL :
			span_is(m.field[TAG_PROFILE], want[i].profile));
		assert_true(span_is(m.field[TAG_REGION], want[i].region));
		assert_true(span_is(m.field[TAG_MORE], want[i].more));
		assert_true(span_is(m.field[TAG_ENDPOINT], "sts.test:8443/x"));
		if (want[i].body != NULL)
			assert_true(
			    span_is(m.field[TAG_REQUEST], want[i].body));
	}
	assert_false(heard(&m));
}

/* No part of it is shown when not all of it can be. */
static void
what_cannot_be_shown(void **state)
{
	static char config[16384];
	size_t n = (size_t)snprintf(config, sizeof(config), "%s",
	    DEFAULTS REGION ROLE_OF("r") FROM("s", "r") "tags = ");
	struct verdict v = {0};
	struct message m;
	struct steps *s;

	(void)state;
	/* An expansion of 255 bytes, each three in the request. */
	for (unsigned i = 0; i < 45; i++)
		n += (size_t)snprintf(config + n, sizeof(config) - n,
		    "%sk%u=%%u", i == 0 ? "" : ",", i);
	snprintf(config + n, sizeof(config) - n, "\n");
	s = steps_for(config, "s");
	assert_int_equal(explain_reply(s, &v), 0);
	while (heard(&m))
		;
	s->who.field[TAG_USER] = span_of(
	    "::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::"
	    "::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::"
	    "::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::"
	    ":::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::");
	assert_int_equal(explain_reply(s, &v), -1);
	assert_int_equal(v.status, STATUS_CONFIG);
	assert_non_null(strstr(v.detail, "the request of profile s has "));
	assert_non_null(strstr(v.detail, "no more than 28672 can be shown"));
	assert_false(heard(&m));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_profile),
	    cmocka_unit_test(several),
	    cmocka_unit_test(a_login_session_has_its_base),
	    cmocka_unit_test(a_renewal),
	    cmocka_unit_test(a_renewal_of_all),
	    cmocka_unit_test(calls_are_shown),
	    cmocka_unit_test(what_cannot_be_shown),
	};

	return cmocka_run_group_tests_name(
	    "answers", tests, connect_stdin, NULL);
}
