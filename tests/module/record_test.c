/* The record of a session: what root notes of it, and when that goes. */

#include <sys/stat.h>

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

#define SESSION "PAM_STS_SESSION"
#define NO_AUDIT_SESSION "4294967295"

/* The i-th field of this process's stat, as proc(5) counts them. */
static const char *
own_stat(int i)
{
	static char field[64];
	const char *p = strrchr(world_read("/proc/self/stat"), ')') + 2;

	for (int n = 3; n < i; n++)
		p = strchr(p, ' ') + 1;
	snprintf(field, sizeof(field), "%.*s", (int)strcspn(p, " \n"), p);
	return field;
}

static void
check_field(const char *path, enum tag tag, const char *want)
{
	if (!expect_text(session_stored(path, 0, tag), want))
		printf("#   field %d of %s\n", tag, path);
}

static void
check_leader(const char *path)
{
	char number[32], boot[64];

	snprintf(number, sizeof(number), "%ld", (long)getpid());
	check_field(path, TAG_LEADER, number);
	check_field(path, TAG_START, own_stat(22));
	snprintf(boot, sizeof(boot), "%.36s",
	    world_read("/proc/sys/kernel/random/boot_id"));
	check_field(path, TAG_BOOT, boot);
}

static void
check_audit(const char *path)
{
	char id[32];

	snprintf(id, sizeof(id), "%.31s", world_read("/proc/self/sessionid"));
	check_field(
	    path, TAG_AUDIT, strcmp(id, NO_AUDIT_SESSION) == 0 ? "" : id);
}

static void
check_stamp(const char *path)
{
	long long stamp = atoll(session_stored(path, 0, TAG_STAMP));
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	expect(stamp <= t.tv_sec && stamp + 5 >= t.tv_sec);
}

static void
of_a_login(const void *arg)
{
	struct host h = {0};
	const char *path;

	(void)arg;
	session_open(&h);
	path = session_record(&h);
	check_field(path, TAG_USER, "alice");
	check_field(path, TAG_TARGET, "alice");
	check_field(path, TAG_UID, "1001");
	check_field(path, TAG_SERVICE, "sshd");
	check_field(path, TAG_PROFILES, "test");
	check_field(path, TAG_SESSION, host_env(&h, SESSION));
	check_field(path, TAG_PROOF, "totp");
	check_stamp(path);
	check_leader(path);
	check_audit(path);
}

/* mfa = none: nobody was asked, and the record says so. */
static void
without_proof(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_profile("none", "");
	host_start(&h, "cron", "alice");
	expect_int(host_open(&h), PAM_SUCCESS);
	check_field(session_record(&h), TAG_PROOF, "none");
	check_field(session_record(&h), TAG_SERVICE, "cron");
	expect_int(session_stored_count(session_record(&h)), 3);
}

/* Whose it is, is who owns the session. */
static void
of_sudo(const void *arg)
{
	struct host h = {0};
	const char *path;

	(void)arg;
	host_sudo(&h);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_int(host_open_for(&h, "root"), PAM_SUCCESS);
	path = session_record(&h);
	check_field(path, TAG_USER, "alice");
	check_field(path, TAG_TARGET, "root");
	check_field(path, TAG_UID, "0");
	/* A base for neither, but for its own renewal. */
	expect_int(session_stored_count(path), 3);
	expect_int(host_close(&h), PAM_SUCCESS);
	session_gone(&h);
}

static void
roots_alone(const void *arg)
{
	const mode_t *mask = arg;
	struct host h = {0};
	struct stat st;

	umask(*mask);
	expect(setresgid(ALICE_UID, ALICE_UID, 0) == 0);
	session_open(&h);
	expect(stat(session_record(&h), &st) == 0 &&
	    st.st_mode == (S_IFREG | 0600) && st.st_uid == 0 && st.st_gid == 0);
	expect(stat(RECORDS, &st) == 0 && st.st_mode == (S_IFDIR | 0700) &&
	    st.st_uid == 0);
}

