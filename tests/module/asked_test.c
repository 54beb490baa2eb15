/* What a helper is asked, when, and when it must be gone. */

#include <sys/wait.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/tap.h"

static void
verify_is_asked(const void *arg)
{
	struct host h = {0};
	struct message m;

	world_profile(arg, "");
	host_log_in(&h, "sshd");
	expect(script_got(&m, VERIFY, 1) && m.kind == KIND_VERIFY);
	expect_text(script_field(VERIFY, 1, TAG_USER), "alice");
	expect_text(script_field(VERIFY, 1, TAG_MFA), arg);
	expect_text(script_field(VERIFY, 1, TAG_CODE), CODE);
}

/* The code goes to obtain only when STS is to judge it. */
static void
commit_is_told(const void *arg)
{
	const char *mfa = arg;
	struct host h = {0};
	struct message m;

	world_profile(mfa, "");
	host_log_in(&h, "sshd");
	expect(script_got(&m, OBTAIN, 2) && m.kind == KIND_COMMIT);
	expect_text(script_field(OBTAIN, 2, TAG_CODE),
	    strcmp(mfa, "local") == 0 ? "" : CODE);
}

static void
check_prepare(const char *service, const char *rhost)
{
	struct message m;

	expect(script_got(&m, OBTAIN, 1) && m.kind == KIND_PREPARE);
	expect_text(script_field(OBTAIN, 1, TAG_PROFILES), "test");
	expect_text(script_field(OBTAIN, 1, TAG_USER), "alice");
	expect_text(script_field(OBTAIN, 1, TAG_TARGET), "alice");
	expect_text(script_field(OBTAIN, 1, TAG_SERVICE), service);
	expect_text(script_field(OBTAIN, 1, TAG_HOST), "bastion-7");
	expect_text(script_field(OBTAIN, 1, TAG_FQDN), "bastion-7.example.com");
	expect_text(script_field(OBTAIN, 1, TAG_RHOST), rhost);
	expect(strlen(script_field(OBTAIN, 1, TAG_SESSION)) == 16);
	expect_text(script_field(OBTAIN, 1, TAG_PROOF), "totp");
	/* Seconds: it is proven now, and a second may just have begun. */
	expect(atoi(script_field(OBTAIN, 1, TAG_AGE)) <= 1);
}

static const struct rhost_case {
	const char *reason, *item, *sent;
} rhosts[] = {
    {"an address", "192.0.2.7", "192.0.2.7"},
    {"IPv6 with a zone", "fe80::1%eth0", "fe80::1%eth0"},
    {"none", NULL, ""},
    {"login's empty one", "", ""},
    {"one that is no host's name is not passed on", "a\nb", ""},
    {"one with a blank", "a b", ""},
};

static void
prepare_is_told(const void *arg)
{
	const struct rhost_case *c = arg;
	struct host h = {0};

	host_start(&h, "sshd", "alice");
	expect_int(pam_set_item(h.pamh, PAM_RHOST, c->item), PAM_SUCCESS);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	check_prepare("sshd", c->sent);
}

static void
obtain_has_its_prepare(void)
{
	expect(script_wait(OBTAIN, 1));
	expect_int(script_starts(VERIFY), 0);
}

/* It resolves, connects and finishes TLS while the user types. */
static void
prepared_while_typing(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_start(&h, "sshd", "alice");
	h.before_answer = obtain_has_its_prepare;
	expect_int(host_authenticate(&h), PAM_SUCCESS);
}

static void
killed_at_prompt(void)
{
	expect(script_wait(OBTAIN, 1));
	(void)raise(SIGKILL);
}

static void
host_is_killed(const void *arg)
{
	int status;
	pid_t pid = fork();

	(void)arg;
	if (pid == 0) {
		struct host h = {0};

		host_start(&h, "sshd", "alice");
		h.before_answer = killed_at_prompt;
		(void)host_authenticate(&h);
		_exit(0);
	}
	expect(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status));
	expect(script_gone());
}

/* As under sudo: its caller may kill the process in the middle. */
static void
caller_kills_all_he_can(void)
{
	expect(script_wait(OBTAIN, 1));
	expect(setresuid(ALICE_UID, ALICE_UID, 0) == 0);
	(void)kill(-1, SIGUSR1);
	expect(setresuid(ALICE_UID, 0, 0) == 0);
}

static void
middle_is_killed(const void *arg)
{
	struct host h = {0};

	(void)arg;
	if (getsid(0) != 0)
		tap_skip("processes of others are seen here");
	host_start(&h, "sudo", "alice");
	expect(setresuid(ALICE_UID, 0, 0) == 0);
	signal(SIGUSR1, SIG_IGN);
	h.before_answer = caller_kills_all_he_can;
	expect_int(host_authenticate(&h), PAM_SERVICE_ERR);
	expect(script_gone());
}

static void
conversation_fails(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_start(&h, "sshd", "alice");
	h.answer = NULL;
	h.before_answer = obtain_has_its_prepare;
	expect_int(host_authenticate(&h), PAM_CONV_ERR);
	expect_int(script_starts(VERIFY), 0);
	expect_int(world_entries(TICKETS), 0);
	expect(script_gone());
}

int
main(int argc, char **argv)
{
	static const char *const proofs[] = {"local", "sts", "both"};

	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(proofs); i++) {
		host_test("VERIFY, mfa", proofs[i], verify_is_asked, proofs[i]);
		host_test("COMMIT, mfa", proofs[i], commit_is_told, proofs[i]);
	}
	for (size_t i = 0; i < COUNT(rhosts); i++)
		host_test("PREPARE, remote host", rhosts[i].reason,
		    prepare_is_told, &rhosts[i]);
	host_test(
	    "obtain", "prepared while typing", prepared_while_typing, NULL);
	host_test("host", "killed at the prompt", host_is_killed, NULL);
	host_test("caller", "signals all he can", middle_is_killed, NULL);
	host_test("host", "its conversation fails", conversation_fails, NULL);
	return tap_end();
}
