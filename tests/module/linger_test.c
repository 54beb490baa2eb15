/* linger = until-expiry: the credentials stay when their session is over, and
 * go when they expire. */

#include <sys/stat.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/life.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define KEEP "user=alice session=ID step=keep: "
#define LINGER "linger = until-expiry\n"
#define STAYS                                                     \
	"info " KEEP "the session is over; its credentials stay " \
	"until they expire\n"
#define EXPIRED "info " KEEP "the credentials have expired\n"

static void
open_and_close(struct host *h)
{
	session_open(h);
	expect_int(host_close(h), PAM_SUCCESS);
	expect_text(h->log, "");
}

static ino_t
inode_of(const char *path)
{
	struct stat st = {0};

	expect(stat(path, &st) == 0);
	return st.st_ino;
}

static const struct way {
	const char *reason;
	bool elsewhere;
	uid_t uid; /* by whom, then */
} ways[] = {
    {"closed by its leader", false, 0},
    {"closed elsewhere", true, 0},
    {"closed by its user", true, ALICE_UID},
};

/* The files stay, and the desk, to drop them; nothing is derived any more. */
static void
lingers(const void *arg)
{
	const struct way *c = arg;
	struct life l;
	ino_t inode;

	world_profile("sts", LINGER);
	life_begin(&l, c->elsewhere ? NULL : open_and_close);
	if (c->elsewhere)
		life_close(&l, c->uid);
	expect_int(world_entries(life_file(&l, "")), 4);
	/* The base goes when the keeper hears of the close. */
	expect_soon(session_stored_count(life_record(&l)) ==
	    (c->uid == ALICE_UID ? 3 : 2));
	inode = inode_of(life_file(&l, "credentials"));
	life_kill_leader(&l);
	expect_soon(session_stored_count(life_record(&l)) == 2);
	expect_text(session_stored(life_record(&l), 1, TAG_PROFILE), "test");
	expect(access(life_desk(&l), F_OK) == 0);
	expect(life_keeper(l.id) > 0);
	expect_int(world_entries(RECORDS), 1);
	expect_int(world_entries(life_file(&l, "")), 4);
	expect(inode_of(life_file(&l, "credentials")) == inode);
	expect_text(life_sweep(0), "");
	expect_soon(life_logged(STAYS));
}

static void
until_expiry(const void *arg)
{
	struct life l;

	(void)arg;
	world_profile("sts", LINGER);
	script_prepared(STATUS_OK, NULL);
	script_credentials_until(FAKE_ANSWER, life_moment(3));
	life_begin(&l, open_and_close);
	life_kill_leader(&l);
	life_over(&l);
	expect_text(world_keeper_log(), STAYS EXPIRED);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(ways); i++)
		host_test("lingers", ways[i].reason, lingers, &ways[i]);
	host_test("lingers", "until expiry", until_expiry, NULL);
	return tap_end();
}
