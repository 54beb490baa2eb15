/* How sessions end: closed by whoever may, or by what happens to the process
 * that leads them, to their keeper, or to their credentials. */

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/life.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define SESSION "PAM_STS_SESSION"
#define KEEP "user=alice session=ID step=keep: "
#define EXPIRED "info " KEEP "the credentials have expired\n"

static void
leader_is_killed(const void *arg)
{
	struct life l;

	(void)arg;
	life_begin(&l, NULL);
	expect_int(world_entries(life_file(&l, "")), 4);
	expect(life_keeper(l.id) > 0);
	life_kill_leader(&l);
	life_over(&l);
	expect_text(world_keeper_log(),
	    "notice " KEEP "its leader is gone; credentials removed\n");
}

/* What the user put there goes too, but not what it leads to. */
static void
files_of_his_own(const void *arg)
{
	struct life l;

	(void)arg;
	world_file(SCRATCH "/victim", "a victim", 0600);
	life_begin(&l, NULL);
	world_file(life_file(&l, "notes"), "his", 0600);
	expect(symlink(SCRATCH "/victim", life_file(&l, "link")) == 0);
	expect(symlink(SCRATCH, life_file(&l, "directory")) == 0);
	expect(mkdir(life_file(&l, "empty"), 0700) == 0);
	life_kill_leader(&l);
	life_over(&l);
	expect_text(world_read(SCRATCH "/victim"), "a victim");
}

static void
execute(int number)
{
	(void)number;
	(void)execl("/bin/sleep", "sleep", "1000", (char *)NULL);
	_exit(1);
}

static void
open_and_execute(struct host *h)
{
	session_open(h);
	expect(signal(SIGUSR1, execute) != SIG_ERR);
}

/* The process is the same, whatever it runs. */
static void
leader_executes(const void *arg)
{
	struct life l;
	char comm[64];
	pid_t keeper;

	(void)arg;
	life_begin(&l, open_and_execute);
	keeper = life_keeper(l.id);
	snprintf(comm, sizeof(comm), "/proc/%d/comm", (int)l.leader);
	expect(kill(l.leader, SIGUSR1) == 0);
	expect_soon(strcmp(world_read(comm), "sleep\n") == 0);
	expect(life_keeper(l.id) == keeper);
	expect_int(world_entries(life_file(&l, "")), 4);
	life_kill_leader(&l);
	life_over(&l);
}

/* Its user's socket, below a directory that is root's. */
static void
desk_is_his(const void *arg)
{
	struct stat st;
	struct life l;

	(void)arg;
	life_begin(&l, NULL);
	expect(lstat(life_desk(&l), &st) == 0 &&
	    st.st_mode == (S_IFSOCK | 0600) && st.st_uid == ALICE_UID);
	expect(stat(KEEPERS, &st) == 0 && st.st_mode == (S_IFDIR | 0711) &&
	    st.st_uid == 0);
	expect_int(world_entries(KEEPERS), 1);
}

/* Whoever closes it does not wait for its keeper. */
static void
closed(const void *arg)
{
	struct host h = {0};
	pid_t keeper;

	(void)arg;
	session_open(&h);
	keeper = life_keeper(host_env(&h, SESSION));
	expect(kill(keeper, SIGSTOP) == 0);
	expect_int(host_close(&h), PAM_SUCCESS);
	session_gone(&h);
	expect_int(host_close(&h), PAM_SUCCESS);
	session_gone(&h);
	expect(kill(keeper, SIGCONT) == 0);
	expect_soon(life_keeper(host_env(&h, SESSION)) == 0);
	expect_int(world_entries(KEEPERS), 0);
	expect_text(world_keeper_log(), "");
}

static void
closed_when_its_keeper_was_killed(const void *arg)
{
	struct host h = {0};

	(void)arg;
	session_open(&h);
	life_kill_keeper(host_env(&h, SESSION));
	expect_int(host_close(&h), PAM_SUCCESS);
	session_gone(&h);
	expect_int(world_entries(RECORDS), 0);
	expect_int(world_entries(KEEPERS), 0);
}

static void
closed_elsewhere(const void *arg)
{
	struct life l;

	(void)arg;
	life_begin(&l, NULL);
	life_close(&l, 0);
	life_over(&l);
	expect_text(world_keeper_log(), "");
}

/* He may not touch the record; his files are gone, and the keeper does the
 * rest. */
static void
closed_by_its_user(const void *arg)
{
	struct life l;

	(void)arg;
	life_begin(&l, NULL);
	life_close(&l, ALICE_UID);
	expect_int(world_entries(life_file(&l, "")), 0);
	expect_int(access(life_record(&l), F_OK), 0);
	expect(life_keeper(l.id) > 0);
	life_kill_leader(&l);
	life_over(&l);
}

/* Nobody renews what a code gave.  `pam-sts renew` can bring it back: the
 * session stays. */
static void
expired(const void *arg)
{
	struct life l;

	(void)arg;
	world_profile("sts", "");
	script_prepared(STATUS_OK, NULL);
	script_credentials_until(FAKE_ANSWER, life_moment(2));
	life_begin(&l, NULL);
	expect_soon(world_entries(life_file(&l, "")) == 2);
	expect_int(access(life_file(&l, "info"), F_OK), 0);
	expect_int(access(life_file(&l, "config"), F_OK), 0);
	expect_int(session_stored_count(life_record(&l)), 3);
	expect_int(access(life_desk(&l), F_OK), 0);
	expect(life_keeper(l.id) > 0);
	life_kill_leader(&l);
	life_over(&l);
	expect(strncmp(world_keeper_log(), EXPIRED, strlen(EXPIRED)) == 0);
}

/* As when the machine goes down. */
static void
told_to_end(const void *arg)
{
	const int *number = arg;
	struct life l;

	life_begin(&l, NULL);
	expect(kill(life_keeper(l.id), *number) == 0);
	life_over(&l);
	expect_text(world_keeper_log(),
	    "notice " KEEP "told to end; credentials removed\n");
}

/* It sees so when it wakes, and any visit to its desk wakes it. */
static void
record_is_removed(const void *arg)
{
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	struct life l;
	int fd;

	(void)arg;
	life_begin(&l, NULL);
	expect(unlink(life_record(&l)) == 0);
	fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	strcpy(to.sun_path, life_desk(&l));
	expect(connect(fd, (const struct sockaddr *)&to, sizeof(to)) == 0);
	close(fd);
	life_over(&l);
	expect_text(world_keeper_log(), "");
}

int
main(int argc, char **argv)
{
	static const int ends[] = {SIGTERM, SIGINT, SIGHUP};

	if (!host_begin(argc, argv))
		return 2;
	host_test("leader", "killed", leader_is_killed, NULL);
	host_test("leader", "killed; files of his own", files_of_his_own, NULL);
	host_test("leader", "executes something", leader_executes, NULL);
	host_test("socket", "its user's", desk_is_his, NULL);
	host_test("closed", "its keeper sleeps", closed, NULL);
	host_test("closed", "its keeper was killed",
	    closed_when_its_keeper_was_killed, NULL);
	host_test("closed", "elsewhere", closed_elsewhere, NULL);
	host_test("closed", "by its user", closed_by_its_user, NULL);
	host_test("expired", "the session stays", expired, NULL);
	for (size_t i = 0; i < COUNT(ends); i++)
		host_test("keeper", strsignal(ends[i]), told_to_end, &ends[i]);
	host_test("record", "removed", record_is_removed, NULL);
	return tap_end();
}
