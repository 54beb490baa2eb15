/* Ends of sessions: close_session in every order, by whoever runs it; it
 * removes what it may and never fails a host. */

#include <sys/stat.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/life.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define SESSION "PAM_STS_SESSION"
#define HEX16 "0123456789abcdef"

static void
close_once(const void *arg)
{
	struct host h = {0};

	(void)arg;
	session_open(&h);
	expect_int(host_close(&h), PAM_SUCCESS);
	session_gone(&h);
}

static void
close_twice(const void *arg)
{
	struct host h = {0};

	(void)arg;
	session_open(&h);
	expect_int(host_close(&h), PAM_SUCCESS);
	expect_int(host_close(&h), PAM_SUCCESS);
	session_gone(&h);
}

static void
close_without_open(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_start(&h, "sshd", "alice");
	expect_int(host_close(&h), PAM_SUCCESS);
	session_gone(&h);
	expect_int(access(RUN_DIR, F_OK), -1);
}

/* systemd runs X as the user, in another process, without capabilities. */
static void
close_as_user(const void *arg)
{
	struct host h = {0};
	char path[256], config[256], info[256];

	(void)arg;
	session_open(&h);
	snprintf(path, sizeof(path), "%s",
	    host_session_file(&h, ALICE_UID, "credentials"));
	snprintf(config, sizeof(config), "%s",
	    host_session_file(&h, ALICE_UID, "config"));
	snprintf(
	    info, sizeof(info), "%s", host_session_file(&h, ALICE_UID, "info"));
	expect(setresgid(ALICE_UID, ALICE_UID, ALICE_UID) == 0 &&
	    setresuid(ALICE_UID, ALICE_UID, ALICE_UID) == 0);
	expect_int(host_close(&h), PAM_SUCCESS);
	expect_text(h.log, "");
	expect_int(access(path, F_OK), -1);
	expect_int(access(config, F_OK), -1);
	expect_int(access(info, F_OK), -1);
}

static void
close_as_another(const void *arg)
{
	struct host h = {0};
	char path[256];

	(void)arg;
	session_open(&h);
	snprintf(path, sizeof(path), "%s",
	    host_session_file(&h, ALICE_UID, "credentials"));
	expect(seteuid(BOB_UID) == 0);
	expect_int(host_close(&h), PAM_SUCCESS);
	expect_text(h.log,
	    "err user=alice step=close: credentials may be left: "
	    "Permission denied\n");
	expect(seteuid(0) == 0);
	expect_int(access(path, F_OK), 0);
}

static void
one_of_two(const void *arg)
{
	struct host first = {0}, second = {0};

	(void)arg;
	session_open(&first);
	host_log_in(&second, "sshd");
	expect_int(host_open(&second), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS "/1001"), 2);
	expect_int(host_close(&first), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS "/1001"), 1);
	expect_int(
	    access(host_session_file(&second, ALICE_UID, "credentials"), F_OK),
	    0);
}

/* bob's login with alice's session in its environment. */
static void
session_of_another(const void *arg)
{
	struct host h = {0}, bob = {0};
	char text[64];

	(void)arg;
	session_open(&h);
	snprintf(text, sizeof(text), SESSION "=%s", host_env(&h, SESSION));
	host_start(&bob, "sshd", "bob");
	expect_int(pam_putenv(bob.pamh, text), PAM_SUCCESS);
	expect_int(host_close(&bob), PAM_SUCCESS);
	expect_int(world_entries(host_session_file(&h, ALICE_UID, "")), 4);
	expect_int(world_entries(RECORDS), 1);
}

static const struct id_case {
	const char *reason, *id;
} ids[] = {
    {"a path", "../../../victim"},
    {"16 bytes of path", "../../../../vict"},
    {"dots", ".."},
    {"empty", ""},
    {"upper case", "0123456789ABCDEF"},
    {"17 digits", HEX16 "0"},
    {"a newline", HEX16 "\n"},
    {"one that is not there", HEX16},
};

static void
hostile_id(const void *arg)
{
	const struct id_case *c = arg;
	struct host h = {0};
	char text[128];

	session_open(&h);
	world_file(SCRATCH "/credentials", "a victim", 0600);
	snprintf(text, sizeof(text), SESSION "=%s", c->id);
	expect_int(pam_putenv(h.pamh, text), PAM_SUCCESS);
	expect_int(host_close(&h), PAM_SUCCESS);
	expect_text(h.log, "");
	expect_int(world_entries(SESSIONS "/1001"), 1);
	expect_text(world_read(SCRATCH "/credentials"), "a victim");
}

