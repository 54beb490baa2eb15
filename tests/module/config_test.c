/* Configurations: a mistake in the file refuses everybody, with one line that
 * says where it stands. */

#include <sys/stat.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define PROFILE                                                            \
	"[profile p]\ncredential_source = UserKey\nmfa = local\nregion = " \
	"eu-west-1\n"

static const struct bad_conf {
	const char *reason, *text, *log;
} bad_confs[] = {
    {"an unknown section", "[rule]\nexempt = yes\n[rules]\n",
	":3: unknown section: expected defaults, profile NAME or rule: "
	"\"rules\""},
    {"an unknown key", "[rule]\nexempt = yes\nusers = bob\n",
	":3: unknown key: \"users\""},
    {"a duplicate key", "[rule]\nexempt = yes\nuser = bob\nuser = alice\n",
	":4: duplicate key: \"user\""},
    {"a duplicate profile", PROFILE PROFILE "[rule]\nprofile = p\n",
	":5: duplicate section: \"p\""},
    {"a bad value", "[rule]\nexempt = maybe\n", ":2: expected yes: \"maybe\""},
    {"a key before any section", "exempt = yes\n",
	":1: a key before any section: \"exempt\""},
    {"no value", "[rule]\nexempt\n", ":2: expected key = value: \"exempt\""},
    {"a section that does not end", "[rule\nexempt = yes\n",
	":1: a section ends with ]: \"[rule\""},
    {"a control character", "[rule]\nexempt = yes\33[2J\n",
	":2: control character in line: \"exempt = yes?[2J\""},
    {"a rule with two outcomes", "[rule]\nexempt = yes\ndeny = yes\n",
	":1: a rule has one of profile, exempt = yes and deny = yes: "
	"\"rule\""},
    {"a rule for a profile nobody wrote", "[rule]\nprofile = q\n",
	":1: profile names no profile: \"q\""},
    {"a loop of source profiles",
	"[profile a]\nsource_profile = b\nmfa = local\nregion = x\n"
	"role_arn = arn:aws:iam::123456789012:role/A\n"
	"[profile b]\nsource_profile = a\nregion = x\n"
	"role_arn = arn:aws:iam::123456789012:role/B\n"
	"[rule]\nprofile = a\n",
	":1: source_profile loops, or is longer than 5 links: \"a\""},
    {"a profile that does not say its mfa",
	"[profile p]\ncredential_source = UserKey\nregion = x\n"
	"[rule]\nprofile = p\n",
	":4: a profile that a rule uses says mfa = local, sts, both or none: "
	"\"p\""},
    {"only the first of two mistakes", "[rule]\nuser = \n[rule]\nx = y\n",
	":2: expected user names: [!]NAME, ...: \"\""},
};

static void
conf_is_bad(const void *arg)
{
	const struct bad_conf *c = arg;
	struct host h = {0};
	char log[512];

	world_conf(c->text);
	host_start(&h, "sshd", "alice");
	snprintf(log, sizeof(log), CONF "%s", c->log);
	session_config_refused(&h, log);
}

#define NOT_ROOTS CONF ": must be root's, and only root may write it"

static void
conf_group_writable(const void *arg)
{
	struct host h = {0};

	(void)arg;
	expect(chmod(CONF, 0664) == 0);
	host_start(&h, "sshd", "alice");
	session_config_refused(&h, NOT_ROOTS);
}

static void
conf_of_a_user(const void *arg)
{
	struct host h = {0};

	(void)arg;
	expect(chown(CONF, ALICE_UID, 0) == 0);
	host_start(&h, "sshd", "alice");
	session_config_refused(&h, NOT_ROOTS);
}

static void
conf_is_fifo(const void *arg)
{
	struct host h = {0};

	(void)arg;
	expect(unlink(CONF) == 0 && mkfifo(CONF, 0600) == 0);
	host_start(&h, "sshd", "alice");
	session_config_refused(&h, NOT_ROOTS);
}

static void
conf_is_link(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_file(SYSCONFDIR "/elsewhere", "[rule]\nexempt = yes\n", 0644);
	expect(unlink(CONF) == 0 && symlink("../elsewhere", CONF) == 0);
	host_start(&h, "sshd", "alice");
	session_config_refused(&h, CONF ": Too many levels of symbolic links");
}

static void
conf_is_missing(const void *arg)
{
	struct host h = {0};

	(void)arg;
	expect(unlink(CONF) == 0);
	host_start(&h, "sshd", "alice");
	session_config_refused(&h, CONF ": No such file or directory");
}

static void
conf_is_huge(const void *arg)
{
	struct host h = {0};

	(void)arg;
	expect(truncate(CONF, 256 * 1024 + 1) == 0);
	host_start(&h, "sshd", "alice");
	session_config_refused(&h, CONF ": File too large");
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(bad_confs); i++)
		host_test(
		    "refused", bad_confs[i].reason, conf_is_bad, &bad_confs[i]);
	host_test(
	    "refused", "the group may write it", conf_group_writable, NULL);
	host_test("refused", "a user owns it", conf_of_a_user, NULL);
	host_test("refused", "a FIFO", conf_is_fifo, NULL);
	host_test("refused", "a symbolic link", conf_is_link, NULL);
	host_test("refused", "not there", conf_is_missing, NULL);
	host_test("refused", "too large", conf_is_huge, NULL);
	return tap_end();
}
