/* LoginSession: sudo below tmux, the login's proof, records that are none. */

#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/life.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define CONFIG(mfa)                                                         \
	"[defaults]\nregion = eu-west-1\n"                                  \
	"[profile test]\ncredential_source = UserKey\nmfa = local\n"        \
	"[profile role]\ncredential_source = LoginSession\nmfa = " mfa "\n" \
	"role_arn = arn:aws:iam::123456789012:role/R\n"                     \
	"[rule]\nservice = sshd\nprofile = test\n[rule]\nprofile = role\n"
#define NAME "PAM_STS_SESSION"
#define NO_AUDIT_SESSION "4294967295"

static void
become_sudo(const void *arg)
{
	static const char *const line[] = {"sudo", "id", NULL};
	char variable[64];
	const char *const environment[] = {variable, NULL};

	(void)arg;
	snprintf(variable, sizeof(variable), NAME "=%s", world_first(RECORDS));
	host_execute(line, environment);
}

static void
give_role(void)
{
	static const struct given role = {"role", 0, REGION, NULL};

	script_prepared(STATUS_OK, NULL);
	script_give(FAKE_ANSWER, &role);
}

static bool
has_record(void)
{
	return strncmp(script_state(OBTAIN, "fd4"), "file r ", 7) == 0;
}

static const char *
audit_session(void)
{
	return world_read("/proc/self/sessionid");
}

/* As pam_loginuid does; a machine whose tests run in a login has one. */
static void
begin_audit_session(void)
{
	FILE *f;

	if (strcmp(audit_session(), NO_AUDIT_SESSION) != 0)
		return;
	f = fopen("/proc/self/loginuid", "we");
	if (f == NULL || fprintf(f, "%d", ALICE_UID) < 0 || fclose(f) != 0 ||
	    strcmp(audit_session(), NO_AUDIT_SESSION) == 0)
		tap_skip("the kernel sets no audit session here");
}

/* A login that stays, and is no ancestor of this process's children. */
static pid_t
log_in_beside(void)
{
	struct host h = {0};
	pid_t pid = fork();

	if (pid == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		session_open(&h);
		fflush(stdout);
		for (;;)
			pause();
	}
	for (int ms = 0; ms < 10000 && world_entries(RECORDS) == 0; ms++)
		usleep(1000);
	expect_int(world_entries(RECORDS), 1);
	return pid;
}

static void
die_unreaped(pid_t pid)
{
	siginfo_t si;

	expect(kill(pid, SIGKILL) == 0 &&
	    waitid(P_PID, (id_t)pid, &si, WEXITED | WNOWAIT) == 0);
}

static const struct beside {
	const char *reason;
	bool audited, dead;
	const char *value; /* put into the record; "": as it is */
	bool found;
} besides[] = {
    {"in its audit session", true, false, "", true},
    {"in that of a dead one, not yet reaped", true, true, "", false},
    {"in another audit session", true, false, "7", false},
    {"in an audit session, and the login in none", true, false, NULL, false},
    {"in none, as the login", false, false, "", false},
    {"in none, and the record says none", false, false, NO_AUDIT_SESSION,
	false},
};

static void
not_below(const void *arg)
{
	const struct beside *c = arg;
	struct host h = {0};
	char path[128];
	pid_t login;

	if (tap_is_taken_over()) {
		give_role();
		host_sudo(&h);
		expect_int(host_authenticate(&h), PAM_SUCCESS);
		expect_int(has_record(), c->found);
		return;
	}
	if (c->audited)
		begin_audit_session();
	else if (strcmp(audit_session(), NO_AUDIT_SESSION) != 0)
		tap_skip("this is in an audit session itself");
	world_conf(CONFIG("local"));
	login = log_in_beside();
	snprintf(path, sizeof(path), RECORDS "/%s", world_first(RECORDS));
	if (c->value == NULL || c->value[0] != '\0')
		session_store(path, 0, TAG_AUDIT, c->value);
	if (c->dead)
		die_unreaped(login);
	tap_aside(become_sudo, NULL);
	expect(kill(login, SIGKILL) == 0);
}

/* mfa = none asks nobody: what is told is how and when the login was proven.
 * A code that is asked for now is told instead. */
