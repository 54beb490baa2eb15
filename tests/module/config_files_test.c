/* conf.d: which files are read, in which order, and which are refused.  A
 * mistake in any of them refuses everybody, and the line says where. */

#include <sys/stat.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define DENY "[rule]\ndeny = yes\n"
#define BROKEN "[nonsense"
#define MARKED(path) "\f" path "\n"
#define PROFILE                                                               \
	"[profile test]\ncredential_source = UserKey\nmfa = local\nregion = " \
	"eu-west-1\n"
#define RULE "[rule]\nprofile = test\n"
#define A CONF_D "/10-a.conf"
#define NOT_ROOTS ": must be root's, and only root may write it"

static void
include(const char *name, const char *text)
{
	char path[512];

	(void)mkdir(CONF_D, 0755);
	snprintf(path, sizeof(path), CONF_D "/%s", name);
	world_file(path, text, 0644);
}

/* Names in bytes, wherever a locale or a human would put them. */
static void
in_order(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_conf("# the first");
	include("a.conf", RULE);
	include("9.conf", "");
	include("10.conf", PROFILE);
	include("B.conf", "# no line end");
	include("\303\251.conf", DENY);
	host_log_in(&h, "sshd");
	expect_text(script_conf(),
	    MARKED(CONF) "# the first\n" MARKED(CONF_D "/10.conf") PROFILE
	    "\n" MARKED(CONF_D "/9.conf") "\n" MARKED(
		CONF_D "/B.conf") "# no line end\n" MARKED(CONF_D "/a.conf")
		RULE "\n" MARKED(CONF_D "/\303\251.conf") DENY "\n");
	expect_text(script_state(OBTAIN, "sealed"), "1");
}

/* Read in vain: all of them are broken. */
static void
ignored(const void *arg)
{
	struct host h = {0};

	include("10-a.conf", "");
	include(arg, BROKEN);
	host_log_in(&h, "sshd");
	expect(strstr(script_conf(), BROKEN) == NULL);
}

static void
no_files(const void *arg)
{
	struct host h = {0};

	(void)arg;
	expect(mkdir(CONF_D, 0755) == 0);
	host_log_in(&h, "sshd");
}

/* Who names a file gets that file. */
static void
named_file_is_all(const void *arg)
{
	struct host h = {.arguments = "conf=" CONF_HOME "/other.conf"};

	(void)arg;
	include("10-a.conf", BROKEN);
	world_file(CONF_HOME "/other.conf", PROFILE RULE, 0644);
	host_log_in(&h, "sshd");
	expect_text(
	    script_conf(), MARKED(CONF_HOME "/other.conf") PROFILE RULE "\n");
}

static const struct mistake {
	const char *reason, *conf, *a, *b, *log;
} mistakes[] = {
    {"a bad value", PROFILE RULE, "\n[rule]\nexempt = maybe\n", "",
	CONF_D "/10-a.conf:3: expected yes: \"maybe\""},
    {"no section goes on into the next file", PROFILE RULE, "deny = yes\n", "",
	CONF_D "/10-a.conf:1: a key before any section: \"deny\""},
    {"nor a line", PROFILE "[rule]\nexempt =", "yes\n", "",
	CONF ":6: expected yes: \"\""},
    {"a section of another file's name", PROFILE RULE, "", PROFILE,
	CONF_D
	"/20-b.conf:1: duplicate section: another file has it: \"test\""},
    {"defaults for the second time", "[defaults]\n" PROFILE RULE,
	"[defaults]\n", "",
	CONF_D "/10-a.conf:1: duplicate section: another file has it: "
	       "\"defaults\""},
    {"a profile that no file has", PROFILE RULE, "",
	DENY "[rule]\nprofile = q\n",
	CONF_D "/20-b.conf:3: profile names no profile: \"q\""},
    {"the first of mistakes in two files", PROFILE RULE, "\n\nx\n", "[y]\n",
	CONF_D "/10-a.conf:3: expected key = value: \"x\""},
    {"a form feed", PROFILE RULE, "# page\f\n", "",
	CONF_D "/10-a.conf: it has a form feed"},
    {"a file within a file", PROFILE RULE, "\f" CONF "\n" DENY, "",
	CONF_D "/10-a.conf: it has a form feed"},
    {"a form feed in the first", "\f" A "\n" PROFILE RULE, "", "",
	CONF ": it has a form feed"},
};

static void
mistaken(const void *arg)
{
	const struct mistake *c = arg;
	struct host h = {0};

	world_conf(c->conf);
	include("10-a.conf", c->a);
	include("20-b.conf", c->b);
	host_start(&h, "sshd", "alice");
	session_config_refused(&h, c->log);
}

/* The rule that decides is named by its own file and line. */
static void
rule_is_named(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_conf(PROFILE "[rule]\nuser = bob\nprofile = test\n");
	include("10-a.conf", "[rule]\ngroup = bob\nexempt = yes\n");
	include("20-b.conf", "\n" DENY);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_PERM_DENIED);
	expect_text(h.log,
	    "notice user=alice step=policy: denied by " CONF_D
	    "/20-b.conf:2\n");
}

