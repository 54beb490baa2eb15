/* The module's arguments, and users who are not enrolled. */

#include <sys/stat.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/tap.h"

#define OTHER_CONF SYSCONFDIR "/pam_sts/other.conf"

static const struct argument_case {
	const char *reason, *arguments, *log;
} bad_arguments[] = {
    {"a typing mistake", "nulok", "nulok"},
    {"one of two", "nullok use_first_pass", "use_first_pass"},
    {"a configuration by relative path", "conf=pam_sts.conf",
	"conf=pam_sts.conf"},
    {"a configuration without a path", "conf=", "conf="},
    {"nobody as sudo's default", "runas_default=", "runas_default="},
    {"a format", "%n%s", "%n%s"},
};

static void
bad_argument(const void *arg)
{
	const struct argument_case *c = arg;
	struct host h = {.arguments = c->arguments};
	char want[256];

	snprintf(want, sizeof(want),
	    "err step=options: unknown argument \"%s\"\n", c->log);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_SERVICE_ERR);
	expect_text(h.log, want);
	expect_text(h.talk, "");
	expect_int(host_open(&h), PAM_PERM_DENIED);
	expect_text(h.log, want);
	/* libpam repeats a stack's first verdict: ask it anew. */
	host_start(&h, "sshd", "alice");
	expect_int(host_setcred(&h, PAM_ESTABLISH_CRED), PAM_SUCCESS);
	expect_int(host_close(&h), PAM_SUCCESS);
	expect_int(script_starts(OBTAIN), 0);
}

static void
other_conf(const void *arg)
{
	struct host h = {.arguments = "conf=" OTHER_CONF};

	(void)arg;
	world_file(OTHER_CONF, "[rule]\ndeny = yes\n", 0644);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_PERM_DENIED);
	expect_text(h.log,
	    "notice user=alice step=policy: denied by " OTHER_CONF ":1\n");
	(void)unlink(OTHER_CONF);
}

static const char *
state_path(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), STATE_DIR "/%d/%s", ALICE_UID, name);
	return path;
}

/* Who has a file is enrolled: a key that is being changed must not open the
 * door to everybody. */
static const struct nullok_case {
	const char *reason, *mfa, *missing[4];
	bool passes;
} nullok[] = {
    {"enrolled", "local", {NULL}, false},
    {"no secret", "local", {"secret"}, false},
    {"no key", "sts", {"key"}, false},
    {"no counter", "both", {"counter"}, false},
    {"a counter alone", "both", {"secret", "key"}, false},
    {"no file at all, local", "local", {"secret", "key", "counter"}, true},
    {"no file at all, sts", "sts", {"secret", "key", "counter"}, true},
};

static void
unenrol(const char *const *missing)
{
	for (; *missing != NULL; missing++)
		expect(unlink(state_path(*missing)) == 0);
}

static void
with_nullok(const void *arg)
{
	const struct nullok_case *c = arg;
	struct host h = {
	    .arguments = "nullok", .before = "auth required pam_permit.so\n"};

	world_profile(c->mfa, "");
	script_verify(STATUS_WRONG, NULL);
	unenrol(c->missing);
	host_start(&h, "sshd", "alice");
	expect_int(
	    host_authenticate(&h), c->passes ? PAM_SUCCESS : PAM_AUTH_ERR);
	expect_int(strstr(h.talk, PROMPTED) == NULL, c->passes);
	if (c->passes)
		expect_text(h.log,
		    "notice user=alice step=verify: not enrolled, and "
		    "nullok\n");
	expect_int(world_entries(TICKETS), 0);
	expect_text(host_env(&h, "PAM_STS_TICKET"), "");
}

/* pam_permit before ours shows that IGNORE was not SUCCESS. */
static void
nullok_is_no_success(const void *arg)
{
	struct host h = {.arguments = "nullok"};

	(void)arg;
	unenrol(nullok[COUNT(nullok) - 1].missing);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_PERM_DENIED);
}

/* Without nullok he is asked like everybody, and the helper judges. */
static void
without_nullok(const void *arg)
{
	struct host h = {0};

	(void)arg;
	expect(unlink(state_path("secret")) == 0);
	script_verify(STATUS_NOT_ENROLLED, NULL);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_AUTHINFO_UNAVAIL);
	expect(strncmp(h.talk, PROMPTED, strlen(PROMPTED)) == 0);
	expect_int(script_starts(VERIFY), 1);
}

/* Files that somebody else could have written are no enrolment. */
static const struct untrusted_case {
	const char *reason, *name;
	mode_t mode;
	uid_t owner;
} untrusted[] = {
    {"a secret that the group reads", "secret", 0640, 0},
    {"a secret that the world writes", "secret", 0602, 0},
    {"a secret of the user's", "secret", 0600, ALICE_UID},
    {"a counter of the user's", "counter", 0600, ALICE_UID},
    {"a key that the world reads", "key", 0604, 0},
    {"a state directory that the group enters", "", 0710, 0},
    {"a state directory of the user's", "", 0700, ALICE_UID},
};

static void
files_untrusted(const void *arg)
{
	const struct untrusted_case *c = arg;
	struct host h = {.arguments = "nullok"};

	expect(chown(state_path(c->name), c->owner, 0) == 0 &&
	    chmod(state_path(c->name), c->mode) == 0);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_SERVICE_ERR);
	expect_text(h.log,
	    "err user=alice profile=test session= step=verify: set-up "
	    "error: others than root can write the user's files\n");
	expect_int(script_starts(OBTAIN) + script_starts(VERIFY), 0);
}

static void
secret_is_link(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_file(SCRATCH "/secret", "user = alice\n", 0600);
	expect(unlink(state_path("secret")) == 0 &&
	    symlink(SCRATCH "/secret", state_path("secret")) == 0);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_SERVICE_ERR);
	expect_int(script_starts(VERIFY), 0);
}

static void
secret_is_fifo(const void *arg)
{
	struct host h = {0};

	(void)arg;
	expect(unlink(state_path("secret")) == 0 &&
	    mkfifo(state_path("secret"), 0600) == 0);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_SERVICE_ERR);
	expect_int(script_starts(VERIFY), 0);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(bad_arguments); i++)
		host_test("refused argument", bad_arguments[i].reason,
		    bad_argument, &bad_arguments[i]);
	host_test("argument", "another configuration", other_conf, NULL);
	for (size_t i = 0; i < COUNT(nullok); i++)
		host_test("nullok", nullok[i].reason, with_nullok, &nullok[i]);
	host_test(
	    "nullok", "passes by, proves nothing", nullok_is_no_success, NULL);
	host_test("not enrolled", "asked all the same", without_nullok, NULL);
	for (size_t i = 0; i < COUNT(untrusted); i++)
		host_test("refused", untrusted[i].reason, files_untrusted,
		    &untrusted[i]);
	host_test("refused", "a secret that is a link", secret_is_link, NULL);
	host_test("refused", "a secret that is a FIFO", secret_is_fifo, NULL);
	return tap_end();
}
