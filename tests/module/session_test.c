/* Publishing a session: files, modes, owners, environment, the log line. */

#include <sys/stat.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define KEYS                                                                  \
	"aws_access_key_id = " KEY_ID "\naws_secret_access_key = " SECRET_KEY \
	"\naws_session_token = " TOKEN                                        \
	"\nx_security_token_expires = " EXPIRATION "\n"

/* What the caller of su can choose. */
static const struct caller {
	const char *reason;
	mode_t umask;
	gid_t group;
} callers[] = {
    {"a usual host", 022, 0},
    {"umask 0", 0, 0},
    {"umask 777", 0777, 0},
    {"another effective group", 0, 2000},
};

static void
modes_and_owners(const void *arg)
{
	const struct caller *c = arg;
	struct host h = {0};

	umask(c->umask);
	expect(setresgid(c->group, c->group, 0) == 0);
	host_log_in(&h, "su");
	expect_int(host_open(&h), PAM_SUCCESS);
	session_tree(&h, ALICE_UID);
}

/* Where the keys of a profile are: in AWS's file, or apart. */
static const struct form {
	const char *reason, *mfa, *more;
	bool process;
} forms[] = {
    {"renewed by itself", "local", "", true},
    {"by nobody", "none", "", true},
    {"by a code", "sts", "", false},
    {"by a code, checked here first", "both", "", false},
    {"static for all that", "local", "credential_file = static\n", false},
    {"process for all that", "sts", "credential_file = process\n", true},
};

static void
check_config(const struct host *h, bool process, const char *region)
{
	char how[128] = "", want[512];

	if (process)
		snprintf(how, sizeof(how),
		    "credential_process = " BINDIR
		    "/pam-sts credentials --session %s test\n",
		    host_env(h, "PAM_STS_SESSION"));
	snprintf(want, sizeof(want), "[default]\n%s%s[profile test]\n%s%s",
	    region, how, region, how);
	expect_text(
	    world_read(host_session_file(h, ALICE_UID, "config")), want);
}

static void
in_its_form(const void *arg)
{
	const struct form *c = arg;
	struct host h = {0};
	char line[32];

	world_profile(c->mfa, c->more);
	host_start(&h, "sshd", "alice");
	if (strcmp(c->mfa, "none") != 0)
		expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(world_read(host_session_file(&h, ALICE_UID, "credentials")),
	    c->process ? "" : "[default]\n" KEYS "[test]\n" KEYS);
	expect_text(world_read(host_session_file(&h, ALICE_UID, "keys")),
	    c->process ? "[test]\n" KEYS : "");
	check_config(&h, c->process, "region = " REGION "\n");
	snprintf(line, sizeof(line), "\nform = %s\n",
	    c->process ? "process" : "static");
	expect(strstr(world_read(host_session_file(&h, ALICE_UID, "info")),
		   line) != NULL);
	/* What is renewed must not have an end. */
	expect_text(host_env(&h, "AWS_CREDENTIAL_EXPIRATION"),
	    c->process || strcmp(c->mfa, "local") == 0 ||
		    strcmp(c->mfa, "none") == 0 ?
		"" :
		EXPIRATION);
}

static void
info_file(const void *arg)
{
	struct host h = {0};
	char want[1024];

	(void)arg;
	script_prepared(STATUS_OK, NULL);
	script_credentials(FAKE_ANSWER, ARN);
	host_log_in(&h, "sshd");
	expect_int(host_open(&h), PAM_SUCCESS);
	snprintf(want, sizeof(want),
	    "session = %s\nuser = alice\ntarget = alice\nservice = sshd\n"
	    "profiles = test\nproof = totp\nobtained = now\n"
	    "obtained_by = %s\n[test]\naccess_key_id = " KEY_ID "\narn = " ARN
	    "\nexpires = " EXPIRATION
	    "\nrenewable = yes\nform = process\nregion = " REGION "\n",
	    host_env(&h, "PAM_STS_SESSION"), host_env(&h, "PAM_STS_SESSION"));
	expect_text(world_read(host_session_file(&h, ALICE_UID, "info")), want);
	expect(strstr(world_read(host_session_file(&h, ALICE_UID, "info")),
		   SECRET_KEY) == NULL);
}

/* What is not so for everybody. */
static void
info_of_another_kind(const void *arg)
{
	struct host h = {0};
	const char *info;

	(void)arg;
	world_profile("sts", "linger = until-expiry\n");
	host_log_in(&h, "sshd");
	expect_int(host_open(&h), PAM_SUCCESS);
	info = world_read(host_session_file(&h, ALICE_UID, "info"));
	expect(strstr(info, "\nlinger = until-expiry\n[test]\n") != NULL);
	expect(strstr(info, "\narn = ") == NULL);
	expect(strstr(info, "\nrenewable = code\nform = static\n") != NULL);
}