static void
of_a_user(const char *path)
{
	expect(chown(path, ALICE_UID, 0) == 0);
}

static void
of_the_group(const char *path)
{
	expect(chmod(path, 0775) == 0);
}

static void
of_the_world(const char *path)
{
	expect(chmod(path, 0757) == 0);
}

static void
by_a_link(const char *path)
{
	expect(rename(path, CONF_HOME "/elsewhere") == 0 &&
	    symlink(CONF_HOME "/elsewhere", path) == 0);
}

static void
make_directory(const char *path)
{
	expect(unlink(path) == 0 && mkdir(path, 0755) == 0);
}

static void
make_fifo(const char *path)
{
	expect(unlink(path) == 0 && mkfifo(path, 0600) == 0);
}

static void
make_file(const char *path)
{
	expect(unlink(A) == 0 && rmdir(path) == 0);
	world_file(path, "", 0644);
}

static void
make_long(const char *path)
{
	expect(truncate(path, 256 * 1024 + 1) == 0);
}

static const struct untrusted {
	const char *reason, *path;
	void (*spoil)(const char *path);
	const char *log;
} untrusted[] = {
    {"a user's", A, of_a_user, NOT_ROOTS},
    {"the group may write it", A, of_the_group, NOT_ROOTS},
    {"everybody may write it", A, of_the_world, NOT_ROOTS},
    {"a link", A, by_a_link, ": Too many levels of symbolic links"},
    {"a directory", A, make_directory, NOT_ROOTS},
    {"a FIFO must not stop the host", A, make_fifo, NOT_ROOTS},
    {"longer than all may be", A, make_long, ": File too large"},
    {"the directory is a user's", CONF_D, of_a_user, NOT_ROOTS},
    {"the group may write the directory", CONF_D, of_the_group, NOT_ROOTS},
    {"everybody may write the directory", CONF_D, of_the_world, NOT_ROOTS},
    {"the directory is a link", CONF_D, by_a_link, ": Not a directory"},
    {"the directory is a file", CONF_D, make_file, ": Not a directory"},
};

static void
not_trusted(const void *arg)
{
	const struct untrusted *c = arg;
	struct host h = {0};
	char log[512];

	alarm(10);
	include("10-a.conf", "");
	c->spoil(c->path);
	host_start(&h, "sshd", "alice");
	snprintf(log, sizeof(log), "%s%s", c->path, c->log);
	session_config_refused(&h, log);
}

/* How many there may be, and how long together. */
static void
many_files(const void *arg)
{
	const int *count = arg;
	struct host h = {0};
	char name[32];

	for (int i = 0; i < *count; i++) {
		snprintf(name, sizeof(name), "%03d.conf", i);
		include(name, "");
	}
	host_start(&h, "sshd", "alice");
	if (*count <= 256)
		expect_int(host_authenticate(&h), PAM_SUCCESS);
	else
		session_config_refused(&h, CONF_D ": has more than 256 files");
}

static void
long_files(const void *arg)
{
	static char comment[200 * 1024];
	const int *count = arg;
	struct host h = {0};

	memset(comment, '#', sizeof(comment) - 1);
	include("10-a.conf", comment);
	include("20-b.conf", *count == 1 ? "" : comment);
	host_start(&h, "sshd", "alice");
	if (*count == 1)
		expect_int(host_authenticate(&h), PAM_SUCCESS);
	else
		session_config_refused(&h,
		    CONF_D "/20-b.conf: the files are 262144 bytes at the "
			   "most");
}

int
main(int argc, char **argv)
{
	static const char *const others[] = {".hidden.conf", ".conf", "README",
	    "x.conf~", "x.conf.dpkg-new", "x.CONF", "conf", "xconf"};
	static const int counts[] = {256, 257}, halves[] = {1, 2};

	if (!host_begin(argc, argv))
		return 2;
	host_test("read", "in order, then the rules", in_order, NULL);
	host_test("read", "an empty directory", no_files, NULL);
	host_test("read", "conf= and nothing else", named_file_is_all, NULL);
	for (size_t i = 0; i < COUNT(others); i++)
		host_test("not read", others[i], ignored, others[i]);
	for (size_t i = 0; i < COUNT(mistakes); i++)
		host_test(
		    "refused", mistakes[i].reason, mistaken, &mistakes[i]);
	host_test("rule", "named by its file and line", rule_is_named, NULL);
	for (size_t i = 0; i < COUNT(untrusted); i++)
		host_test(
		    "refused", untrusted[i].reason, not_trusted, &untrusted[i]);
	host_test("read", "256 files", many_files, &counts[0]);
	host_test("refused", "257 files", many_files, &counts[1]);
	host_test("read", "a long one", long_files, &halves[0]);
	host_test("refused", "too long together", long_files, &halves[1]);
	return tap_end();
}
