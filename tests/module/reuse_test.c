/* reuse_seconds: what a code gave is given again to the same caller, for the
 * same target and profiles, in the same session of his, and to nobody else. */

#include <sys/stat.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define REUSE "reuse_seconds = 60\n"
#define NO_CODE "no code was given for this session"
#define OTHERS "the code given here was for other credentials"
#define AGAIN "user=alice target=root profile=test session=ID step=open-again: "

/* sudo with a code, from its beginning to its end, in a session of its own;
 * its id remains. */
static const char *
sudo_once(const char *more)
{
	static char id[32];
	struct host h = {0};

	world_profile("local", more);
	expect(setsid() == getpid());
	host_sudo(&h);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_int(host_open_for(&h, "root"), PAM_SUCCESS);
	snprintf(id, sizeof(id), "%s", host_env(&h, "PAM_STS_SESSION"));
	expect_int(host_close(&h), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS), 0);
	host_end(&h);
	return id;
}

/* Then sudo without one. */
static void
check_given(const char *by)
{
	struct host h = {0};
	char line[64];

	host_sudo(&h);
	expect_int(host_open_for(&h, "root"), PAM_SUCCESS);
	expect_text(h.log,
	    "info " AGAIN "ok: key=" KEY_ID " expires=" EXPIRATION " arn=\n");
	expect_text(h.talk, "");
	expect_int(script_starts(OBTAIN), script_starts(VERIFY));
	session_tree(&h, 0);
	expect(strcmp(host_env(&h, "PAM_STS_SESSION"), by) != 0);
	snprintf(
	    line, sizeof(line), "\nobtained = again\nobtained_by = %s\n", by);
	expect(
	    strstr(world_read(host_session_file(&h, 0, "info")), line) != NULL);
	expect_text(session_stored(session_record(&h), 0, TAG_SESSION),
	    host_env(&h, "PAM_STS_SESSION"));
	expect_int(session_stored_count(session_record(&h)), 3);
	expect_int(host_close(&h), PAM_SUCCESS);
	session_gone(&h);
	host_end(&h);
}

static void
check_not_given(const char *target, const char *why)
{
	struct host h = {0};
	char want[256];

	host_sudo(&h);
	expect_int(host_open_for(&h, target), PAM_SUCCESS);
	snprintf(want, sizeof(want),
	    "info user=alice%s%s step=open: no credentials: %s\n",
	    strcmp(target, "alice") == 0 ? "" : " target=",
	    strcmp(target, "alice") == 0 ? "" : target, why);
	expect_text(h.log, want);
	expect_text(host_env(&h, "PAM_STS_NONE"), why);
	expect_int(world_entries(SESSIONS), 0);
	expect_int(script_starts(OBTAIN), script_starts(VERIFY));
	host_end(&h);
}

static void
given_again(const void *arg)
{
	const char *by = sudo_once(REUSE);
	struct stat st;
	char path[256];

	(void)arg;
	check_given(by);
	check_given(by);
	expect_int(world_entries(KEPT), 1);
	snprintf(path, sizeof(path), KEPT "/%s", world_first(KEPT));
	expect(stat(path, &st) == 0 && st.st_mode == (S_IFREG | 0600) &&
	    st.st_uid == 0);
	expect(stat(KEPT, &st) == 0 && st.st_mode == (S_IFDIR | 0700));
}

/* sudo -v, sudo -l: a code was given, and no session opened. */
static void
given_after_validation(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_profile("local", REUSE);
	expect(setsid() == getpid());
	host_sudo(&h);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	check_given(script_field(OBTAIN, 1, TAG_SESSION));
}

/* A new code's credentials take the place of the old ones. */
static void
given_the_latest(const void *arg)
{
	struct host h = {0};

	(void)arg;
	(void)sudo_once(REUSE);
	host_sudo(&h);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_int(world_entries(KEPT), 1);
	check_given(script_field(OBTAIN, 1, TAG_SESSION));
}

