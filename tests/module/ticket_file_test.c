/* Files that stand where a ticket should, and are none, or not any more. */

#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/bundle.h"
#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define NAME "PAM_STS_TICKET"
#define NO_CREDENTIALS "info user=alice step=open: no credentials: "
#define INVALID NO_CREDENTIALS "the ticket is not valid\n"
#define OLD            \
	NO_CREDENTIALS \
	"the ticket is old, or of another service, user or target\n"

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
	expect(truncate(path, BUNDLE_MAX + 1) == 0);
}

static off_t
size_of(const char *path)
{
	struct stat st;

	expect(stat(path, &st) == 0);
	return st.st_size;
}

static void
make_shorter(const char *path)
{
	expect(truncate(path, size_of(path) - 1) == 0);
}

/* Cut it behind the first message, or the second. */
static void
keep_messages(const char *path, int count)
{
	const unsigned char *p = (const unsigned char *)world_read(path);
	off_t n = 0;

	for (; count > 0; count--)
		n += 4 + p[n + 2] * 256 + p[n + 3];
	expect(n < size_of(path) && truncate(path, n) == 0);
}

static void
make_header(const char *path)
{
	keep_messages(path, 1);
}

static void
make_base(const char *path)
{
	keep_messages(path, 2);
}

static void
make_request(const char *path)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);

	expect(fd != -1 && write(fd, "\0\0\0\10STS1\5\0\0\0", 12) == 12);
	close(fd);
}

/* The record of another session: it has all that a ticket has, and more. */
static void
make_record(const char *path)
{
	struct host h = {0};

	session_open(&h);
	expect(rename(session_record(&h), path) == 0);
	expect_int(host_close(&h), PAM_SUCCESS);
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
    {"a ticket longer than any", make_huge},
    {"a ticket cut short", make_shorter},
    {"a ticket without credentials", make_header},
    {"a ticket with the base alone", make_base},
    {"a message of another kind", make_request},
    {"a record", make_record},
    {"a FIFO must not stop the host", make_fifo},
    {"a symbolic link to a ticket", make_link},
    {"a directory", make_directory},
};

static void
no_ticket_file(const void *arg)
{
	const struct file_case *c = arg;
	struct host h = {0};

	alarm(10);
	host_log_in(&h, "sshd");
	c->make(session_ticket(&h));
	session_not_taken(&h, INVALID);
}

/* A directory that is not root's alone holds no tickets. */
static void
untrusted_directory(const void *arg)
{
	const char *const *dir = arg;
	struct host h = {0};

	host_log_in(&h, "sshd");
	expect(chown(*dir, ALICE_UID, 0) == 0);
	session_not_taken(&h, INVALID);
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

static uint64_t
boot_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (uint64_t)t.tv_sec;
}

static const struct age_case {
	const char *reason;
	int seconds;
	bool taken;
} ages[] = {
    {"a minute", 60, true},
    {"a second over its time", TICKET_SECONDS + 1, false},
    {"twice its time", 2 * TICKET_SECONDS, false},
    {"from the future", -60, false},
};

static void
of_age(const void *arg)
{
	const struct age_case *c = arg;
	uint64_t now = boot_seconds();
	struct host h = {0};
	char stamp[32];

	if (c->seconds > 0 && (uint64_t)c->seconds > now)
		tap_skip("this machine was started just now");
	host_log_in(&h, "sshd");
	snprintf(stamp, sizeof(stamp), "%llu",
	    (unsigned long long)(now - (uint64_t)c->seconds));
	session_store(session_ticket(&h), 0, TAG_STAMP, stamp);
	if (!c->taken) {
		session_not_taken(&h, OLD);
		expect_int(world_entries(TICKETS), 0);
		return;
	}
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS), 1);
}

static void
of_no_age(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_log_in(&h, "sshd");
	session_store(session_ticket(&h), 0, TAG_STAMP, "99999999999999999999");
	session_not_taken(&h, OLD);
}

int
main(int argc, char **argv)
{
	static const char *const dirs[] = {TICKETS, RUN_DIR};

	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(files); i++)
		host_test(
		    "not a ticket", files[i].reason, no_ticket_file, &files[i]);
	for (size_t i = 0; i < COUNT(dirs); i++)
		host_test("a user's directory", dirs[i], untrusted_directory,
		    &dirs[i]);
	host_test(
	    "a false ticket", "mfa = none", false_ticket_without_mfa, NULL);
	for (size_t i = 0; i < COUNT(ages); i++)
		host_test("age of a ticket", ages[i].reason, of_age, &ages[i]);
	host_test("age of a ticket", "out of range", of_no_age, NULL);
	return tap_end();
}
