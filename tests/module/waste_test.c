/* pam-sts-keeper --sweep: what logins left that opened no session, or were
 * killed over a file. */

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/life.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define HEX16 "0123456789abcdef"

static void
make_old(const char *path)
{
	const struct timespec t[] = {{.tv_sec = 1}, {.tv_sec = 1}};

	expect(utimensat(AT_FDCWD, path, t, 0) == 0);
}

static void
half_written(const void *arg)
{
	(void)arg;
	expect_text(life_sweep(0), "");
	expect(mkdir(RUN_DIR, 0711) == 0 || errno == EEXIST);
	expect(mkdir(RECORDS, 0700) == 0);
	world_file(RECORDS "/." HEX16, "", 0600);
	make_old(RECORDS "/." HEX16);
	expect_text(life_sweep(0), "");
	expect_int(world_entries(RECORDS), 0);
}

/* A ticket is good for 120 seconds. */
static const struct age {
	const char *reason;
	int seconds; /* by its stamp */
	bool damaged, old; /* the file */
	bool removed;
} ages[] = {
    {"fresh", 0, false, false, false},
    {"100 s old", 100, false, false, false},
    {"121 s old", 121, false, false, true},
    {"fresh, though its file is not", 0, false, true, false},
    {"damaged, and fresh", 0, true, false, false},
    {"damaged, and old", 0, true, true, true},
};

static void
ticket(const void *arg)
{
	const struct age *c = arg;
	struct host h = {0};
	struct timespec t;
	char path[128], text[128] = "";

	host_log_in(&h, "sshd");
	snprintf(path, sizeof(path), "%s", session_ticket(&h));
	clock_gettime(CLOCK_BOOTTIME, &t);
	snprintf(text, sizeof(text), "%lld", (long long)t.tv_sec - c->seconds);
	session_store(path, 0, TAG_STAMP, text);
	expect(!c->damaged || truncate(path, 60) == 0);
	if (c->old)
		make_old(path);
	snprintf(text, sizeof(text), "removed ticket %s: nobody took it\n",
	    world_first(TICKETS));
	expect_text(life_sweep(0), c->removed ? text : "");
	expect_int(world_entries(TICKETS), c->removed ? 0 : 1);
}

/* It is not over while that session lives. */
static void
sudo_in_a_session(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_profile("local", "reuse_seconds = 60\n");
	expect(setsid() == getpid());
	host_sudo(&h);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_text(life_sweep(0), "");
	expect_int(world_entries(KEPT), 1);
}

/* What is kept is given to nobody when its POSIX session has ended. */
static void
kept(const void *arg)
{
	char want[256];

	(void)arg;
	tap_aside(sudo_in_a_session, NULL);
	expect_int(world_entries(KEPT), 1);
	snprintf(want, sizeof(want),
	    "removed what was kept as %s: its login or its credentials "
	    "ended\n",
	    world_first(KEPT));
	expect_text(life_sweep(0), want);
	expect_int(world_entries(KEPT), 0);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	host_test("a record", "half written", half_written, NULL);
	for (size_t i = 0; i < COUNT(ages); i++)
		host_test("a ticket", ages[i].reason, ticket, &ages[i]);
	host_test("kept", "for a session that ended", kept, NULL);
	return tap_end();
}
