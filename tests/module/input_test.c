/* What the user types and what he is called: asked exactly once, and nothing
 * but six ASCII digits of a known user reaches a helper. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/tap.h"

static char huge[10 * 1024 + 1], secret_max[513], name_300[301];

static const struct code_case {
	const char *reason, *typed;
} bad_codes[] = {
    {"nothing", ""},
    {"five digits", "12345"},
    {"seven digits", "1234567"},
    {"a blank in front", " 12345"},
    {"a blank behind", "123456 "},
    {"a newline behind", "123456\n"},
    {"a sign", "+12345"},
    {"letters", "abcdef"},
    {"hexadecimal", "0x1234"},
    {"a digit missing", "12 456"},
    {"Arabic-Indic digits, twelve bytes",
	"\331\241\331\242\331\243\331\244\331\245\331\246"},
    {"Arabic-Indic digits, six bytes", "\331\241\331\242\331\243"},
    {"superscripts in Latin-1", "\271\262\263\271\262\263"},
    {"a format", "%s%s%s"},
    {"a byte more than is kept", secret_max},
    {"ten kilobytes", huge},
};

static void
check_refused(struct host *h)
{
	expect_int(host_authenticate(h), PAM_AUTH_ERR);
	expect_text(h->talk, REFUSED);
	expect(h->delay > 0);
	expect_text(h->log,
	    "notice user=alice profile=test session=ID step=verify: "
	    "wrong code: not six digits\n");
	expect_int(script_starts(VERIFY), 0);
	expect_int(world_entries(TICKETS), 0);
	expect_text(host_env(h, "PAM_STS_TICKET"), "");
	expect(script_gone());
}

static void
bad_code(const void *arg)
{
	const struct code_case *c = arg;
	struct host h = {0};

	host_start(&h, "sshd", "alice");
	h.answer = c->typed;
	check_refused(&h);
}

static const struct code_case good_codes[] = {
    {"leading zeroes", "000001"},
    {"all zeroes", "000000"},
    {"all nines", "999999"},
};

static void
good_code(const void *arg)
{
	const struct code_case *c = arg;
	struct host h = {0};

	host_start(&h, "sshd", "alice");
	h.answer = c->typed;
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_text(h.talk, PROMPTED);
	expect_text(script_field(VERIFY, 1, TAG_CODE), c->typed);
	expect_int(script_starts(VERIFY), 1);
	expect_int(script_starts(OBTAIN), 1);
}

static struct host *typing;

static void
type_the_code_next(void)
{
	if (strstr(typing->talk, PROMPTED) != NULL)
		typing->answer = CODE;
}

/* Only a module can set PAM_AUTHTOK; pam_unix does, and its own verdict does
 * not count here. */
static void
the_password_again(const void *arg)
{
	struct host h = {.before = "auth optional pam_unix.so nodelay\n"};

	(void)arg;
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_AUTH_ERR);
	expect_text(h.talk, "hidden: Password: \n" REFUSED);
	expect_int(script_starts(VERIFY), 0);
}

static void
another_password(const void *arg)
{
	struct host h = {.before = "auth optional pam_unix.so nodelay\n"};

	(void)arg;
	host_start(&h, "sshd", "alice");
	h.before_answer = type_the_code_next;
	typing = &h;
	h.answer = "654321";
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_text(h.talk, "hidden: Password: \n" PROMPTED);
}

static const struct name_case {
	const char *reason, *name;
} names[] = {
    {"a name nobody has", "mallory"},
    {"a path", "../alice"},
    {"an absolute path", "/etc/passwd"},
    {"the directory above", ".."},
    {"this directory", "."},
    {"a newline, and what could be a log line", "alice\nuser=root ok"},
    {"an escape sequence", "alice\33[2J"},
    {"a format", "%n%n%s"},
    {"a number is no name", "1001"},
    {"another case", "Alice"},
    {"a blank behind", "alice "},
    {"300 bytes", name_300},
};

/* Asked all the same, never let in, and told what everybody is told. */
static void
unknown_name(const void *arg)
{
	const struct name_case *c = arg;
	struct host h = {0};

	host_start(&h, "sshd", c->name);
	expect_int(host_authenticate(&h), PAM_AUTHINFO_UNAVAIL);
	expect_text(h.talk, REFUSED);
	/* What was typed is not logged: it may be a password. */
	expect_text(h.log,
	    "notice user=(unknown) profile=test session= step=account: not "
	    "enrolled: no such user\n");
	expect_int(script_starts(OBTAIN) + script_starts(VERIFY), 0);
	expect_int(world_entries(TICKETS), 0);
	expect_int(host_open(&h), PAM_PERM_DENIED);
	expect_int(world_entries(SESSIONS), 0);
	/* libpam answers a close with the open's verdict: ask it anew. */
	host_start(&h, "sshd", c->name);
	expect_int(host_close(&h), PAM_SUCCESS);
}

static void
name_in_utf8(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_start(&h, "sshd", "ren\303\251e");
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_text(script_field(VERIFY, 1, TAG_USER), "ren\303\251e");
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS "/1003"), 1);
}

/* login: PAM_USER is NULL until somebody asks. */
static void
no_name_yet(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_start(&h, "login", NULL);
	h.answer = "mallory";
	expect_int(host_authenticate(&h), PAM_AUTHINFO_UNAVAIL);
	expect(strncmp(h.talk, "prompt: login: \n", 15) == 0 ||
	    strncmp(h.talk, "prompt: login:\n", 15) == 0);
	expect(strstr(h.talk, PROMPTED) != NULL);
}

static void
not_root(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_start(&h, "su", "alice");
	expect(setresuid(ALICE_UID, ALICE_UID, ALICE_UID) == 0);
	expect_int(host_authenticate(&h), PAM_AUTHINFO_UNAVAIL);
	expect_text(h.talk, "");
	expect_text(h.log, "notice step=start: not run as root\n");
	expect_int(script_starts(OBTAIN), 0);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	memset(huge, '1', sizeof(huge) - 1);
	memset(secret_max, '1', sizeof(secret_max) - 1);
	memset(name_300, 'a', sizeof(name_300) - 1);
	for (size_t i = 0; i < COUNT(bad_codes); i++)
		host_test(
		    "no code", bad_codes[i].reason, bad_code, &bad_codes[i]);
	for (size_t i = 0; i < COUNT(good_codes); i++)
		host_test(
		    "a code", good_codes[i].reason, good_code, &good_codes[i]);
	host_test("no code", "the password again", the_password_again, NULL);
	host_test(
	    "a code", "after six digits as password", another_password, NULL);
	for (size_t i = 0; i < COUNT(names); i++)
		host_test(
		    "not a user", names[i].reason, unknown_name, &names[i]);
	host_test("a user", "in UTF-8", name_in_utf8, NULL);
	host_test("login", "its name is not known yet", no_name_yet, NULL);
	host_test("not root", "no question, no helper", not_root, NULL);
	return tap_end();
}