static void
one_of_two(const void *arg)
{
	struct host first = {0}, second = {0};

	(void)arg;
	session_open(&first);
	host_log_in(&second, "sshd");
	expect_int(host_open(&second), PAM_SUCCESS);
	expect_int(world_entries(RECORDS), 2);
	expect_int(host_setcred(&first, PAM_DELETE_CRED), PAM_SUCCESS);
	expect_int(access(session_record(&first), F_OK), -1);
	expect_int(access(session_record(&second), F_OK), 0);
}

/* A record that is not of PAM_USER is none of this handle's. */
static void
close_for_another(const void *arg)
{
	const char *user = arg;
	struct host h = {0}, other = {0};
	char text[64];

	session_open(&h);
	snprintf(text, sizeof(text), SESSION "=%s", host_env(&h, SESSION));
	host_start(&other, "sshd", user);
	expect_int(pam_putenv(other.pamh, text), PAM_SUCCESS);
	expect_int(host_close(&other), PAM_SUCCESS);
	expect_text(other.log,
	    strcmp(user, "mallory") != 0 ?
		"" :
		"err user=(unknown) step=close: credentials may be left: "
		"No such file or directory\n");
	expect_int(access(session_record(&h), F_OK), 0);
}

/* He removes his files; the record is root's, and stale. */
static void
close_as_the_user(const void *arg)
{
	struct host h = {0};

	(void)arg;
	session_open(&h);
	expect(seteuid(ALICE_UID) == 0);
	expect_int(host_close(&h), PAM_SUCCESS);
	expect(seteuid(0) == 0);
	expect_int(access(session_record(&h), F_OK), 0);
	expect_int(
	    access(host_session_file(&h, ALICE_UID, "credentials"), F_OK), -1);
}

/* What is not a record is not looked into and not removed. */
static void
make_link(const char *path)
{
	expect(rename(path, RECORDS "/elsewhere") == 0 &&
	    symlink(RECORDS "/elsewhere", path) == 0);
}

static void
make_fifo(const char *path)
{
	expect(unlink(path) == 0 && mkfifo(path, 0600) == 0);
}

static void
make_garbage(const char *path)
{
	world_file(path, "STS1", 0600);
}

static const struct false_record {
	const char *reason;
	void (*make)(const char *path);
} false_records[] = {
    {"a link to one", make_link},
    {"a FIFO must not stop the host", make_fifo},
    {"garbage", make_garbage},
};

static void
not_a_record(const void *arg)
{
	const struct false_record *c = arg;
	struct host h = {0};
	struct stat st;

	alarm(10);
	session_open(&h);
	/* It would end a session whose record is gone. */
	life_kill_keeper(host_env(&h, SESSION));
	c->make(session_record(&h));
	expect_int(host_close(&h), PAM_SUCCESS);
	expect_text(h.log, "");
	expect_int(world_entries(SESSIONS), 0);
	expect(lstat(session_record(&h), &st) == 0);
}

/* No record, no session: nobody could end it or derive from it. */
static void
cannot_be_written(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_log_in(&h, "sshd");
	expect(mkdir(RECORDS, 0700) == 0 && chown(RECORDS, ALICE_UID, 0) == 0);
	expect_int(
	    pam_putenv(h.pamh, SESSION "=0123456789abcdef"), PAM_SUCCESS);
	session_refused(&h, "Operation not permitted");
}

int
main(int argc, char **argv)
{
	static const mode_t masks[] = {022, 0, 0777};
	static const char *const others[] = {"bob", "root", "mallory"};

	if (!host_begin(argc, argv))
		return 2;
	host_test("record", "of a login", of_a_login, NULL);
	host_test("record", "of a session without a code", without_proof, NULL);
	host_test("record", "of sudo", of_sudo, NULL);
	for (size_t i = 0; i < COUNT(masks); i++)
		host_test("record", "root's alone, any umask", roots_alone,
		    &masks[i]);
	host_test("close", "one of two", one_of_two, NULL);
	for (size_t i = 0; i < COUNT(others); i++)
		host_test(
		    "not closed for", others[i], close_for_another, others[i]);
	host_test("close", "as the user", close_as_the_user, NULL);
	for (size_t i = 0; i < COUNT(false_records); i++)
		host_test("not a record", false_records[i].reason, not_a_record,
		    &false_records[i]);
	host_test("record", "cannot be written", cannot_be_written, NULL);
	return tap_end();
}
