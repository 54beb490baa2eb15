/* Helpers that do not keep to the protocol: the login fails, closed, with one
 * log line, whatever they do; and nothing of them is left. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/limits.h"
#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/tap.h"

#define GARBAGE "set-up error: the helper's answer is garbage"
#define ENDED "set-up error: the helper ended without an answer"
#define LATE "AWS unavailable: the helper did not answer in time"
#define HEAD "STS1"
#define BYTES(s) s, sizeof(s) - 1

struct step {
	enum fake_act act;
	const char *bytes;
	size_t n;
};

struct misbehaviour {
	const char *reason;
	struct step steps[2]; /* n == 0 with FAKE_ANSWER: no step */
	const char *log; /* NULL: any set-up error */
	int code;
};

static const char large[MESSAGE_MAX + 1] = HEAD "\2\0\0\1\22\0\177\377";
static const char largest[MESSAGE_MAX] = HEAD "\2\0\0\1\22\0\177\364";

/* As answers to VERIFY and to PREPARE; the kinds differ only in a byte. */
static const struct misbehaviour any_helper[] = {
    {"one byte", {{FAKE_ANSWER, BYTES("x")}}, GARBAGE, PAM_SERVICE_ERR},
    {"an empty message is like an end", {{FAKE_SEND, "", 0}}, NULL,
	PAM_SERVICE_ERR},
    {"text instead of a message", {{FAKE_ANSWER, BYTES("OK, let him in\n")}},
	GARBAGE, PAM_SERVICE_ERR},
    {"a status nobody knows", {{FAKE_ANSWER, BYTES(HEAD "\2\11\0\0")}}, GARBAGE,
	PAM_SERVICE_ERR},
    {"a kind nobody knows", {{FAKE_ANSWER, BYTES(HEAD "\40\0\0\0")}}, GARBAGE,
	PAM_SERVICE_ERR},
    {"the request sent back",
	{{FAKE_ANSWER, BYTES(HEAD "\5\0\0\1\12\0\0\6" CODE)}}, GARBAGE,
	PAM_SERVICE_ERR},
    {"a message, but a request", {{FAKE_ANSWER, BYTES(HEAD "\5\0\0\0")}},
	GARBAGE, PAM_SERVICE_ERR},
    {"a newline in the text for the log",
	{{FAKE_ANSWER, BYTES(HEAD "\2\1\0\1\22\0\0\3a\nb")}}, GARBAGE,
	PAM_SERVICE_ERR},
    {"an escape in the text for the log",
	{{FAKE_ANSWER, BYTES(HEAD "\2\1\0\1\22\0\0\3a\33b")}}, GARBAGE,
	PAM_SERVICE_ERR},
    {"as long as a message may be, but not one",
	{{FAKE_ANSWER, largest, sizeof(largest)}}, GARBAGE, PAM_SERVICE_ERR},
    {"longer than a message may be", {{FAKE_ANSWER, large, sizeof(large)}},
	GARBAGE, PAM_SERVICE_ERR},
    {"it leaves without a word", {{FAKE_EXIT, "", 0}}, ENDED, PAM_SERVICE_ERR},
    {"it crashes", {{FAKE_CRASH, "", 0}}, ENDED, PAM_SERVICE_ERR},
    {"it leaves before it reads", {{FAKE_EXIT_AT_ONCE, "", 0}}, NULL,
	PAM_SERVICE_ERR},
};

static void
play(const char *helper, const struct misbehaviour *m)
{
	for (size_t i = 0; i < COUNT(m->steps); i++)
		if (m->steps[i].act != FAKE_ANSWER || m->steps[i].n > 0)
			script_step(helper, m->steps[i].act, m->steps[i].bytes,
			    m->steps[i].n);
}

static void
check_refused(const char *step, const struct misbehaviour *m)
{
	struct host h = {0};
	char want[512];

	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), m->code);
	snprintf(want, sizeof(want),
	    "%s user=alice profile=test session=ID step=%s: %s",
	    m->code == PAM_SERVICE_ERR ? "err" : "warning", step,
	    m->log == NULL ? "set-up error: the helper " : m->log);
	expect(strncmp(h.log, want, strlen(want)) == 0);
	expect(strchr(h.log, '\n') == h.log + strlen(h.log) - 1);
	expect_text(host_env(&h, "PAM_STS_TICKET"), "");
	expect_int(world_entries(TICKETS), 0);
	host_end(&h);
	expect(script_gone());
}

