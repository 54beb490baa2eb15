/* What a record holds beside who leads the session: all credentials, and what
 * its keeper goes by. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

static void
check_field(const char *path, enum tag tag, const char *want)
{
	char text[256];

	snprintf(text, sizeof(text), "%s", want);
	expect_text(session_stored(path, 0, tag), text);
}

/* Message i has the keys of that one. */
static void
check_keys(const char *path, int i, const struct given *of)
{
	struct message m = script_given(of);
	static const enum tag tags[] = {
	    TAG_ACCESS_KEY_ID, TAG_SECRET_ACCESS_KEY, TAG_SESSION_TOKEN};

	expect_text(session_stored(path, i, TAG_PROFILE),
	    of->profile == NULL ? "" : of->profile);
	for (size_t n = 0; n < COUNT(tags); n++)
		expect(span_is(
		    m.field[tags[n]], session_stored(path, i, tags[n])));
}

/* The base, and what the user has in his files. */
static void
keeps_all(const void *arg)
{
	static const struct given base = {NULL, 1, NULL, NULL},
				  test = {"test", 0, REGION, NULL};
	struct host h = {0};
	const char *path;

	(void)arg;
	session_open(&h);
	path = session_record(&h);
	expect_int(session_stored_count(path), 3);
	check_keys(path, 1, &base);
	check_keys(path, 2, &test);
	check_field(path, TAG_OBTAINED, session_stored(path, 0, TAG_STAMP));
}

/* What its keeper goes by, as the configuration says it. */
static const struct life_case {
	const char *reason, *mfa, *more, *renewable, *linger, *notice;
} life_cases[] = {
    {"renewed by itself", "local", "", "test", "", ""},
    {"by a code", "sts", "", "", "", ""},
    {"until expiry", "local", "linger = until-expiry\n", "test", "yes", ""},
    {"a notice", "local", "expiry_notice = 5m\n", "test", "", "300"},
};

static void
of_its_life(const void *arg)
{
	const struct life_case *c = arg;
	struct host h = {0};
	const char *path;

	world_profile(c->mfa, c->more);
	session_open(&h);
	path = session_record(&h);
	check_field(path, TAG_RENEWABLE, c->renewable);
	check_field(path, TAG_LINGER, c->linger);
	check_field(path, TAG_NOTICE, c->notice);
	check_field(path, TAG_ASSUMED, "");
	check_field(path, TAG_LOGIN, "");
	check_field(path, TAG_CONF, "");
}

/* Where it comes from, as the rules may ask when it is renewed; and who names
 * a file has it asked again. */
static void
of_its_origin(const void *arg)
{
	struct host h = {.arguments = "conf=" CONF};

	(void)arg;
	host_start(&h, "sshd", "alice");
	expect_int(pam_set_item(h.pamh, PAM_RHOST, "192.0.2.7"), PAM_SUCCESS);
	expect_int(pam_set_item(h.pamh, PAM_TTY, "pts/7"), PAM_SUCCESS);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_int(host_open(&h), PAM_SUCCESS);
	check_field(session_record(&h), TAG_RHOST, "192.0.2.7");
	check_field(session_record(&h), TAG_TTY, "pts/7");
	check_field(session_record(&h), TAG_CONF, CONF);
}

/* The call that carried the code is the one that was made, whatever the
 * configuration has said since. */
static void
of_its_first_call(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_profile("sts", "");
	host_log_in(&h, "sshd");
	world_profile("sts", "role_arn = arn:aws:iam::123456789012:role/R\n");
	expect_int(host_open(&h), PAM_SUCCESS);
	check_field(session_record(&h), TAG_FIRST,
	    "GetSessionToken serial=arn:aws:iam::123456789012:mfa/%u role= "
	    "profile=test");
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	host_test("record", "keeps all", keeps_all, NULL);
	for (size_t i = 0; i < COUNT(life_cases); i++)
		host_test(
		    "life", life_cases[i].reason, of_its_life, &life_cases[i]);
	host_test("record", "of its origin", of_its_origin, NULL);
	host_test("record", "of its first call", of_its_first_call, NULL);
	return tap_end();
}
