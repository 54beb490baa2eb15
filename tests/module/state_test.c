/* The state a helper starts in: nothing of root's, nothing of the caller's,
 * and of the host's files those it needs, by descriptor. */

#include <sys/stat.h>

#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/tap.h"

static const char *const helpers[] = {VERIFY, OBTAIN};

/* A state that must be the same for both helpers in all hosts. */
static const struct fact {
	const char *reason, *what, *value;
} facts[] = {
    {"it is the helpers' user, for good", "uids", "990 990 990"},
    {"it is the helpers' group, for good", "gids", "990 990 990"},
    {"root's groups are left behind", "groups", "0"},
    {"no signal blocked, ignored or handled", "signals", ""},
    {"no relative path leads anywhere", "cwd", "/"},
    {"what it creates is its own", "umask", "077"},
    {"it dies with the host, ids dropped or not", "deathsig", "9"},
    {"nothing of the caller's environment", "variables", "0"},
    {"nothing in its arguments", "arguments", "1"},
    {"^C is for the host's session, not ours", "session", "1"},
    {"no terminal to write to", "tty", "0"},
    {"no core file with a code in it", "core", "0 0"},
    {"a loop ends", "cpu", "60 60"},
    {"its messages", "fd0", "socket rw 0"},
    {"no output of the host's", "fd1", "null rw 0"},
    {"no errors into the host's", "fd2", "null rw 0"},
    {"nothing else of the host's", "fd5", ""},
    {"nothing else of the host's, far up", "fd300", ""},
};

/* A host as su's or sudo's caller can make it. */
static void
spoil_host(void)
{
	gid_t groups[] = {0, 4, 2000};
	sigset_t all;

	setenv("LD_PRELOAD", "/tmp/evil.so", 1);
	setenv("AWS_ACCESS_KEY_ID", "x", 1);
	for (int s = 1; s < NSIG; s++)
		if (s != SIGALRM && s != SIGCHLD)
			signal(s, SIG_IGN);
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	umask(0);
	expect(chdir(SCRATCH) == 0 && setgroups(3, groups) == 0);
	for (int fd = 5; fd < 9; fd++)
		expect(dup2(1, fd) == fd);
	expect(dup2(1, 300) == 300);
}

static void
check_fact(const void *arg)
{
	const struct fact *f = arg;
	struct host h = {0};

	spoil_host();
	host_log_in(&h, "sshd");
	for (size_t i = 0; i < COUNT(helpers); i++)
		expect_text(script_state(helpers[i], f->what), f->value);
}

static void
not_the_hosts_child(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_log_in(&h, "sshd");
	for (size_t i = 0; i < COUNT(helpers); i++)
		expect(atoi(script_state(helpers[i], "parent")) != getpid());
}

static void
check_file(
    const char *helper, const char *fd, const char *mode, const char *path)
{
	struct stat st;
	char want[64];

	if (path == NULL)
		snprintf(want, sizeof(want), "null rw 0");
	else if (expect(stat(path, &st) == 0))
		snprintf(want, sizeof(want), "file %s %llu", mode,
		    (unsigned long long)st.st_ino);
	else
		return;
	expect_text(script_state(helper, fd), want);
}

static const char *
state_path(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), STATE_DIR "/%d/%s", ALICE_UID, name);
	return path;
}

/* The secret by descriptor, and only where it is needed. */
static void
files_given(const void *arg)
{
	static const char conf[] = "\f" CONF "\n[profile test]\n";
	const char *mfa = arg;
	bool secret = strcmp(mfa, "sts") != 0;
	struct host h = {0};

	world_profile(mfa, "");
	host_log_in(&h, "sshd");
	check_file(VERIFY, "fd3", "r", secret ? state_path("secret") : NULL);
	check_file(VERIFY, "fd4", "rw", state_path("counter"));
	expect_text(script_state(OBTAIN, "sealed"), "1");
	expect(strncmp(script_conf(), conf, strlen(conf)) == 0);
	check_file(OBTAIN, "fd4", "r", state_path("key"));
}

static void
files_missing(const void *arg)
{
	struct host h = {0};

	(void)arg;
	expect(unlink(state_path("secret")) == 0 &&
	    unlink(state_path("counter")) == 0 &&
	    unlink(state_path("key")) == 0);
	host_log_in(&h, "sshd");
	check_file(VERIFY, "fd3", NULL, NULL);
	check_file(VERIFY, "fd4", NULL, NULL);
	check_file(OBTAIN, "fd4", NULL, NULL);
}

/* pam-sts revoke, between the prompt and the answer. */
static const char *removed;

static void
remove_file(void)
{
	expect(unlink(state_path(removed)) == 0);
}

static void
revoked_while_typing(const void *arg)
{
	struct host h = {0};

	removed = arg;
	host_start(&h, "sshd", "alice");
	h.before_answer = remove_file;
	expect_int(host_authenticate(&h), PAM_AUTHINFO_UNAVAIL);
	expect_text(h.log,
	    "notice user=alice profile=test session=ID step=verify: not "
	    "enrolled: key or session removed while the code was asked for\n");
	expect_text(h.talk, REFUSED);
	expect_int(script_starts(VERIFY), 0);
	expect_int(world_entries(TICKETS), 0);
}

int
main(int argc, char **argv)
{
	static const char *const proofs[] = {"local", "sts", "both"};
	static const char *const files[] = {"secret", "counter", "key"};

	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(facts); i++)
		host_test(
		    "helper's state", facts[i].reason, check_fact, &facts[i]);
	for (size_t i = 0; i < COUNT(proofs); i++)
		host_test(
		    "files given, mfa", proofs[i], files_given, proofs[i]);
	host_test(
	    "files given", "those that are not there", files_missing, NULL);
	host_test("helper", "no child of the host", not_the_hosts_child, NULL);
	for (size_t i = 0; i < COUNT(files); i++)
		host_test("revoked while typing", files[i],
		    revoked_while_typing, files[i]);
	return tap_end();
}
