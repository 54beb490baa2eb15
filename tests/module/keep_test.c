/* reuse_seconds: what is kept at all, and whom it is not for. */

#include <sys/stat.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define REUSE "reuse_seconds = 60\n"
#define NO_CODE "no code was given for this session"

static void
be_leader(void)
{
	expect(setsid() == getpid());
}

/* alice's sudo with a code, without a session. */
static void
give_code(void)
{
	struct host h = {0};

	host_sudo(&h);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_int(world_entries(KEPT), 1);
	host_end(&h);
}

/* The name says for whom: who calls, in which session, whose it will be. */
static void
kept_by_name(const void *arg)
{
	char want[64];

	(void)arg;
	world_profile("local", REUSE);
	be_leader();
	give_code();
	snprintf(want, sizeof(want), "%d.%ld.0", ALICE_UID, (long)getpid());
	expect_text(world_first(KEPT), want);
}

static const struct way {
	const char *reason, *service, *mfa, *more;
	bool leader;
	enum status obtain;
	int kept;
} ways[] = {
    {"sudo", "sudo", "local", REUSE, true, STATUS_OK, 1},
    {"sudo -i", "sudo-i", "both", REUSE, true, STATUS_OK, 1},
    {"nobody says so", "sudo", "local", "", true, STATUS_OK, 0},
    {"sshd", "sshd", "local", REUSE, true, STATUS_OK, 0},
    {"su", "su", "local", REUSE, true, STATUS_OK, 0},
    {"nobody leads", "sudo", "local", REUSE, false, STATUS_OK, 0},
    {"AWS refuses", "sudo", "local", REUSE "on_failure = allow\n", true,
	STATUS_DENIED, 0},
};

static void
kept_or_not(const void *arg)
{
	const struct way *c = arg;
	struct host h = {0};

	world_profile(c->mfa, c->more);
	script_obtain(c->obtain, NULL);
	if (c->leader)
		be_leader();
	else if (getsid(0) != 0)
		tap_skip("this session's leader is seen here");
	expect(setresuid(ALICE_UID, 0, 0) == 0);
	host_log_in(&h, c->service);
	expect_int(world_entries(KEPT), c->kept);
}

/* Whose session it is decides, not what the handle says. */
static const struct person {
	const char *reason, *ruser;
	uid_t real;
	bool named; /* sudo itself would name its caller so */
} persons[] = {
    {"bob", "bob", BOB_UID, true},
    {"bob in her name", "alice", BOB_UID, false},
    {"alice in bob's name", "bob", ALICE_UID, false},
    {"root's process in her name", "alice", 0, true},
    {"nobody's name", NULL, ALICE_UID, false},
    {"a name nobody has", "mallory", ALICE_UID, false},
};

static void
not_for(const void *arg)
{
	const struct person *c = arg;
	struct host h = {0};

	world_profile("local", REUSE);
	be_leader();
	give_code();
	expect(setresuid(c->real, 0, 0) == 0);
	host_start(&h, "sudo", "root");
	expect_int(pam_set_item(h.pamh, PAM_RUSER, c->ruser), PAM_SUCCESS);
	expect_int(host_open(&h), c->named ? PAM_SUCCESS : PAM_PERM_DENIED);
	expect_text(host_env(&h, "PAM_STS_NONE"), c->named ? NO_CODE : "");
	expect_int(world_entries(SESSIONS), 0);
	expect_int(world_entries(KEPT), 1);
}

static void
not_for_sshd(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_profile("local", REUSE);
	be_leader();
	give_code();
	host_start(&h, "sshd", "root");
	expect_int(pam_set_item(h.pamh, PAM_RUSER, "alice"), PAM_SUCCESS);
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(host_env(&h, "PAM_STS_NONE"), NO_CODE);
}

/* Whoever was revoked gets nothing again. */
static void
revoked(const void *arg)
{
	static const char *const files[] = {"secret", "key", "counter"};
	struct host h = {0};
	char path[128];

	(void)arg;
	world_profile("local", REUSE);
	be_leader();
	give_code();
	for (size_t i = 0; i < COUNT(files); i++) {
		snprintf(path, sizeof(path), STATE_DIR "/%d/%s", ALICE_UID,
		    files[i]);
		expect(unlink(path) == 0);
	}
	host_sudo(&h);
	expect_int(host_open_for(&h, "root"), PAM_SUCCESS);
	expect_text(host_env(&h, "PAM_STS_NONE"), NO_CODE);
	expect_int(world_entries(SESSIONS), 0);
}