static void
verify_misbehaves(const void *arg)
{
	script_clear(VERIFY);
	play(VERIFY, arg);
	check_refused("verify", arg);
}

static void
prepare_misbehaves(const void *arg)
{
	script_clear(OBTAIN);
	play(OBTAIN, arg);
	check_refused("verify", arg);
	expect_int(script_starts(VERIFY), 0);
}

static void
commit_misbehaves(const void *arg)
{
	script_prepared(STATUS_OK, NULL);
	play(OBTAIN, arg);
	check_refused("obtain", arg);
}

static void
open_misbehaves(const void *arg)
{
	struct host h = {0};

	world_profile("none", "on_failure = allow\n");
	script_prepared(STATUS_OK, NULL);
	play(OBTAIN, arg);
	host_start(&h, "cron", "alice");
	expect_int(host_open(&h), PAM_PERM_DENIED);
	expect_int(world_entries(SESSIONS), 0);
	expect_text(h.talk, "");
	host_end(&h);
	expect(script_gone());
}

/* At most one of these takes the module's ten seconds; the others take the
 * profile's timeout of one. */
static const struct misbehaviour hanging = {
    "", {{FAKE_HANG, "", 0}}, LATE, PAM_AUTHINFO_UNAVAIL};

static void
verify_hangs(const void *arg)
{
	(void)arg;
	verify_misbehaves(&hanging);
}

static void
commit_hangs(const void *arg)
{
	(void)arg;
	world_profile("local", "timeout = 1\n");
	commit_misbehaves(&hanging);
}

static void
open_hangs(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_profile("none", "timeout = 1\n");
	script_prepared(STATUS_OK, NULL);
	script_step(OBTAIN, FAKE_HANG, "", 0);
	host_start(&h, "cron", "alice");
	expect_int(host_open(&h), PAM_PERM_DENIED);
	expect_text(h.log,
	    "warning user=alice profile=test session=ID step=open: " LATE "\n");
	host_end(&h);
	expect(script_gone());
}

static void
slow_is_not_late(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_profile("both", "timeout = 1\n");
	script_clear(VERIFY);
	script_reply(VERIFY, FAKE_SLOW, KIND_VERIFIED, STATUS_OK, NULL);
	script_clear(OBTAIN);
	script_reply(OBTAIN, FAKE_SLOW, KIND_PREPARED, STATUS_OK, NULL);
	script_credentials(FAKE_SLOW, NULL);
	host_log_in(&h, "sshd");
	expect_int(world_entries(TICKETS), 1);
}

/* The first word counts: nothing that follows can turn a no into a yes. */
static void
second_message(const void *arg)
{
	struct host h = {0};

	(void)arg;
	script_verify(STATUS_WRONG, NULL);
	script_reply(VERIFY, FAKE_SEND, KIND_VERIFIED, STATUS_OK, NULL);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_AUTH_ERR);
	expect_int(world_entries(TICKETS), 0);
}

static void
verified_is_no_prepared(const void *arg)
{
	struct host h = {0};

	(void)arg;
	script_clear(OBTAIN);
	script_reply(OBTAIN, FAKE_ANSWER, KIND_VERIFIED, STATUS_OK, NULL);
	script_credentials(FAKE_ANSWER, NULL);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_SERVICE_ERR);
}

static void
no_helper_user(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_file(SYSCONFDIR "/passwd",
	    "root:x:0:0::/:/bin/sh\nalice:x:1001:1001::/:/bin/sh\n", 0644);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_SERVICE_ERR);
	expect_text(h.log,
	    "err user=alice profile=test session=ID step=verify: "
	    "set-up error: there is no user _pam_sts\n");
}

static void
run_all(const char *where, void (*body)(const void *))
{
	for (size_t i = 0; i < COUNT(any_helper); i++)
		host_test(where, any_helper[i].reason, body, &any_helper[i]);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	run_all("verify", verify_misbehaves);
	run_all("prepare", prepare_misbehaves);
	run_all("commit", commit_misbehaves);
	run_all("open_session", open_misbehaves);
	host_test("commit", "it hangs", commit_hangs, NULL);
	host_test("open_session", "it hangs", open_hangs, NULL);
	host_test("both", "slow ones are waited for", slow_is_not_late, NULL);
	host_test(
	    "verify", "a second message changes nothing", second_message, NULL);
	host_test("prepare", "the answer to something else",
	    verified_is_no_prepared, NULL);
	host_test("both", "their user is not there", no_helper_user, NULL);
	host_test("verify", "it hangs", verify_hangs, NULL);
	return tap_end();
}
