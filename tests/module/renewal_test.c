/* Credentials that a keeper renews by itself, before they expire and with no
 * new code; and what it does when it cannot. */

#include <sys/stat.h>

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

#define BEGIN "user=alice profile=test session=ID step=renew: "
#define EXPIRED \
	"info user=alice session=ID step=keep: the credentials have expired\n"
/* What is given anew is good for so long. */
#define NEW_SECONDS 3600

static char new_end[32];

static void
give(void)
{
	snprintf(new_end, sizeof(new_end), "%s", life_moment(NEW_SECONDS));
	script_prepared(STATUS_OK, NULL);
	script_credentials_until(FAKE_ANSWER, new_end);
}

/* A session whose credentials have so many seconds left, less than a quarter
 * of their life: its keeper will renew them at once. */
static void
begin(struct life *l, int seconds)
{
	struct timespec t;
	char text[32];

	life_begin(l, NULL);
	life_kill_keeper(l->id);
	clock_gettime(CLOCK_BOOTTIME, &t);
	snprintf(text, sizeof(text), "%lld",
	    (long long)t.tv_sec - (long long)seconds * 4);
	session_store(life_record(l), 0, TAG_OBTAINED, text);
	session_store(life_record(l), 2, TAG_EXPIRATION, life_moment(seconds));
}

/* A message that the module and its keeper send alike, but for its kind. */
static void
check_request(const struct life *l)
{
	struct message m;

	expect(script_got(&m, OBTAIN, 1) && m.kind == KIND_RENEW);
	expect(span_is(m.field[TAG_SESSION], l->id));
	expect(span_is(m.field[TAG_PROFILES], "test"));
	expect(span_is(m.field[TAG_USER], "alice"));
	expect(span_is(m.field[TAG_TARGET], "alice"));
	expect(span_is(m.field[TAG_SERVICE], "sshd"));
	expect(span_is(m.field[TAG_PROOF], "totp"));
	expect(m.field[TAG_AGE].p != NULL);
	expect(script_got(&m, OBTAIN, 2) && m.kind == KIND_COMMIT &&
	    m.field[TAG_CODE].p == NULL);
	expect_text(script_state(OBTAIN, "uids"), "990 990 990");
}

static ino_t
inode_of(const char *path)
{
	struct stat st = {0};

	expect(stat(path, &st) == 0);
	return st.st_ino;
}

/* The files are new ones in place of the old, so that no reader sees half of
 * one. */
static void
renewed(const void *arg)
{
	struct life l;
	ino_t keys, record;
	char log[256];
	long long at;

	(void)arg;
	begin(&l, 60);
	at = atoll(session_stored(life_record(&l), 0, TAG_STAMP));
	keys = inode_of(life_file(&l, "keys"));
	record = inode_of(life_record(&l));
	give();
	life_start_keeper(l.id);
	expect_soon(inode_of(life_record(&l)) != record);
	check_request(&l);
	expect_text(
	    session_stored(life_record(&l), 2, TAG_EXPIRATION), new_end);
	expect(atoll(session_stored(life_record(&l), 0, TAG_OBTAINED)) >= at);
	expect_int(atoll(session_stored(life_record(&l), 0, TAG_STAMP)), at);
	expect_int(session_stored_count(life_record(&l)), 3);
	expect_int(world_entries(RECORDS), 1);
	expect(inode_of(life_file(&l, "keys")) != keys);
	expect(strstr(world_read(life_file(&l, "keys")), new_end) != NULL);
	expect(strstr(world_read(life_file(&l, "info")),
		   "\nobtained = renewed\n") != NULL);
	expect_int(world_entries(life_file(&l, "")), 4);
	snprintf(log, sizeof(log),
	    "info " BEGIN "ok: key=" KEY_ID " expires=%s arn=\n", new_end);
	expect_text(world_keeper_log(), log);
	/* It is the keeper's as it was. */
	expect_text(life_sweep(0), "");
	life_kill_leader(&l);
	life_over(&l);
	expect_int(script_starts(OBTAIN), 2);
	expect_int(script_starts(VERIFY), 1);
}

