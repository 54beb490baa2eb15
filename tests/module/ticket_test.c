/* Tickets: what carries credentials from authenticate to open_session, and
 * everything that must not be taken for one. */

#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/limits.h"
#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/tap.h"

#define NAME "PAM_STS_TICKET"
#define HEX32 "0123456789abcdef0123456789abcdef"
#define NO_CREDENTIALS "info user=alice step=open: no credentials: "
#define NONE NO_CREDENTIALS "no code was given for this session\n"
#define INVALID NO_CREDENTIALS "the ticket is not valid\n"
#define OTHERS         \
	NO_CREDENTIALS \
	"the ticket is old, or of another service or user\n"

static void
put(const struct host *h, const char *value)
{
	char text[512];

	snprintf(text, sizeof(text), NAME "=%s", value);
	expect_int(pam_putenv(h->pamh, text), PAM_SUCCESS);
}

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

static const struct value_case {
	const char *reason, *value, *log;
} values[] = {
    {"empty", "", INVALID},
    {"a path to the real one", "../tickets/%s", INVALID},
    {"a path into another directory", "../../etc/passwd", INVALID},
    {"an absolute path", TICKETS "/%s", INVALID},
    {"32 bytes with a slash", "./3456789abcdef0123456789abcdef0", INVALID},
    {"31 digits", "%.31s", INVALID},
    {"33 digits", "%s0", INVALID},
    {"upper case", "0123456789ABCDEF0123456789ABCDEF", INVALID},
    {"a newline behind", "%s\n", INVALID},
    {"a name nobody gave", HEX32, NONE},
};

static void
bad_value(const void *arg)
{
	const struct value_case *c = arg;
	struct host h = {0};
	char value[256], name[64];

	host_log_in(&h, "sshd");
	snprintf(name, sizeof(name), "%s", host_env(&h, NAME));
	if (strstr(c->value, "%.31s") != NULL)
		snprintf(value, sizeof(value), "%.31s", name);
	else if (strstr(c->value, "%s") != NULL) {
		const char *hole = strstr(c->value, "%s");

		snprintf(value, sizeof(value), "%.*s%s%s",
		    (int)(hole - c->value), c->value, name, hole + 2);
	} else
		snprintf(value, sizeof(value), "%s", c->value);
	put(&h, value);
	check_not_taken(&h, c->log);
	expect_int(world_entries(TICKETS), 1);
}

static void
ticket_path(char path[static 256], const char *name)
{
	snprintf(path, 256, TICKETS "/%s", name);
}

static void
as_stored(const void *arg)
{
	struct host h = {0};
	struct stat st;
	char path[256];

	(void)arg;
	script_prepared(STATUS_OK, NULL);
	script_credentials(FAKE_ANSWER, ARN);
	umask(0);
	expect(setresgid(ALICE_UID, ALICE_UID, 0) == 0);
	host_log_in(&h, "sshd");
	expect(strlen(host_env(&h, NAME)) == TICKET_HEX);
	ticket_path(path, host_env(&h, NAME));
	expect(stat(path, &st) == 0 && st.st_mode == (S_IFREG | 0600) &&
	    st.st_uid == 0 && st.st_gid == 0);
	expect(stat(TICKETS, &st) == 0 && st.st_mode == (S_IFDIR | 0700) &&
	    st.st_uid == 0);
	expect(stat(RUN_DIR, &st) == 0 && st.st_mode == (S_IFDIR | 0711) &&
	    st.st_uid == 0);
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_int(world_entries(TICKETS), 0);
	expect(pam_getenv(h.pamh, NAME) == NULL);
	expect_int(world_entries(SESSIONS "/1001"), 1);
}

/* sshd: authenticate in a child, open in another process with its env. */
static void
in_another_process(const void *arg)
{
	struct host child = {0}, monitor = {0};

	(void)arg;
	host_log_in(&child, "sshd");
	host_start(&monitor, "sshd", "alice");
	put(&monitor, host_env(&child, NAME));
	expect_int(host_open(&monitor), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS "/1001"), 1);
}

static void
used_twice(const void *arg)
{
	struct host first = {0}, second = {0};

	(void)arg;
	host_log_in(&first, "sshd");
	host_start(&second, "sshd", "alice");
	put(&second, host_env(&first, NAME));
	expect_int(host_open(&first), PAM_SUCCESS);
	expect_int(host_open(&second), PAM_SUCCESS);
	expect_text(second.log, NONE);
	expect_int(world_entries(SESSIONS "/1001"), 1);
}

