/* The replies to a COMMIT for several profiles: all of them, each once, in
 * the order of the profiles, behind a base where the user's key signed.
 * Anything else is refused and leaves nothing. */

#include <stdio.h>
#include <string.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define REPLIES_MAX 6
#define ROLE "role_arn = arn:aws:iam::123456789012:role/R\n"
#define PROFILE(name, mfa, source)                                \
	"[profile " name "]\nmfa = " mfa "\nregion = eu-west-1\n" \
	"credential_source = " source "\n" ROLE
#define RULE "[rule]\nprofile = a, b\n"
#define CONFIG(mfa, source) \
	PROFILE("a", mfa, source) PROFILE("b", mfa, source) RULE
#define NOT_ASKED_FOR \
	"set-up error: the helper's answer is not what was asked for"
#define ENDED "set-up error: the helper ended without an answer"

/* One reply: the base is "", "!" is the end of the helper, "?" is an answer
 * to something else. */
struct reply {
	const char *profile;
	unsigned more;
};

static const struct row {
	const char *reason;
	struct reply replies[REPLIES_MAX];
	const char *log;
} wrong[] = {
    {"the other order", {{"", 2}, {"b", 1}, {"a", 0}}, NOT_ASKED_FOR},
    {"the base behind", {{"a", 2}, {"b", 1}, {"", 0}}, NOT_ASKED_FOR},
    {"the base between", {{"a", 2}, {"", 1}, {"b", 0}}, NOT_ASKED_FOR},
    {"no base", {{"a", 1}, {"b", 0}}, NOT_ASKED_FOR},
    {"a profile for the base", {{"a", 2}, {"a", 1}, {"b", 0}}, NOT_ASKED_FOR},
    {"a base again", {{"", 3}, {"", 2}, {"a", 1}, {"b", 0}}, NOT_ASKED_FOR},
    {"the base alone", {{"", 0}}, NOT_ASKED_FOR},
    {"the first is missing", {{"", 1}, {"b", 0}}, NOT_ASKED_FOR},
    {"the last is missing, and said to be", {{"", 1}, {"a", 0}}, NOT_ASKED_FOR},
    {"the last is missing", {{"", 2}, {"a", 1}, {"!", 0}}, ENDED},
    {"all but the base are missing", {{"", 2}, {"!", 0}}, ENDED},
    {"one more is said to follow", {{"", 3}, {"a", 2}, {"b", 1}},
	NOT_ASKED_FOR},
    {"one more follows", {{"", 3}, {"a", 2}, {"b", 1}, {"c", 0}},
	NOT_ASKED_FOR},
    {"none is said to follow, and one does", {{"", 2}, {"a", 0}, {"b", 0}},
	NOT_ASKED_FOR},
    {"one of them twice", {{"", 3}, {"a", 2}, {"a", 1}, {"b", 0}},
	NOT_ASKED_FOR},
    {"the first for the second", {{"", 2}, {"a", 1}, {"a", 0}}, NOT_ASKED_FOR},
    {"one nobody asked for", {{"", 2}, {"a", 1}, {"c", 0}}, NOT_ASKED_FOR},
    {"another case", {{"", 2}, {"A", 1}, {"B", 0}}, NOT_ASKED_FOR},
    {"only begins like it", {{"", 2}, {"a", 1}, {"bb", 0}}, NOT_ASKED_FOR},
    {"an answer to something else", {{"", 2}, {"a", 1}, {"?", 0}},
	"set-up error: the helper's answer is garbage"},
};

static void
give(const struct reply *replies)
{
	for (int i = 0; i < REPLIES_MAX && replies[i].profile != NULL; i++) {
		enum fake_act act = i == 0 ? FAKE_ANSWER : FAKE_SEND;
		const struct given g = {
		    replies[i].profile[0] == '\0' ? NULL : replies[i].profile,
		    replies[i].more, REGION, NULL};

		if (replies[i].profile[0] == '!')
			script_step(OBTAIN, FAKE_EXIT_AT_ONCE, "", 0);
		else if (replies[i].profile[0] == '?')
			script_reply(
			    OBTAIN, FAKE_SEND, KIND_PREPARED, STATUS_OK, NULL);
		else
			script_give(act, &g);
	}
}

static void
begin(const char *conf, const struct reply *replies)
{
	world_conf(conf);
	script_prepared(STATUS_OK, NULL);
	give(replies);
}