static void
deny(void)
{
	script_obtain(STATUS_DENIED, "because");
}

/* What was refused for good is not asked for again, and what there is stays
 * until it expires. */
static void
denied(const void *arg)
{
	struct life l;

	(void)arg;
	begin(&l, 3);
	deny();
	life_start_keeper(l.id);
	expect_soon(world_entries(life_file(&l, "")) == 2);
	expect_int(script_starts(OBTAIN), 2);
	expect_soon(access(life_file(&l, "keys"), F_OK) == -1);
	life_kill_leader(&l);
	life_over(&l);
	expect(strncmp(world_keeper_log(),
		   "warning " BEGIN "denied by AWS: because\n" EXPIRED,
		   strlen("warning " BEGIN
			  "denied by AWS: because\n" EXPIRED)) == 0);
}

static void
be_unavailable(void)
{
	script_obtain(STATUS_UNAVAILABLE, NULL);
}

static void
unavailable(const void *arg)
{
	struct life l;

	(void)arg;
	begin(&l, 10);
	be_unavailable();
	life_start_keeper(l.id);
	expect_soon(life_logged("warning " BEGIN "AWS unavailable\n"));
	give();
	expect_soon(strstr(world_read(life_file(&l, "keys")), new_end) != NULL);
}

static void
hang(void)
{
	script_prepared(STATUS_OK, NULL);
	script_step(OBTAIN, FAKE_HANG, NULL, 0);
}

/* The keeper is awake for its leader's end, and who renews ends with it. */
static void
hanging(const void *arg)
{
	struct life l;

	(void)arg;
	/* Longer than anybody waits here. */
	world_profile("local", "timeout = 60\n");
	begin(&l, 60);
	hang();
	life_start_keeper(l.id);
	expect_soon(script_starts(OBTAIN) == 2);
	life_kill_leader(&l);
	life_over(&l);
	expect(script_gone());
}

static void
unenrol(void)
{
	static const char *const files[] = {"secret", "key", "counter"};
	char path[128];

	give();
	for (size_t i = 0; i < COUNT(files); i++) {
		snprintf(path, sizeof(path), STATE_DIR "/%d/%s", ALICE_UID,
		    files[i]);
		expect(unlink(path) == 0);
	}
}

static void
rule_out(void)
{
	give();
	world_conf("[rule]\ndeny = yes\n");
}

static void
break_rules(void)
{
	give();
	world_conf("[nonsense\n");
}

static void
lose_account(void)
{
	give();
	world_file(SYSCONFDIR "/passwd",
	    "root:x:0:0::/:/bin/sh\n_pam_sts:x:990:990::/:/bin/false\n", 0644);
}

/* AWS is not even asked. */
static const struct stop {
	const char *reason;
	void (*prepare)(void);
	const char *log;
} stops[] = {
    {"revoked", unenrol,
	"warning " BEGIN "not enrolled: the user is not enrolled\n"},
    {"other rules", rule_out,
	"denied by AWS: other rules hold than at login\n"},
    {"broken rules", break_rules,
	"set-up error: the configuration is not sound\n"},
    {"no account any more", lose_account,
	"set-up error: the user is not there any more, or another\n"},
};

static void
stopped(const void *arg)
{
	const struct stop *c = arg;
	struct life l;

	begin(&l, 60);
	c->prepare();
	life_start_keeper(l.id);
	expect_soon(life_logged(c->log));
	expect_int(script_starts(OBTAIN), 1);
	/* What he has he keeps. */
	expect_int(world_entries(life_file(&l, "")), 4);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	host_test("renewal", "by itself", renewed, NULL);
	host_test("renewal", "denied", denied, NULL);
	host_test("renewal", "unavailable at first", unavailable, NULL);
	host_test("renewal", "hangs", hanging, NULL);
	for (size_t i = 0; i < COUNT(stops); i++)
		host_test("not renewed", stops[i].reason, stopped, &stops[i]);
	return tap_end();
}
