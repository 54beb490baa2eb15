/* Several profiles in one login: a section each, the first is the default
 * too. */

#include <sys/stat.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define PROFILE(name, region)                                          \
	"[profile " name "]\ncredential_source = UserKey\nmfa = local" \
	"\nregion = " region "\n"
#define STATIC "credential_file = static\n"
#define PROCESS "credential_file = process\n"
#define TWO(a, b) PROFILE("a", "eu-west-1") a PROFILE("b", "us-east-2") b
#define KEYS(name)                                                             \
	"aws_access_key_id = " KEY_ID_OF(                                      \
	    name) "\n"                                                         \
		  "aws_secret_access_key = " SECRET_KEY_OF(                    \
		      name) "\n"                                               \
			    "aws_session_token = " TOKEN_OF(                   \
				name) "\n"                                     \
				      "x_security_token_expires = " EXPIRATION \
				      "\n"

static const struct given two[] = {
    {NULL, 2, NULL, NULL},
    {"a", 1, "eu-west-1", ARN},
    {"b", 0, "us-east-2", NULL},
};

static void
log_in_with_two(struct host *h)
{
	world_conf(TWO(STATIC, STATIC) "[rule]\nprofile = a ,\tb\n");
	script_prepared(STATUS_OK, NULL);
	script_give_all(FAKE_ANSWER, two, COUNT(two));
	host_log_in(h, "sshd");
	expect_text(
	    h->log, "info user=alice profile=a,b session=ID step=obtain: ok\n");
	expect_int(host_open(h), PAM_SUCCESS);
}

static void
two_profiles(const void *arg)
{
	struct host h = {0};

	(void)arg;
	log_in_with_two(&h);
	expect_text(script_field(OBTAIN, 1, TAG_PROFILES), "a,b");
	expect_text(h.log,
	    "info user=alice profile=a,b session=ID step=open: ok: "
	    "key=" KEY_ID_OF(
		"a") " expires=" EXPIRATION " arn=" ARN "\n"
		     "info user=alice profile=a,b session=ID step=open: ok: "
		     "key=" KEY_ID_OF("b") " expires=" EXPIRATION " arn=\n");
	session_tree(&h, ALICE_UID);
	expect_text(world_read(host_session_file(&h, ALICE_UID, "credentials")),
	    "[default]\n" KEYS("a") "[a]\n" KEYS("a") "[b]\n" KEYS("b"));
	expect_text(world_read(host_session_file(&h, ALICE_UID, "keys")), "");
	expect_text(world_read(host_session_file(&h, ALICE_UID, "config")),
	    "[default]\nregion = eu-west-1\n"
	    "[profile a]\nregion = eu-west-1\n"
	    "[profile b]\nregion = us-east-2\n");
	/* It would win over both in the config file. */
	expect(pam_getenv(h.pamh, "AWS_REGION") == NULL);
	expect(pam_getenv(h.pamh, "AWS_DEFAULT_REGION") == NULL);
	expect_text(host_env(&h, "AWS_PROFILE"), "default");
}

/* The base is for root's record alone. */
static void
base_is_not_published(const void *arg)
{
	struct host h = {0};
	const char *info;

	(void)arg;
	log_in_with_two(&h);
	expect(
	    strstr(world_read(host_session_file(&h, ALICE_UID, "credentials")),
		BASE) == NULL);
	info = world_read(host_session_file(&h, ALICE_UID, "info"));
	expect(strstr(info, "\nprofiles = a,b\n") != NULL);
	expect(strstr(info,
		   "\n[a]\naccess_key_id = " KEY_ID_OF(
		       "a") "\narn = " ARN "\nexpires = ") != NULL);
	expect(strstr(info,
		   "\n[b]\naccess_key_id = " KEY_ID_OF("b") "\nexpires = ") !=
	    NULL);
	expect(strstr(info, BASE) == NULL);
}

/* Each in its own form; the default is the first, in its form. */
static const struct forms {
	const char *reason, *conf, *credentials, *keys;
} forms[] = {
    {"the first in process form", TWO(PROCESS, STATIC), "[b]\n" KEYS("b"),
	"[a]\n" KEYS("a")},
    {"the first in static form", TWO(STATIC, PROCESS),
	"[default]\n" KEYS("a") "[a]\n" KEYS("a"), "[b]\n" KEYS("b")},
    {"both in process form", TWO("", ""), "",
	"[a]\n" KEYS("a") "[b]\n" KEYS("b")},
};