static const struct proof {
	const char *reason, *mfa, *proof;
	int seconds; /* since the login */
	const char *told;
	int least, most; /* its age; -1: none is told */
} proofs[] = {
    {"a code, just now", "none", "totp", 0, "totp", 0, 10},
    {"a code, two minutes ago", "none", "totp", 120, "totp", 120, 130},
    {"none", "none", "none", 60, "none", -1, -1},
    {"none, and a code now", "local", "none", 60, "totp", 0, 1},
    {"a code, and another now", "local", "totp", 60, "totp", 0, 1},
    {"a code in the future", "none", "totp", -60, "totp", 0, 0},
};

static void
check_proof(const struct proof *c)
{
	const char *told = script_field(OBTAIN, 1, TAG_AGE);
	int age = told[0] == '\0' ? -1 : atoi(told);

	expect_text(script_field(OBTAIN, 1, TAG_PROOF), c->told);
	if (!expect(age >= c->least && age <= c->most))
		printf("#   age %d\n", age);
}

static void
proof_is_told(const void *arg)
{
	const struct proof *c = arg;
	struct host h = {0};
	struct timespec t;
	char stamp[32];

	clock_gettime(CLOCK_BOOTTIME, &t);
	if (tap_is_taken_over()) {
		give_role();
		host_sudo(&h);
		if (strcmp(c->mfa, "none") != 0)
			expect_int(host_authenticate(&h), PAM_SUCCESS);
		expect_int(host_open_for(&h, "root"), PAM_SUCCESS);
		expect(has_record());
		expect_int(world_entries(SESSIONS), 2);
		check_proof(c);
		return;
	}
	if (t.tv_sec <= c->seconds)
		tap_skip("this machine was started just now");
	world_conf(
	    strcmp(c->mfa, "none") == 0 ? CONFIG("none") : CONFIG("local"));
	session_open(&h);
	snprintf(
	    stamp, sizeof(stamp), "%lld", (long long)t.tv_sec - c->seconds);
	session_store(session_record(&h), 0, TAG_STAMP, stamp);
	session_store(session_record(&h), 0, TAG_PROOF, c->proof);
	tap_aside(become_sudo, NULL);
}

/* In the record's place: nothing that only root can have made there is
 * believed, and nobody is asked to. */
static void
make_garbage(const char *path)
{
	world_file(path, "STS1", 0600);
}

static void
make_empty(const char *path)
{
	world_file(path, "", 0600);
}

static void
make_link(const char *path)
{
	expect(rename(path, SCRATCH "/record") == 0 &&
	    symlink(SCRATCH "/record", path) == 0);
}

static void
make_fifo(const char *path)
{
	expect(unlink(path) == 0 && mkfifo(path, 0600) == 0);
}

static void
make_ticket(const char *path)
{
	struct host h = {0};

	host_log_in(&h, "sshd");
	expect(rename(session_ticket(&h), path) == 0);
}

static void
of_a_user(const char *path)
{
	(void)path;
	expect(chown(RECORDS, ALICE_UID, 0) == 0);
}

static const struct spoilt {
	const char *reason;
	void (*spoil)(const char *path);
} spoilt[] = {
    {"garbage", make_garbage},
    {"an empty file", make_empty},
    {"a link to one", make_link},
    {"a FIFO must not stop the host", make_fifo},
    {"a ticket", make_ticket},
    {"a directory of the user's", of_a_user},
};

static void
no_record(const void *arg)
{
	const struct spoilt *c = arg;
	struct host h = {0};

	alarm(10);
	if (tap_is_taken_over()) {
		give_role();
		host_sudo(&h);
		expect_int(host_authenticate(&h), PAM_SERVICE_ERR);
		expect_int(world_entries(TICKETS), 0);
		return;
	}
	world_conf(CONFIG("local"));
	session_open(&h);
	life_kill_keeper(host_env(&h, NAME)); /* it ends with its record */
	c->spoil(session_record(&h));
	tap_aside(become_sudo, NULL);
	expect_int(script_starts(OBTAIN), script_starts(VERIFY));
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(besides); i++)
		host_test("beside its leader", besides[i].reason, not_below,
		    &besides[i]);
	for (size_t i = 0; i < COUNT(proofs); i++)
		host_test("the login's proof", proofs[i].reason, proof_is_told,
		    &proofs[i]);
	for (size_t i = 0; i < COUNT(spoilt); i++)
		host_test("no record", spoilt[i].reason, no_record, &spoilt[i]);
	return tap_end();
}
