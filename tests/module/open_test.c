/* open_session in the wrong place, twice, or by somebody else than root. */

#include <sys/stat.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

/* sudo: alice proves herself, root owns the files. */
static void
for_the_target(const void *arg)
{
	struct host caller = {0}, target = {0};
	char text[128];

	(void)arg;
	host_log_in(&caller, "sudo");
	snprintf(text, sizeof(text), "PAM_STS_TICKET=%s",
	    host_env(&caller, "PAM_STS_TICKET"));
	host_start(&target, "sudo", "root");
	expect_int(pam_set_item(target.pamh, PAM_RUSER, "alice"), PAM_SUCCESS);
	expect_int(pam_putenv(target.pamh, text), PAM_SUCCESS);
	expect(setresuid(ALICE_UID, 0, 0) == 0);
	expect_int(host_open(&target), PAM_SUCCESS);
	session_tree(&target, 0);
	expect(strstr(world_read(host_session_file(&target, 0, "info")),
		   "\nuser = alice\ntarget = root\n") != NULL);
	expect_int(world_entries(SESSIONS), 1);
}

static void
opened_twice(const void *arg)
{
	struct host h = {0};
	char id[64];

	(void)arg;
	host_log_in(&h, "sshd");
	expect_int(host_open(&h), PAM_SUCCESS);
	snprintf(id, sizeof(id), "%s", host_env(&h, "PAM_STS_SESSION"));
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(host_env(&h, "PAM_STS_SESSION"), id);
	expect_text(h.log, "");
	expect_int(world_entries(SESSIONS "/1001"), 1);
	expect_int(script_starts(OBTAIN), 1);
}

static void
opened_twice_without_mfa(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_profile("none", "");
	host_start(&h, "cron", "alice");
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS "/1001"), 1);
	expect_int(script_starts(OBTAIN), 1);
}

static void
not_root(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_profile("none", "");
	host_start(&h, "su", "alice");
	expect(setresuid(ALICE_UID, ALICE_UID, ALICE_UID) == 0);
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(h.talk, "");
	expect_int(script_starts(OBTAIN), 0);
}

/* A directory above that is not root's alone: no credentials go there. */
static void
untrusted_directory(const void *arg)
{
	const char *const *dir = arg;
	struct host h = {0};

	expect((mkdir(RUN_DIR, 0711) == 0) && mkdir(SESSIONS, 0711) == 0 &&
	    mkdir(SESSIONS "/1001", 0711) == 0 &&
	    chown(*dir, ALICE_UID, 0) == 0);
	world_profile("none", "");
	host_start(&h, "cron", "alice");
	expect_int(host_open(&h), PAM_PERM_DENIED);
	expect_text(h.log,
	    "err user=alice profile=test session=ID step=open: set-up error: "
	    "the session cannot be written: Operation not permitted\n");
	expect_int(world_entries(SESSIONS "/1001"), 0);
}

int
main(int argc, char **argv)
{
	static const char *const dirs[] = {RUN_DIR, SESSIONS, SESSIONS "/1001"};

	if (!host_begin(argc, argv))
		return 2;
	host_test("open", "for the target of sudo", for_the_target, NULL);
	host_test("open", "twice", opened_twice, NULL);
	host_test("open", "twice, mfa = none", opened_twice_without_mfa, NULL);
	host_test("open", "not root", not_root, NULL);
	for (size_t i = 0; i < COUNT(dirs); i++)
		host_test("a user's directory", dirs[i], untrusted_directory,
		    &dirs[i]);
	return tap_end();
}
