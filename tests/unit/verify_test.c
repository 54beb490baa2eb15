/*
 * pam-sts-verify itself, as the module runs it: what it answers, and what it
 * leaves in the counter.  The program lies two directories above this one.
 */

#include "tests/unit/unit.h"

#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <libgen.h>
#include <liboath/oath.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/wire.h"
#include "helper/ledger.h"

#define KEY "12345678901234567890"
#define SECRET "user = alice\nsecret = GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n"

static char helper[512];
static int secret, counter;

static int
in_memory(const char *text, size_t n)
{
	int fd = memfd_create("verify_test", MFD_CLOEXEC);

	assert_true(fd != -1);
	assert_int_equal(write(fd, text, n), (ssize_t)n);
	return fd;
}

static int
set_up(void **state)
{
	static const char fresh[LEDGER_SIZE];

	(void)state;
	secret = in_memory(SECRET, strlen(SECRET));
	counter = in_memory(fresh, sizeof(fresh));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	close(secret);
	close(counter);
	return 0;
}

static struct ledger
ledger(void)
{
	uint8_t bytes[LEDGER_SIZE];
	struct ledger l;

	assert_int_equal(
	    pread(counter, bytes, sizeof(bytes), 0), (ssize_t)sizeof(bytes));
	assert_int_equal(ledger_decode(&l, bytes), 0);
	return l;
}

static _Noreturn void
become(char *const *argv, int channel)
{
	char *const environment[] = {NULL};
	int s = fcntl(channel, F_DUPFD, 20), a = fcntl(secret, F_DUPFD, 20),
	    b = fcntl(counter, F_DUPFD, 20);

	dup2(s, 0);
	dup2(a, 3);
	dup2(b, 4);
	execve(argv[0], argv, environment);
	_exit(127);
}