static void
check_nothing_left(struct host *h, const char *step, const char *log)
{
	char want[512];

	snprintf(want, sizeof(want),
	    "err user=alice profile=a,b session=ID step=%s: %s\n", step, log);
	expect_text(h->log, want);
	expect_int(world_entries(TICKETS), 0);
	expect_int(world_entries(SESSIONS), 0);
	expect_int(world_entries(RECORDS), 0);
	expect_text(host_env(h, "PAM_STS_TICKET"), "");
	expect_text(host_env(h, "PAM_STS_SESSION"), "");
	expect(script_gone());
}

static void
wrong_at_authenticate(const void *arg)
{
	const struct row *c = arg;
	struct host h = {0};

	begin(CONFIG("local", "UserKey"), c->replies);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_SERVICE_ERR);
	check_nothing_left(&h, "obtain", c->log);
	/* Nor later, when somebody opens the session all the same. */
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS), 0);
}

static void
wrong_at_open(const void *arg)
{
	const struct row *c = arg;
	struct host h = {0};

	begin(CONFIG("none", "UserKey"), c->replies);
	host_start(&h, "cron", "alice");
	expect_int(host_open(&h), PAM_PERM_DENIED);
	check_nothing_left(&h, "open", c->log);
}

/* What a login session gave is no base of another. */
static const struct row derived[] = {
    {"both, without a base", {{"a", 1}, {"b", 0}}, NULL},
    {"a base", {{"", 2}, {"a", 1}, {"b", 0}}, NOT_ASKED_FOR},
    {"a base behind", {{"a", 2}, {"b", 1}, {"", 0}}, NOT_ASKED_FOR},
    {"the other order", {{"b", 1}, {"a", 0}}, NOT_ASKED_FOR},
    {"one of two", {{"a", 0}}, NOT_ASKED_FOR},
};

static void
of_login_session(const void *arg)
{
	const struct row *c = arg;
	struct host h = {0};

	begin(CONFIG("local", "LoginSession"), c->replies);
	host_start(&h, "sudo", "alice");
	expect_int(host_authenticate(&h),
	    c->log == NULL ? PAM_SUCCESS : PAM_SERVICE_ERR);
	expect_int(world_entries(TICKETS), c->log == NULL);
	expect(c->log == NULL || strstr(h.log, c->log) != NULL);
}

/* Refused in the middle: what came before it is not given. */
static void
refused_in_the_middle(const void *arg)
{
	static const struct reply replies[REPLIES_MAX] = {{"", 2}, {"a", 1}};
	struct host h = {0};

	(void)arg;
	begin(CONFIG("local", "UserKey"), replies);
	script_refuse(FAKE_SEND, STATUS_DENIED, "b");
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_PERM_DENIED);
	expect_int(world_entries(TICKETS), 0);
	expect_text(host_env(&h, "PAM_STS_TICKET"), "");
}

/* Behind the last word nobody listens. */
static void
more_than_all(const void *arg)
{
	static const struct reply replies[REPLIES_MAX] = {
	    {"", 2}, {"a", 1}, {"b", 0}, {"c", 0}};
	struct host h = {0};

	(void)arg;
	begin(CONFIG("local", "UserKey"), replies);
	host_log_in(&h, "sshd");
	expect_int(host_open(&h), PAM_SUCCESS);
	expect(
	    strstr(world_read(host_session_file(&h, ALICE_UID, "credentials")),
		"[c]") == NULL);
	expect(script_gone());
}

/* Late is late, whatever came before. */
static void
silent_in_the_middle(const void *arg)
{
	static const struct reply replies[REPLIES_MAX] = {{"", 2}, {"a", 1}};
	struct host h = {0};

	(void)arg;
	begin("[defaults]\ntimeout = 1\n" CONFIG("local", "UserKey"), replies);
	script_step(OBTAIN, FAKE_HANG, "", 0);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_AUTHINFO_UNAVAIL);
	expect_int(world_entries(TICKETS), 0);
	host_end(&h);
	expect(script_gone());
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		host_test("authenticate", wrong[i].reason,
		    wrong_at_authenticate, &wrong[i]);
		host_test(
		    "open_session", wrong[i].reason, wrong_at_open, &wrong[i]);
	}
	for (size_t i = 0; i < COUNT(derived); i++)
		host_test("of a login session", derived[i].reason,
		    of_login_session, &derived[i]);
	host_test("refused", "in the middle", refused_in_the_middle, NULL);
	host_test("behind the last", "nobody listens", more_than_all, NULL);
	host_test("late", "in the middle", silent_in_the_middle, NULL);
	return tap_end();
}