static void
in_two_forms(const void *arg)
{
	const struct forms *c = arg;
	struct host h = {0};
	char conf[1024];

	snprintf(conf, sizeof(conf), "%s[rule]\nprofile = a, b\n", c->conf);
	world_conf(conf);
	script_prepared(STATUS_OK, NULL);
	script_give_all(FAKE_ANSWER, two, COUNT(two));
	host_log_in(&h, "sshd");
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(world_read(host_session_file(&h, ALICE_UID, "credentials")),
	    c->credentials);
	expect_text(
	    world_read(host_session_file(&h, ALICE_UID, "keys")), c->keys);
	expect_text(host_env(&h, "AWS_CREDENTIAL_EXPIRATION"), "");
}

/* The order of the rule decides, not that of the file. */
static void
the_other_first(const void *arg)
{
	static const struct given given[] = {
	    {NULL, 2, NULL, NULL}, {"b", 1, NULL, NULL}, {"a", 0, "x", NULL}};
	struct host h = {0};

	(void)arg;
	world_conf(TWO(STATIC, STATIC) "[rule]\nprofile = b, a\n");
	script_prepared(STATUS_OK, NULL);
	script_give_all(FAKE_ANSWER, given, COUNT(given));
	host_log_in(&h, "sshd");
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(world_read(host_session_file(&h, ALICE_UID, "credentials")),
	    "[default]\n" KEYS("b") "[b]\n" KEYS("b") "[a]\n" KEYS("a"));
	expect_text(world_read(host_session_file(&h, ALICE_UID, "config")),
	    "[default]\n[profile b]\n[profile a]\nregion = x\n");
	expect(pam_getenv(h.pamh, "AWS_REGION") == NULL);
}

/* Which of them AWS refuses is said; nothing is given of the other. */
static const struct refusal {
	const char *reason, *rule, *profile, *text;
} refusals[] = {
    {"one of two", "a, b", "b",
	"AWS refuses you the credentials of \"b\". Ask your administrator."},
    {"the first of two", "a, b", "a",
	"AWS refuses you the credentials of \"a\". Ask your administrator."},
    {"no word of which", "a, b", NULL,
	"AWS refuses these credentials to you. Ask your administrator."},
    {"the only one", "a", "a",
	"AWS refuses these credentials to you. Ask your administrator."},
};

static void
one_refused(const void *arg)
{
	const struct refusal *c = arg;
	struct host h = {0};
	char text[512];

	snprintf(
	    text, sizeof(text), TWO("", "") "[rule]\nprofile = %s\n", c->rule);
	world_conf(text);
	script_prepared(STATUS_OK, NULL);
	script_refuse(FAKE_ANSWER, STATUS_DENIED, c->profile);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_PERM_DENIED);
	snprintf(text, sizeof(text), PROMPTED "error: %s\n", c->text);
	expect_text(h.talk, text);
	expect_int(world_entries(TICKETS), 0);
}

/* Another status has words that are right for all of them. */
static void
one_unavailable(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_conf(TWO("", "") "[rule]\nprofile = a, b\n");
	script_prepared(STATUS_OK, NULL);
	script_refuse(FAKE_ANSWER, STATUS_UNAVAILABLE, "b");
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_AUTHINFO_UNAVAIL);
	expect_text(h.talk,
	    PROMPTED "error: AWS did not answer in time. Try again with a new "
		     "code.\n");
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	host_test("two profiles", "a section each", two_profiles, NULL);
	host_test("two profiles", "the base", base_is_not_published, NULL);
	host_test("two profiles", "the other first", the_other_first, NULL);
	for (size_t i = 0; i < COUNT(forms); i++)
		host_test(
		    "two profiles", forms[i].reason, in_two_forms, &forms[i]);
	for (size_t i = 0; i < COUNT(refusals); i++)
		host_test(
		    "refused", refusals[i].reason, one_refused, &refusals[i]);
	host_test("unavailable", "one of two", one_unavailable, NULL);
	return tap_end();
}
