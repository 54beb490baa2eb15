/* File systems without room: nothing half-written, nobody let in by it. */

#include <sys/mount.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

static void
mount_run(const char *options)
{
	expect(mkdir(RUN_DIR, 0711) == 0 &&
	    mount("tmpfs", RUN_DIR, "tmpfs", 0, options) == 0);
}

static void
unmount_run(void)
{
	expect(umount(RUN_DIR) == 0);
}

/* Fill the file system until not a byte fits. */
static void
fill(void)
{
	static const char zeros[4096];
	int fd = open(RUN_DIR "/filler", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	while (fd != -1 && write(fd, zeros, sizeof(zeros)) > 0)
		;
	expect(fd != -1 && errno == ENOSPC);
	close(fd);
}

static void
full_at_authenticate(const void *arg)
{
	struct host h = {0};

	(void)arg;
	mount_run("mode=711,size=64k");
	fill();
	host_start(&h, "sshd", "alice");
	session_no_ticket(&h, "No space left on device");
	unmount_run();
}

static void
full_at_open(const void *arg)
{
	struct host h = {0};

	(void)arg;
	mount_run("mode=711,size=64k");
	host_log_in(&h, "sshd");
	fill();
	/* The ticket's page is free again once it is taken: one file fits,
	 * the second does not. */
	session_refused(&h, "No space left on device");
	unmount_run();
}

static void
no_inodes(const void *arg)
{
	const bool *at_open = arg;
	struct host h = {0};
	char path[128];

	mount_run("mode=711,nr_inodes=8");
	host_start(&h, "sshd", "alice");
	if (*at_open)
		expect_int(host_authenticate(&h), PAM_SUCCESS);
	for (int i = 0; i < 8; i++) {
		snprintf(path, sizeof(path), RUN_DIR "/%d", i);
		(void)mkdir(path, 0700);
	}
	if (*at_open)
		session_refused(&h, "No space left on device");
	else
		session_no_ticket(&h, "No space left on device");
	unmount_run();
}

static void
read_only(const void *arg)
{
	const bool *at_open = arg;
	struct host h = {0};

	mount_run("mode=711");
	expect(mkdir(TICKETS, 0700) == 0);
	host_start(&h, "sshd", "alice");
	if (*at_open)
		world_profile("none", "");
	expect(mount(NULL, RUN_DIR, NULL, MS_REMOUNT | MS_RDONLY, NULL) == 0);
	if (*at_open)
		session_refused(&h, "Read-only file system");
	else
		session_no_ticket(&h, "Read-only file system");
	unmount_run();
}

/* A ticket that cannot be removed cannot be trusted to be used once. */
static void
ticket_stays(const void *arg)
{
	struct host h = {0};

	(void)arg;
	mount_run("mode=711");
	host_log_in(&h, "sshd");
	expect(mount(NULL, RUN_DIR, NULL, MS_REMOUNT | MS_RDONLY, NULL) == 0);
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(h.log,
	    "info user=alice step=open: no credentials: the ticket is not "
	    "valid\n");
	expect_int(world_entries(SESSIONS), 0);
	unmount_run();
}

int
main(int argc, char **argv)
{
	static const bool at_open[] = {false, true};

	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(at_open); i++) {
		const char *where = at_open[i] ? "open" : "authenticate";

		host_test(where, "no inode left", no_inodes, &at_open[i]);
		host_test(where, "/run is read-only", read_only, &at_open[i]);
	}
	host_test("authenticate", "/run is full", full_at_authenticate, NULL);
	host_test("open", "/run is full", full_at_open, NULL);
	host_test("open", "the ticket stays", ticket_stays, NULL);
	return tap_end();
}