/* Something of what is kept is not as it should be; age 0: as it was. */
static const struct spoilt {
	const char *reason;
	int message;
	enum tag tag;
	const char *value; /* NULL: so many seconds ago */
	int age;
	const char *why; /* NULL: it is given */
} spoilts[] = {
    {"young enough", 0, TAG_STAMP, NULL, 50, NULL},
    {"too old", 0, TAG_STAMP, NULL, 60, "the code was given too long ago"},
    {"long ago", 0, TAG_STAMP, NULL, 100, "the code was given too long ago"},
    {"in the future", 0, TAG_STAMP, NULL, -60,
	"the code was given too long ago"},
    {"at no time", 0, TAG_STAMP, "99999999999999999999", 0,
	"the code was given too long ago"},
    {"expired", 2, TAG_EXPIRATION, "2001-02-03T04:05:06Z", 0,
	"they have expired"},
    {"another caller's", 0, TAG_USER, "bob", 0, OTHERS},
    {"another target's, of its uid", 0, TAG_TARGET, "toor", 0, OTHERS},
    {"other profiles'", 0, TAG_PROFILES, "other", 0, OTHERS},
    {"more profiles'", 0, TAG_PROFILES, "test,other", 0, OTHERS},
    {"another leader's", 0, TAG_LEADER, "1", 0, OTHERS},
    {"an earlier leader's of its pid", 0, TAG_START, "1", 0, OTHERS},
    {"nobody's", 0, TAG_LEADER, NULL, 0, OTHERS},
};

static void
spoil(const struct spoilt *c)
{
	char path[256], stamp[32];
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	if (t.tv_sec <= c->age)
		tap_skip("this machine was started just now");
	snprintf(stamp, sizeof(stamp), "%lld", (long long)t.tv_sec - c->age);
	snprintf(path, sizeof(path), KEPT "/%s", world_first(KEPT));
	session_store(path, c->message, c->tag, c->age != 0 ? stamp : c->value);
}

static void
kept_is_spoilt(const void *arg)
{
	const struct spoilt *c = arg;
	const char *by = sudo_once(REUSE);

	spoil(c);
	if (c->why == NULL) {
		check_given(by);
		return;
	}
	check_not_given("root", c->why);
	/* It is gone, so there is not even a reason any more. */
	expect_int(world_entries(KEPT), 0);
	check_not_given("root", NO_CODE);
}

static void
kept_is_garbage(const void *arg)
{
	char path[256];

	(void)arg;
	(void)sudo_once(REUSE);
	snprintf(path, sizeof(path), KEPT "/%s", world_first(KEPT));
	world_file(path, "STS1", 0600);
	check_not_given("root", OTHERS);
}

static void
other_target(const void *arg)
{
	const char *by = sudo_once(REUSE);

	(void)arg;
	check_not_given("bob", NO_CODE);
	check_not_given("alice", NO_CODE);
	check_given(by);
}

/* What is kept does not outlive the word in the configuration. */
static void
no_more_reuse(const void *arg)
{
	(void)arg;
	(void)sudo_once(REUSE);
	world_profile("local", "");
	check_not_given("root", NO_CODE);
}

static void
from_another_session(const void *arg)
{
	(void)arg;
	expect(setsid() == getpid());
	check_not_given("root", NO_CODE);
}

static void
from_the_same_session(const void *arg)
{
	check_given(arg);
}

static void
other_leader(const void *arg)
{
	char by[32];

	(void)arg;
	snprintf(by, sizeof(by), "%s", sudo_once(REUSE));
	tap_aside(from_another_session, NULL);
	tap_aside(from_the_same_session, by);
}

/* A ticket that is none is no reason to look for what is kept. */
static void
false_ticket(const void *arg)
{
	struct host h = {0};

	(void)arg;
	(void)sudo_once(REUSE);
	host_sudo(&h);
	expect_int(pam_putenv(h.pamh, "PAM_STS_TICKET=x"), PAM_SUCCESS);
	expect_int(host_open_for(&h, "root"), PAM_SUCCESS);
	expect_text(host_env(&h, "PAM_STS_NONE"), "the ticket is not valid");
	expect_int(world_entries(SESSIONS), 0);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	host_test("given", "again and again", given_again, NULL);
	host_test("given", "after sudo -v", given_after_validation, NULL);
	host_test("given", "the latest", given_the_latest, NULL);
	for (size_t i = 0; i < COUNT(spoilts); i++)
		host_test(
		    "kept", spoilts[i].reason, kept_is_spoilt, &spoilts[i]);
	host_test("kept", "garbage", kept_is_garbage, NULL);
	host_test("not given", "another target", other_target, NULL);
	host_test("not given", "no reuse_seconds", no_more_reuse, NULL);
	host_test("session", "another, and the same", other_leader, NULL);
	host_test("not given", "a false ticket", false_ticket, NULL);
	return tap_end();
}