static void
log_line(const void *arg)
{
	struct host h = {0};

	(void)arg;
	script_prepared(STATUS_OK, NULL);
	script_credentials(FAKE_ANSWER, ARN);
	host_log_in(&h, "sshd");
	expect_text(
	    h.log, "info user=alice profile=test session=ID step=obtain: ok\n");
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(h.log,
	    "info user=alice profile=test session=ID step=open: ok: key=" KEY_ID
	    " expires=" EXPIRATION " arn=" ARN "\n");
	expect_text(h.talk, "");
}

static void
check_environment(const struct host *h, const char *region)
{
	static const char *const names[] = {"AWS_SHARED_CREDENTIALS_FILE",
	    "AWS_CONFIG_FILE", "AWS_REGION", "AWS_DEFAULT_REGION",
	    "AWS_CREDENTIAL_EXPIRATION", "PAM_STS_SESSION",
	    /* for whose sake: environment_test */
	    "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
	    "AWS_SECURITY_TOKEN", "AWS_ACCESS_KEY", "AWS_SECRET_KEY",
	    "AMAZON_ACCESS_KEY_ID", "AMAZON_SECRET_ACCESS_KEY",
	    "AMAZON_SESSION_TOKEN", "AWS_WEB_IDENTITY_TOKEN_FILE",
	    "AWS_PROFILE", "AWS_SDK_LOAD_CONFIG", "PAM_STS_NONE"};
	char **all = pam_getenvlist(h->pamh);
	int count = 0, known = 0;

	expect_text(host_env(h, "AWS_SHARED_CREDENTIALS_FILE"),
	    host_session_file(h, ALICE_UID, "credentials"));
	expect_text(host_env(h, "AWS_CONFIG_FILE"),
	    host_session_file(h, ALICE_UID, "config"));
	expect_text(host_env(h, "AWS_REGION"), region);
	expect_text(host_env(h, "AWS_DEFAULT_REGION"), region);
	expect_text(host_env(h, "AWS_CREDENTIAL_EXPIRATION"), "");
	expect(strlen(host_env(h, "PAM_STS_SESSION")) == 16);
	for (size_t i = 0; i < COUNT(names); i++)
		known += pam_getenv(h->pamh, names[i]) != NULL;
	for (; all != NULL && all[count] != NULL; count++)
		expect(strstr(all[count], SECRET_KEY) == NULL &&
		    strstr(all[count], TOKEN) == NULL);
	expect_int(count, known);
	expect_int(known, region[0] == '\0' ? 16 : 18);
}

static void
environment(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_profile("local", "credential_file = static\n");
	host_log_in(&h, "sshd");
	expect_int(host_open(&h), PAM_SUCCESS);
	check_environment(&h, REGION);
}

static void
environment_without_region(const void *arg)
{
	static const struct given nowhere[] = {
	    {NULL, 1, NULL, NULL}, {"test", 0, NULL, NULL}};
	struct host h = {0};

	(void)arg;
	world_conf(
	    "[profile test]\ncredential_source = UserKey\nmfa = local\n"
	    "credential_file = static\nendpoint_url = https://sts.test\n[rule]\nprofile = test\n");
	script_prepared(STATUS_OK, NULL);
	script_give_all(FAKE_ANSWER, nowhere, COUNT(nowhere));
	host_log_in(&h, "sshd");
	expect_int(host_open(&h), PAM_SUCCESS);
	check_environment(&h, "");
	check_config(&h, false, "");
}

/* The caller's environment is neither read nor written. */
static void
environ_untouched(const void *arg)
{
	struct host h = {0};
	int before = 0, after = 0;

	(void)arg;
	setenv("AWS_SHARED_CREDENTIALS_FILE", "/tmp/mine", 1);
	setenv("PAM_STS_SESSION", "0123456789abcdef", 1);
	setenv("PAM_STS_TICKET", "0123456789abcdef0123456789abcdef", 1);
	while (environ[before] != NULL)
		before++;
	host_log_in(&h, "sshd");
	expect_int(host_open(&h), PAM_SUCCESS);
	while (environ[after] != NULL)
		after++;
	expect_int(after, before);
	expect_text(getenv("AWS_SHARED_CREDENTIALS_FILE"), "/tmp/mine");
	expect_text(getenv("PAM_STS_SESSION"), "0123456789abcdef");
	expect(getenv("AWS_REGION") == NULL);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(callers); i++)
		host_test("modes and owners", callers[i].reason,
		    modes_and_owners, &callers[i]);
	for (size_t i = 0; i < COUNT(forms); i++)
		host_test("form", forms[i].reason, in_its_form, &forms[i]);
	host_test("open", "info, for people", info_file, NULL);
	host_test("open", "info, of another kind", info_of_another_kind, NULL);
	host_test("open", "the log lines", log_line, NULL);
	host_test("open", "the PAM environment", environment, NULL);
	host_test("open", "no region", environment_without_region, NULL);
	host_test("open", "the host's environ", environ_untouched, NULL);
	return tap_end();
}
