/* Tickets: what carries credentials from authenticate to open_session, and
 * everything that must not be taken for one. */

#include <sys/stat.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/limits.h"
#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define NAME "PAM_STS_TICKET"
#define HEX32 "0123456789abcdef0123456789abcdef"
#define NO_CREDENTIALS "info user=alice step=open: no credentials: "
#define NONE NO_CREDENTIALS "no code was given for this session\n"
#define INVALID NO_CREDENTIALS "the ticket is not valid\n"
#define OTHERS         \
	NO_CREDENTIALS \
	"the ticket is old, or of another service, user or target\n"

static void
put(const struct host *h, const char *value)
{
	char text[512];

	snprintf(text, sizeof(text), NAME "=%s", value);
	expect_int(pam_putenv(h->pamh, text), PAM_SUCCESS);
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
	session_not_taken(&h, c->log);
	expect_int(world_entries(TICKETS), 1);
}

static void
as_stored(const void *arg)
{
	struct host h = {0};
	struct stat st;

	(void)arg;
	script_prepared(STATUS_OK, NULL);
	script_credentials(FAKE_ANSWER, ARN);
	umask(0);
	expect(setresgid(ALICE_UID, ALICE_UID, 0) == 0);
	host_log_in(&h, "sshd");
	expect(strlen(host_env(&h, NAME)) == TICKET_HEX);
	expect(stat(session_ticket(&h), &st) == 0 &&
	    st.st_mode == (S_IFREG | 0600) && st.st_uid == 0 && st.st_gid == 0);
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

/* The second code's ticket takes the place of the first's. */
static void
given_twice(const void *arg)
{
	struct host h = {0};
	char first[64];

	(void)arg;
	host_log_in(&h, "sshd");
	snprintf(first, sizeof(first), "%s", host_env(&h, NAME));
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_int(world_entries(TICKETS), 1);
	expect(strcmp(host_env(&h, NAME), first) != 0);
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_int(world_entries(TICKETS), 0);
}

/* Another name in the same handle, as login asks for at a second try. */
static void
of_another_name(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_log_in(&h, "login");
	expect_int(host_open_for(&h, "bob"), PAM_PERM_DENIED);
	expect(strstr(h.log, "not whom authenticate decided for") != NULL);
	expect_int(world_entries(SESSIONS), 0);
	expect_int(world_entries(TICKETS), 0);
}

static void
of_another_service(const void *arg)
{
	struct host h = {0}, other = {0};

	(void)arg;
	host_log_in(&h, "sshd");
	host_start(&other, "su", "alice");
	put(&other, host_env(&h, NAME));
	session_not_taken(&other, OTHERS);
	expect_int(world_entries(TICKETS), 0);
}

/* Who opens, under which real uid: sudo authenticates the caller and opens
 * for the target; nobody else may use somebody's ticket. */
static const struct people {
	const char *reason, *asked, *user, *ruser;
	uid_t real;
	enum { TAKEN, LEFT, UNNAMED } then;
} people[] = {
    {"her own, sudo to herself", "alice", "alice", "alice", ALICE_UID, TAKEN},
    {"sudo: hers, for bob", "bob", "bob", "alice", ALICE_UID, TAKEN},
    {"sudo: hers, for root", "root", "root", "alice", ALICE_UID, TAKEN},
    {"hers for bob, root's session", "bob", "root", "alice", ALICE_UID, LEFT},
    {"hers for root, bob's session", "root", "bob", "alice", ALICE_UID, LEFT},
    {"hers for bob, her session", "bob", "alice", "alice", ALICE_UID, LEFT},
    {"her own, bob's session", "alice", "bob", "alice", ALICE_UID, LEFT},
    {"bob with hers", "bob", "bob", NULL, 0, UNNAMED},
    {"bob with hers, and his name", "bob", "bob", "bob", BOB_UID, LEFT},
    {"bob with hers, in her name", "bob", "bob", "alice", BOB_UID, UNNAMED},
    {"sudo with root's real uid", "bob", "bob", "alice", 0, TAKEN},
    {"a name nobody has", "bob", "bob", "mallory", ALICE_UID, UNNAMED},
    {"an empty name", "bob", "bob", "", ALICE_UID, UNNAMED},
};

static void
of_people(const void *arg)
{
	const struct people *c = arg;
	const char *const line[] = {"sudo", "-u", c->asked, "id", NULL};
	struct host h = {0}, other = {0};

	if (!tap_is_taken_over())
		host_execute(line, NULL);
	host_log_in(&h, "sudo");
	host_start(&other, "sudo", c->user);
	put(&other, host_env(&h, NAME));
	expect_int(pam_set_item(other.pamh, PAM_RUSER, c->ruser), PAM_SUCCESS);
	expect(setresuid(c->real, 0, 0) == 0);
	expect_int(host_open(&other),
	    c->then == UNNAMED ? PAM_PERM_DENIED : PAM_SUCCESS);
	expect_int(world_entries(SESSIONS), c->then == TAKEN);
	expect_int(
	    strstr(other.log, "of another service, user or target") != NULL,
	    c->then == LEFT);
	expect_int(strstr(other.log, "sudo does not name its caller") != NULL,
	    c->then == UNNAMED);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(values); i++)
		host_test("not a ticket's name", values[i].reason, bad_value,
		    &values[i]);
	host_test("a ticket", "root's alone, used up", as_stored, NULL);
	host_test("a ticket", "in another process", in_another_process, NULL);
	host_test("a ticket", "used twice", used_twice, NULL);
	host_test("a ticket", "a second one", given_twice, NULL);
	host_test("a ticket", "another name", of_another_name, NULL);
	host_test("a ticket", "another service", of_another_service, NULL);
	for (size_t i = 0; i < COUNT(people); i++)
		host_test(
		    "whose ticket", people[i].reason, of_people, &people[i]);
	return tap_end();
}
