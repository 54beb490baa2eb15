/* pam-sts-keeper --sweep: what nobody keeps any more is removed, and nothing
 * that somebody needs. */

#include <sys/stat.h>

#include <fcntl.h>
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

#define OTHER_BOOT "01234567-89ab-cdef-0123-456789abcdef"
#define HEX16 "0123456789abcdef"
#define WATCHED 5

/* A line that names the session; static buffer. */
static const char *
line(const struct life *l, const char *before, const char *after)
{
	static char text[256];

	snprintf(text, sizeof(text), "%s %s %s\n", before, l->id, after);
	return text;
}

/* The session's files and record, as they are. */
static void
note(const struct life *l, ino_t inodes[static WATCHED])
{
	static const char *const names[] = {
	    "credentials", "keys", "config", "info"};
	struct stat st = {0};

	for (size_t i = 0; i < COUNT(names); i++) {
		expect(stat(life_file(l, names[i]), &st) == 0);
		inodes[i] = st.st_ino;
	}
	expect(stat(life_record(l), &st) == 0);
	inodes[COUNT(names)] = st.st_ino;
}

static void
check_untouched(const struct life *l, const ino_t before[static WATCHED])
{
	ino_t after[WATCHED] = {0};

	note(l, after);
	expect(memcmp(before, after, sizeof(after)) == 0);
	expect_int(session_stored_count(life_record(l)), 3);
}

static void
that_lives(const void *arg)
{
	ino_t inodes[WATCHED];
	struct life l;
	pid_t keeper;

	(void)arg;
	life_begin(&l, NULL);
	note(&l, inodes);
	keeper = life_keeper(l.id);
	expect_text(life_sweep(0), "");
	check_untouched(&l, inodes);
	expect_int(life_keeper(l.id), keeper);
}

/* It lives all the same; when it is over, the next one finds it. */
static void
without_keeper(const void *arg)
{
	ino_t inodes[WATCHED];
	struct life l;

	(void)arg;
	life_begin(&l, NULL);
	note(&l, inodes);
	life_kill_keeper(l.id);
	expect_text(life_sweep(0), "");
	check_untouched(&l, inodes);
	life_kill_leader(&l);
	expect_text(life_sweep(0),
	    line(&l, "removed session", "of alice: its leader has gone"));
	life_over(&l);
}

static void
without_both(const void *arg)
{
	struct life l;

	(void)arg;
	life_begin(&l, NULL);
	life_kill_keeper(l.id);
	life_kill_leader(&l);
	world_file(life_file(&l, "notes"), "his", 0600);
	expect_text(life_sweep(0),
	    line(&l, "removed session", "of alice: its leader has gone"));
	life_over(&l);
	expect_text(life_sweep(0), "");
}

static void
that_lingers(const void *arg)
{
	ino_t inodes[WATCHED];
	struct life l;

	(void)arg;
	world_profile("sts", "linger = until-expiry\n");
	life_begin(&l, NULL);
	note(&l, inodes);
	life_kill_keeper(l.id);
	life_kill_leader(&l);
	expect_text(life_sweep(0), "");
	check_untouched(&l, inodes);
	session_store(life_record(&l), 2, TAG_EXPIRATION, life_moment(-1));
	expect_text(life_sweep(0),
	    line(&l, "removed session", "of alice: its leader has gone"));
	life_over(&l);
}

/* Its header says of its leader what is not so; he lives. */
static const struct strange {
	const char *reason;
	enum tag tag;
	const char *value;
} stranges[] = {
    {"of another boot", TAG_BOOT, OTHER_BOOT},
    {"its leader's pid is another's", TAG_START, "1"},
    {"its leader's pid is nobody's", TAG_LEADER, "4194304"},
};

static void
of_a_strange_leader(const void *arg)
{
	const struct strange *c = arg;
	struct life l;

	life_begin(&l, NULL);
	life_kill_keeper(l.id);
	session_store(life_record(&l), 0, c->tag, c->value);
	expect_text(life_sweep(0),
	    line(&l, "removed session", "of alice: its leader has gone"));
	life_over(&l);
}

/* While it has a keeper, that alone decides. */
static void
that_is_kept(const void *arg)
{
	struct life l;

	(void)arg;
	life_begin(&l, NULL);
	session_store(life_record(&l), 0, TAG_BOOT, OTHER_BOOT);
	expect_text(life_sweep(0), "");
	expect_int(world_entries(life_file(&l, "")), 4);
	expect_int(session_stored_count(life_record(&l)), 3);
}

static void
without_record(const void *arg)
{
	struct life l;

	(void)arg;
	life_begin(&l, NULL);
	life_kill_keeper(l.id);
	expect(unlink(life_record(&l)) == 0);
	expect_text(life_sweep(0),
	    line(&l, "removed session", "of uid 1001: it has no record"));
	life_over(&l);
}

static void
of_a_damaged_record(const void *arg)
{
	const off_t *length = arg;
	struct life l;
	char want[512];

	life_begin(&l, NULL);
	life_kill_keeper(l.id);
	expect(truncate(life_record(&l), *length) == 0);
	snprintf(want, sizeof(want),
	    "removed record %s: it is damaged\n"
	    "removed session %s of uid 1001: it has no record\n",
	    l.id, l.id);
	expect_text(life_sweep(0), want);
	life_over(&l);
}

/* Whatever else is there is not what it came for. */
static void
strange_names(const void *arg)
{
	static const char *const there[] = {SESSIONS "/1001/notes",
	    SESSIONS "/notes", RECORDS "/.new", KEEPERS "/notes"};
	struct life l;

	(void)arg;
	life_begin(&l, NULL);
	for (size_t i = 0; i < COUNT(there); i++)
		world_file(there[i], "", 0600);
	world_file(KEEPERS "/" HEX16, "", 0600);
	expect_text(life_sweep(0), "");
	for (size_t i = 0; i < COUNT(there); i++)
		expect_int(access(there[i], F_OK), 0);
	expect_int(access(KEEPERS "/" HEX16, F_OK), -1);
}

int
main(int argc, char **argv)
{
	static const off_t lengths[] = {0, 3, 100, 400};

	if (!host_begin(argc, argv))
		return 2;
	host_test("a session", "that lives", that_lives, NULL);
	host_test("a session", "without a keeper", without_keeper, NULL);
	host_test("a session", "without keeper, leader", without_both, NULL);
	host_test("a session", "that lingers", that_lingers, NULL);
	for (size_t i = 0; i < COUNT(stranges); i++)
		host_test("a session", stranges[i].reason, of_a_strange_leader,
		    &stranges[i]);
	host_test("a session", "that is kept", that_is_kept, NULL);
	host_test("a session", "without a record", without_record, NULL);
	for (size_t i = 0; i < COUNT(lengths); i++)
		host_test("a session", "of a damaged record",
		    of_a_damaged_record, &lengths[i]);
	host_test("names", "that are none of ours", strange_names, NULL);
	return tap_end();
}