/* One question; STATUS_COUNT when there was no answer. */
static enum status
ask(char *const *argv, const char *mfa, const char *code)
{
	struct message m = {.kind = KIND_VERIFY,
	    .field = {[TAG_USER] = span_of("alice"),
		[TAG_MFA] = span_of(mfa),
		[TAG_CODE] = span_of(code)}};
	uint8_t buf[512];
	int pair[2], n = wire_encode(&m, buf, sizeof(buf));
	ssize_t got;
	pid_t pid;

	assert_int_equal(
	    socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	if ((pid = fork()) == 0)
		become(argv, pair[1]);
	close(pair[1]);
	assert_int_equal(send(pair[0], buf, (size_t)n, 0), n);
	got = recv(pair[0], buf, sizeof(buf), 0);
	close(pair[0]);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	if (got <= 0 || wire_parse(&m, buf, (size_t)got) != 0)
		return STATUS_COUNT;
	return m.status;
}

static enum status
verify(const char *mfa, const char *code)
{
	char *const argv[] = {helper, NULL};

	return ask(argv, mfa, code);
}

static const char *
code_of(int64_t steps_from_now)
{
	static char otp[8];
	uint64_t step = (uint64_t)((int64_t)(time(NULL) / 30) + steps_from_now);

	assert_int_equal(oath_hotp_generate(KEY, strlen(KEY), step, 6, false,
			     OATH_HOTP_DYNAMIC_TRUNCATION, otp),
	    OATH_OK);
	return otp;
}

/* No code of any step near now. */
static const char *
wrong_code(void)
{
	static const char *const candidates[] = {"000000", "111111", "222222",
	    "333333", "444444", "555555", "666666", "777777"};

	for (size_t i = 0; i < COUNT(candidates); i++) {
		bool near = false;

		for (int64_t s = -4; s <= 4; s++)
			near = near || strcmp(candidates[i], code_of(s)) == 0;
		if (!near)
			return candidates[i];
	}
	return NULL;
}

static void
a_code_is_good_once(void **state)
{
	char code[8];

	(void)state;
	strcpy(code, code_of(0));
	assert_int_equal(verify("local", code), STATUS_OK);
	assert_int_equal(verify("local", code), STATUS_REPLAY);
	assert_int_equal(verify("sts", code), STATUS_REPLAY);
	assert_int_equal(verify("both", code), STATUS_REPLAY);
	assert_int_equal(ledger().failures, 0);
}

static void
a_code_sent_is_good_nowhere_else(void **state)
{
	char code[8];

	(void)state;
	strcpy(code, code_of(0));
	assert_int_equal(verify("sts", code), STATUS_OK);
	assert_int_equal(verify("sts", code), STATUS_REPLAY);
	assert_int_equal(verify("local", code), STATUS_REPLAY);
}

static void
an_earlier_code_is_not_good_after_a_later(void **state)
{
	(void)state;
	assert_int_equal(verify("local", code_of(1)), STATUS_OK);
	assert_int_equal(verify("local", code_of(0)), STATUS_REPLAY);
}

/* A code that was seen over somebody's shoulder buys no guesses. */
static void
a_replay_changes_no_count(void **state)
{
	char code[8];

	(void)state;
	strcpy(code, code_of(0));
	assert_int_equal(verify("sts", code), STATUS_OK);
	for (uint32_t i = 1; i < FAILURES_FREE; i++) {
		assert_int_equal(verify("local", wrong_code()), STATUS_WRONG);
		assert_int_equal(ledger().failures, i);
	}
	assert_int_equal(verify("local", code), STATUS_REPLAY);
	assert_int_equal(ledger().failures, FAILURES_FREE - 1);
	assert_int_equal(verify("local", wrong_code()), STATUS_WRONG);
	assert_int_equal(verify("local", code_of(1)), STATUS_THROTTLED);
}

/* Killed between judgement and record, it has recorded the try before. */
static void
a_try_is_charged_before_it_is_judged(void **state)
{
	char strace[] = "/usr/bin/strace", quiet[] = "-o/dev/null",
	     inject[] = "-einject=pwrite64:signal=SIGKILL:when=2";
	char *const argv[] = {strace, quiet, inject, helper, NULL};

	(void)state;
	if (access(strace, X_OK) != 0) {
		print_message("# no strace here\n");
		skip();
	}
	assert_int_equal(ask(argv, "local", wrong_code()), STATUS_COUNT);
	assert_int_equal(ledger().failures, 1);
}

static void
without_a_counter_nothing_is_good(void **state)
{
	(void)state;
	dup2(open("/dev/null", O_RDWR), counter);
	assert_int_equal(verify("local", code_of(0)), STATUS_NOT_ENROLLED);
	assert_int_equal(verify("sts", code_of(0)), STATUS_NOT_ENROLLED);
}

static void
without_a_secret_only_sts_can_judge(void **state)
{
	(void)state;
	dup2(open("/dev/null", O_RDWR), secret);
	assert_int_equal(verify("local", code_of(0)), STATUS_NOT_ENROLLED);
	assert_int_equal(verify("both", code_of(0)), STATUS_NOT_ENROLLED);
	assert_int_equal(verify("sts", code_of(0)), STATUS_OK);
}

static void
an_unknown_mfa_is_refused(void **state)
{
	(void)state;
	assert_int_equal(verify("none", code_of(0)), STATUS_CONFIG);
	assert_int_equal(verify("stss", code_of(1)), STATUS_CONFIG);
}

static void
a_damaged_counter_is_refused(void **state)
{
	(void)state;
	assert_int_equal(ftruncate(counter, LEDGER_SIZE - 1), 0);
	assert_int_equal(verify("local", code_of(0)), STATUS_CONFIG);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		a_code_is_good_once, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		a_code_sent_is_good_nowhere_else, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		an_earlier_code_is_not_good_after_a_later, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		a_replay_changes_no_count, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		a_try_is_charged_before_it_is_judged, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		without_a_counter_nothing_is_good, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		without_a_secret_only_sts_can_judge, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		an_unknown_mfa_is_refused, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		a_damaged_counter_is_refused, set_up, tear_down),
	};

	if (argc < 1 ||
	    (size_t)snprintf(helper, sizeof(helper), "%s/../../pam-sts-verify",
		dirname(argv[0])) >= sizeof(helper))
		return 2;
	if (access(helper, X_OK) != 0) {
		puts("1..1\nok 1 # SKIP pam-sts-verify is not built here");
		return 0;
	}
	return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