static void
of_another_service(const void *arg)
{
	struct host h = {0}, other = {0};

	(void)arg;
	host_log_in(&h, "sshd");
	host_start(&other, "su", "alice");
	put(&other, host_env(&h, NAME));
	check_not_taken(&other, OTHERS);
	expect_int(world_entries(TICKETS), 0);
}

/* Who opens, under which real uid: sudo authenticates the caller and opens
 * for the target; nobody else may use somebody's ticket. */
static const struct people {
	const char *reason, *user, *ruser;
	uid_t real;
	bool taken;
} people[] = {
    {"her own", "alice", NULL, 0, true},
    {"her own, sudo to herself", "alice", "alice", ALICE_UID, true},
    {"sudo: hers, for bob", "bob", "alice", ALICE_UID, true},
    {"sudo: hers, for root", "root", "alice", ALICE_UID, true},
    {"bob with hers", "bob", NULL, 0, false},
    {"bob with hers, and his name", "bob", "bob", BOB_UID, false},
    {"bob with hers, in her name", "bob", "alice", BOB_UID, false},
    {"root's process, in her name", "bob", "alice", 0, false},
    {"a name nobody has", "bob", "mallory", ALICE_UID, false},
    {"an empty name", "bob", "", ALICE_UID, false},
};

static void
of_people(const void *arg)
{
	const struct people *c = arg;
	struct host h = {0}, other = {0};

	host_log_in(&h, "sudo");
	host_start(&other, "sudo", c->user);
	put(&other, host_env(&h, NAME));
	expect_int(pam_set_item(other.pamh, PAM_RUSER, c->ruser), PAM_SUCCESS);
	expect(setresuid(c->real, 0, 0) == 0);
	expect_int(host_open(&other), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS), c->taken);
	expect_int(
	    strstr(other.log, "of another service or user") == NULL, c->taken);
	expect_int(world_entries(TICKETS), 0);
}

static uint64_t
boot_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (uint64_t)t.tv_sec;
}

/* Rewrite the ticket's stamp. */
static void
stamp_ticket(const char *path, const char *stamp)
{
	uint8_t buf[MESSAGE_MAX], again[MESSAGE_MAX];
	struct message m;
	int fd = open(path, O_RDWR), n = fd == -1 ? -1 : 0;

	if (n == 0)
		n = (int)read(fd, buf, sizeof(buf));
	if (!expect(n > 0 && wire_parse(&m, buf, (size_t)n) == 0))
		return;
	m.field[TAG_STAMP] = span_of(stamp);
	n = wire_encode(&m, again, sizeof(again));
	expect(n > 0 && ftruncate(fd, 0) == 0 &&
	    pwrite(fd, again, (size_t)n, 0) == n);
	close(fd);
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
	char path[256], stamp[32];

	if (c->seconds > 0 && (uint64_t)c->seconds > now)
		tap_skip("this machine was started just now");
	host_log_in(&h, "sshd");
	ticket_path(path, host_env(&h, NAME));
	snprintf(stamp, sizeof(stamp), "%llu",
	    (unsigned long long)(now - (uint64_t)c->seconds));
	stamp_ticket(path, stamp);
	if (!c->taken) {
		check_not_taken(&h, OTHERS);
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
	char path[256];

	(void)arg;
	host_log_in(&h, "sshd");
	ticket_path(path, host_env(&h, NAME));
	stamp_ticket(path, "99999999999999999999");
	check_not_taken(&h, OTHERS);
}

int
main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	host_module(argv[1]);
	world_up();
	for (size_t i = 0; i < COUNT(values); i++)
		host_test("not a ticket's name", values[i].reason, bad_value,
		    &values[i]);
	host_test("a ticket", "root's alone, used up", as_stored, NULL);
	host_test("a ticket", "in another process", in_another_process, NULL);
	host_test("a ticket", "used twice", used_twice, NULL);
	host_test("a ticket", "another service", of_another_service, NULL);
	for (size_t i = 0; i < COUNT(people); i++)
		host_test(
		    "whose ticket", people[i].reason, of_people, &people[i]);
	for (size_t i = 0; i < COUNT(ages); i++)
		host_test("age of a ticket", ages[i].reason, of_age, &ages[i]);
	host_test("age of a ticket", "out of range", of_no_age, NULL);
	return tap_end();
}
