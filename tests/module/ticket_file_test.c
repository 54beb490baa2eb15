/* Files that stand where a ticket should, and are none. */

#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/limits.h"
#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/tap.h"

#define NAME "PAM_STS_TICKET"
#define INVALID                                                         \
	"info user=alice step=open: no credentials: the ticket is not " \
	"valid\n"

/* No credentials, no error, one line, and the variable is gone. */
static void
check_not_taken(struct host *h, const char *log)
{
	expect_int(host_open(h), PAM_SUCCESS);
	expect_text(h->log, log);
	expect_text(h->talk, "");
	expect(pam_getenv(h->pamh, NAME) == NULL);
	expect_text(host_env(h, "AWS_SHARED_CREDENTIALS_FILE"), "");
	expect_int(world_entries(SESSIONS), 0);
	expect_int(script_starts(OBTAIN), script_starts(VERIFY));
}

static void
ticket_path(char path[static 256], const char *name)
{
	snprintf(path, 256, TICKETS "/%s", name);
}

/* In the place of a ticket: something else. */
static void
make_garbage(const char *path)
{
	world_file(path, "STS1 is how a ticket starts\n", 0600);
}

static void
make_empty(const char *path)
{
	world_file(path, "", 0600);
}

static void
make_longer(const char *path)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);

	expect(fd != -1 && write(fd, "\n", 1) == 1);
	close(fd);
}

static void
make_huge(const char *path)
{
	expect(truncate(path, MESSAGE_MAX + 1) == 0);
}

static void
make_request(const char *path)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);

	expect(fd != -1 && write(fd, "STS1\5\0\0\0", 8) == 8);
	close(fd);
}

static void
make_fifo(const char *path)
{
	expect(unlink(path) == 0 && mkfifo(path, 0600) == 0);
}

static void
make_link(const char *path)
{
	expect(rename(path, SCRATCH "/a-real-ticket") == 0 &&
	    symlink(SCRATCH "/a-real-ticket", path) == 0);
}

static void
make_directory(const char *path)
{
	expect(unlink(path) == 0 && mkdir(path, 0700) == 0);
}

static const struct file_case {
	const char *reason;
	void (*make)(const char *path);
} files[] = {
    {"garbage", make_garbage},
    {"an empty file", make_empty},
    {"a ticket with a byte more", make_longer},
    {"a ticket longer than a message", make_huge},
    {"a message of another kind", make_request},
    {"a FIFO must not stop the host", make_fifo},
    {"a symbolic link to a ticket", make_link},
    {"a directory", make_directory},
};

static void
no_ticket_file(const void *arg)
{
	const struct file_case *c = arg;
	struct host h = {0};
	char path[256];

	alarm(10);
	host_log_in(&h, "sshd");
	ticket_path(path, host_env(&h, NAME));
	c->make(path);
	check_not_taken(&h, INVALID);
}

/* A directory that is not root's alone holds no tickets. */
static void
untrusted_directory(const void *arg)
{
	const char *const *dir = arg;
	struct host h = {0};

	host_log_in(&h, "sshd");
	expect(chown(*dir, ALICE_UID, 0) == 0);
	check_not_taken(&h, INVALID);
	expect_int(host_authenticate(&h), PAM_SERVICE_ERR);
	expect_text(h.log,
	    "err user=alice profile=test session=ID step=obtain: set-up "
	    "error: the ticket cannot be written: Operation not permitted\n");
	expect_text(host_env(&h, NAME), "");
}

/* A false ticket does not stand in the way of a profile without a code. */
static void
false_ticket_without_mfa(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_profile("none", "");
	host_start(&h, "cron", "alice");
	expect_int(pam_putenv(h.pamh, NAME "=0123456789abcdef0123456789abcdef"),
	    PAM_SUCCESS);
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS "/1001"), 1);
}

int
main(int argc, char **argv)
{
	static const char *const dirs[] = {TICKETS, RUN_DIR};

	if (argc != 2)
		return 2;
	host_module(argv[1]);
	world_up();
	for (size_t i = 0; i < COUNT(files); i++)
		host_test(
		    "not a ticket", files[i].reason, no_ticket_file, &files[i]);
	for (size_t i = 0; i < COUNT(dirs); i++)
		host_test("a user's directory", dirs[i], untrusted_directory,
		    &dirs[i]);
	host_test(
	    "a false ticket", "mfa = none", false_ticket_without_mfa, NULL);
	return tap_end();
}