/* The last directory is the user's: he may put there what he wants. */
static void
link_for_credentials(const void *arg)
{
	struct host h = {0};
	const char *path;

	(void)arg;
	world_file(SCRATCH "/credentials", "a victim", 0600);
	session_open(&h);
	path = host_session_file(&h, ALICE_UID, "credentials");
	expect(unlink(path) == 0 && symlink(SCRATCH "/credentials", path) == 0);
	expect_int(host_close(&h), PAM_SUCCESS);
	session_gone(&h);
	expect_text(world_read(SCRATCH "/credentials"), "a victim");
}

static void
files_of_his_own(const void *arg)
{
	struct host h = {0};
	char path[256];

	(void)arg;
	session_open(&h);
	life_kill_keeper(host_env(&h, SESSION)); /* it removes them, too */
	world_file(host_session_file(&h, ALICE_UID, "notes"), "his", 0600);
	snprintf(path, sizeof(path), "%s",
	    host_session_file(&h, ALICE_UID, "credentials"));
	expect_int(host_close(&h), PAM_SUCCESS);
	expect_text(h.log, "");
	expect_int(access(path, F_OK), -1);
	expect_text(
	    world_read(host_session_file(&h, ALICE_UID, "notes")), "his");
}

static void
directory_for_credentials(const void *arg)
{
	struct host h = {0};
	const char *path;

	(void)arg;
	session_open(&h);
	path = host_session_file(&h, ALICE_UID, "credentials");
	expect(unlink(path) == 0 && mkdir(path, 0700) == 0);
	expect_int(host_close(&h), PAM_SUCCESS);
	expect_text(h.log, "");
}

/* The configuration broke while they were in: they still get out. */
static void
close_with_bad_conf(const void *arg)
{
	struct host h = {0};

	(void)arg;
	session_open(&h);
	world_conf("[nonsense]\n");
	expect_int(host_close(&h), PAM_SUCCESS);
	session_gone(&h);
}

/* Whoever is no account any more when he leaves has his files removed, too;
 * where nobody remembers whose they were, it is said that they are left. */
static void
account_is_gone(const void *arg)
{
	const bool *same_handle = arg;
	struct host h = {0}, other = {0};
	char text[64];

	session_open(&h);
	world_file(SYSCONFDIR "/passwd", "root:x:0:0::/:/bin/sh\n", 0644);
	if (*same_handle) {
		expect_int(host_close(&h), PAM_SUCCESS);
		session_gone(&h);
		return;
	}
	snprintf(text, sizeof(text), SESSION "=%s", host_env(&h, SESSION));
	host_start(&other, "sshd", "alice");
	expect_int(pam_putenv(other.pamh, text), PAM_SUCCESS);
	expect_int(host_close(&other), PAM_SUCCESS);
	expect_text(other.log,
	    "err user=(unknown) step=close: credentials may be left: No such "
	    "file or directory\n");
	expect_int(world_entries(SESSIONS "/1001"), 1);
}

static void
pam_end_keeps(const void *arg)
{
	struct host h = {0};

	(void)arg;
	session_open(&h);
	host_end(&h);
	expect_int(world_entries(SESSIONS "/1001"), 1);
}

int
main(int argc, char **argv)
{
	static const bool same[] = {true, false};

	if (!host_begin(argc, argv))
		return 2;
	host_test("close", "once", close_once, NULL);
	host_test("close", "twice", close_twice, NULL);
	host_test("close", "before any open", close_without_open, NULL);
	host_test("close", "as the user", close_as_user, NULL);
	host_test("close", "as another user", close_as_another, NULL);
	host_test("close", "one session of two", one_of_two, NULL);
	host_test("close", "another's session", session_of_another, NULL);
	for (size_t i = 0; i < COUNT(ids); i++)
		host_test("session id", ids[i].reason, hostile_id, &ids[i]);
	host_test("close", "a link", link_for_credentials, NULL);
	host_test("close", "files of the user's", files_of_his_own, NULL);
	host_test("close", "a directory", directory_for_credentials, NULL);
	host_test("close", "broken configuration", close_with_bad_conf, NULL);
	host_test("account gone", "in its handle", account_is_gone, &same[0]);
	host_test("account gone", "in another", account_is_gone, &same[1]);
	host_test("pam_end", "ends no session", pam_end_keeps, NULL);
	return tap_end();
}