/* The rule has changed: other profiles, and what was obtained is not of
 * them. */
static void
other_profiles(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_profile("local", REUSE);
	be_leader();
	give_code();
	world_conf("[defaults]\nregion = x\nmfa = local\n"
		   "credential_source = UserKey\n"
		   "[profile test]\n" REUSE "[profile more]\n"
		   "[rule]\nprofile = test, more\n");
	host_sudo(&h);
	expect_int(host_open_for(&h, "root"), PAM_SUCCESS);
	expect_text(host_env(&h, "PAM_STS_NONE"),
	    "the code given here was for other credentials");
	expect_int(world_entries(SESSIONS), 0);
}

/* Nor for those that a code has just been given for. */
static void
no_ticket_for_sudoedit(const void *arg)
{
	static const char *const line[] = {"sudoedit", "/etc/motd", NULL};
	struct host h = {0};

	(void)arg;
	if (!tap_is_taken_over())
		host_execute(line, NULL);
	host_sudo(&h);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_int(host_open_for(&h, "root"), PAM_SUCCESS);
	expect_text(host_env(&h, "PAM_STS_NONE"),
	    "sudoedit runs nothing as its target");
	expect_int(world_entries(SESSIONS), 0);
	expect_int(world_entries(TICKETS), 0);
}

/* A denied target is denied, whatever is kept. */
static void
now_denied(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_profile("local", REUSE);
	be_leader();
	give_code();
	world_conf("[rule]\ndeny = yes\n");
	host_sudo(&h);
	expect_int(host_open_for(&h, "root"), PAM_PERM_DENIED);
	expect_int(world_entries(SESSIONS), 0);
}

/* The editor runs as its caller: no use for the target's credentials. */
static void
not_for_sudoedit(const void *arg)
{
	static const char *const line[] = {"sudo", "-e", "/etc/motd", NULL};
	const char *mfa = arg;
	struct host h = {0};

	if (!tap_is_taken_over()) {
		world_profile(mfa, strcmp(mfa, "none") == 0 ? "" : REUSE);
		be_leader();
		if (strcmp(mfa, "none") != 0)
			give_code();
		host_execute(line, NULL);
	}
	host_sudo(&h);
	expect_int(host_open_for(&h, "root"), PAM_SUCCESS);
	expect_text(host_env(&h, "PAM_STS_NONE"),
	    "sudoedit runs nothing as its target");
	expect_int(world_entries(SESSIONS), 0);
	expect_int(script_starts(OBTAIN), script_starts(VERIFY));
}

/* Where it cannot be kept, this once all is well. */
static void
cannot_be_kept(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_profile("local", REUSE);
	be_leader();
	expect(mkdir(RUN_DIR, 0711) == 0 && mkdir(KEPT, 0700) == 0 &&
	    chown(KEPT, ALICE_UID, 0) == 0);
	host_sudo(&h);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect(strstr(h.log,
		   "err user=alice step=obtain: cannot be kept for reuse: "
		   "Operation not permitted\n") != NULL);
	expect_int(host_open_for(&h, "root"), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS), 1);
}

int
main(int argc, char **argv)
{
	static const char *const proofs[] = {"local", "none"};

	if (!host_begin(argc, argv))
		return 2;
	host_test("kept", "by caller, session, target", kept_by_name, NULL);
	for (size_t i = 0; i < COUNT(ways); i++)
		host_test(ways[i].kept ? "kept" : "not kept", ways[i].reason,
		    kept_or_not, &ways[i]);
	for (size_t i = 0; i < COUNT(persons); i++)
		host_test("not for", persons[i].reason, not_for, &persons[i]);
	host_test("not for", "sshd", not_for_sshd, NULL);
	host_test("not for", "who is revoked", revoked, NULL);
	host_test("not for", "other profiles", other_profiles, NULL);
	host_test("not for", "who is denied now", now_denied, NULL);
	for (size_t i = 0; i < COUNT(proofs); i++)
		host_test("not for sudoedit, mfa", proofs[i], not_for_sudoedit,
		    proofs[i]);
	host_test("no ticket", "for sudoedit", no_ticket_for_sudoedit, NULL);
	host_test("kept", "cannot be", cannot_be_kept, NULL);
	return tap_end();
}
