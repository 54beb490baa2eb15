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
#include "tests/module/renewing.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define BEGIN "user=alice profile=test session=ID step=renew: "
#define EXPIRED \
	"info user=alice session=ID step=keep: the credentials have expired\n"
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
	const char *new_end;
	ino_t keys, record;
	char log[256];
	long long at;

	(void)arg;
	renewing_begin(&l, 60);
	at = atoll(session_stored(life_record(&l), 0, TAG_STAMP));
	keys = inode_of(life_file(&l, "keys"));
	record = inode_of(life_record(&l));
	new_end = renewing_give();
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
	renewing_begin(&l, 3);
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
	const char *new_end;
	struct life l;

	(void)arg;
	renewing_begin(&l, 10);
	be_unavailable();
	life_start_keeper(l.id);
	expect_soon(life_logged("warning " BEGIN "AWS unavailable\n"));
	new_end = renewing_give();
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
	renewing_begin(&l, 60);
	hang();
	life_start_keeper(l.id);
	expect_soon(script_starts(OBTAIN) == 2);
	life_kill_leader(&l);
	life_over(&l);
	expect(script_gone());
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
	return tap_end();
}
