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

static void
credentials_file(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_log_in(&h, "sshd");
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(world_read(host_session_file(&h, ALICE_UID, "credentials")),
	    "[default]\n" KEYS "[test]\n" KEYS);
}

static void
config_file(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_log_in(&h, "sshd");
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(world_read(host_session_file(&h, ALICE_UID, "config")),
	    "[default]\nregion = " REGION "\n"
	    "[profile test]\nregion = " REGION "\n");
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
	    "obtained_by = %s\naccess_key_id = " KEY_ID "\narn = " ARN
	    "\nexpires = " EXPIRATION "\n",
	    host_env(&h, "PAM_STS_SESSION"), host_env(&h, "PAM_STS_SESSION"));
	expect_text(world_read(host_session_file(&h, ALICE_UID, "info")), want);
	expect(strstr(world_read(host_session_file(&h, ALICE_UID, "info")),
		   SECRET_KEY) == NULL);
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
	expect_text(host_env(h, "AWS_CREDENTIAL_EXPIRATION"), EXPIRATION);
	expect(strlen(host_env(h, "PAM_STS_SESSION")) == 16);
	for (size_t i = 0; i < COUNT(names); i++)
		known += pam_getenv(h->pamh, names[i]) != NULL;
	for (; all != NULL && all[count] != NULL; count++)
		expect(strstr(all[count], SECRET_KEY) == NULL &&
		    strstr(all[count], TOKEN) == NULL);
	expect_int(count, known);
	expect_int(known, region[0] == '\0' ? 17 : 19);
}

static void
environment(const void *arg)
{
	struct host h = {0};

	(void)arg;
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
	world_conf("[profile test]\ncredential_source = UserKey\nmfa = local\n"
		   "endpoint_url = https://sts.test\n[rule]\nprofile = test\n");
	script_prepared(STATUS_OK, NULL);
	script_give_all(FAKE_ANSWER, nowhere, COUNT(nowhere));
	host_log_in(&h, "sshd");
	expect_int(host_open(&h), PAM_SUCCESS);
	check_environment(&h, "");
	expect_text(world_read(host_session_file(&h, ALICE_UID, "config")),
	    "[default]\n"
	    "[profile test]\n");
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
	host_test("open", "the credentials file", credentials_file, NULL);
	host_test("open", "the config file", config_file, NULL);
	host_test("open", "info, for people", info_file, NULL);
	host_test("open", "the log lines", log_line, NULL);
	host_test("open", "the PAM environment", environment, NULL);
	host_test("open", "no region", environment_without_region, NULL);
	host_test("open", "the host's environ", environ_untouched, NULL);
	return tap_end();
}
