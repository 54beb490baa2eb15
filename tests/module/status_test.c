/* What each outcome of a helper becomes: the table in
 * doc/PROTOCOL.md. */

#include <stdio.h>
#include <string.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/tap.h"

#define WRONG_TEXT \
	"The code was not accepted. Wait for the next one and try again."
#define REPLAY_TEXT \
	"This code was used already. Wait for the next one and try again."
#define THROTTLED_TEXT \
	"Too many codes in a short time. Wait three minutes and try again."
#define DENIED_TEXT \
	"AWS refuses these credentials to you. Ask your administrator."
#define UNAVAILABLE_TEXT \
	"AWS did not answer in time. Try again with a new code."
#define CONFIG_TEXT \
	"Login is not set up right on this host. Tell your administrator."
#define NO_SESSION_TEXT                                                \
	"This needs the AWS credentials of your login, and there are " \
	"none. Log in again with a code."

static const struct outcome {
	enum status status;
	int code;
	bool delayed;
	const char *log; /* priority */
	const char *word;
	const char *text; /* for the user */
} outcomes[] = {
    {STATUS_OK, PAM_SUCCESS, false, "info", "ok", NULL},
    {STATUS_WRONG, PAM_AUTH_ERR, true, "notice", "wrong code", WRONG_TEXT},
    {STATUS_REPLAY, PAM_AUTH_ERR, true, "notice", "code used before",
	REPLAY_TEXT},
    {STATUS_THROTTLED, PAM_MAXTRIES, false, "notice", "throttled",
	THROTTLED_TEXT},
    {STATUS_NOT_ENROLLED, PAM_AUTHINFO_UNAVAIL, true, "notice", "not enrolled",
	WRONG_TEXT},
    {STATUS_DENIED, PAM_PERM_DENIED, false, "warning", "denied by AWS",
	DENIED_TEXT},
    {STATUS_UNAVAILABLE, PAM_AUTHINFO_UNAVAIL, false, "warning",
	"AWS unavailable", UNAVAILABLE_TEXT},
    {STATUS_CONFIG, PAM_SERVICE_ERR, false, "err", "set-up error", CONFIG_TEXT},
    {STATUS_NO_SESSION, PAM_PERM_DENIED, false, "notice", "no login session",
	NO_SESSION_TEXT},
};

struct login_case {
	const struct outcome *outcome;
	const char *mfa, *step;
	bool allow;
};

static bool
let_in(const struct login_case *c, bool proven)
{
	return c->allow && proven &&
	    (c->outcome->status == STATUS_DENIED ||
		c->outcome->status == STATUS_UNAVAILABLE ||
		c->outcome->status == STATUS_NO_SESSION);
}

static void
check_log(const struct host *h, const struct login_case *c, bool in,
    const char *detail)
{
	char want[512];

	snprintf(want, sizeof(want),
	    "%s user=alice profile=test session=ID step=%s: %s%s%s\n",
	    c->outcome->log, c->step, c->outcome->word, detail,
	    in ? "; let in without credentials" : "");
	expect_text(h->log, want);
}

static const char *
allowed_text(enum status s)
{
	return s == STATUS_DENIED ?
	    "AWS refuses them to you. Ask your administrator." :
	    s == STATUS_UNAVAILABLE ?
	    "AWS did not answer. Log in again later to get them." :
	    "your login has none. Log in again with a code to get them.";
}

static void
check_talk(const struct host *h, const struct login_case *c, bool in)
{
	char want[512] = PROMPTED;

	if (in)
		snprintf(want, sizeof(want),
		    PROMPTED "info: Logged in without AWS credentials: %s\n",
		    allowed_text(c->outcome->status));
	else if (c->outcome->text != NULL)
		snprintf(want, sizeof(want), PROMPTED "error: %s\n",
		    c->outcome->text);
	expect_text(h->talk, want);
}

static void
check_authenticate(const struct login_case *c, bool proven)
{
	const struct outcome *o = c->outcome;
	bool in = let_in(c, proven), ok = o->status == STATUS_OK;
	struct host h = {0};

	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), in ? PAM_SUCCESS : o->code);
	check_log(&h, c, in, ok ? "" : ": because");
	check_talk(&h, c, in);
	expect_int(h.delay > 0, o->delayed);
	expect_int(host_env(&h, "PAM_STS_TICKET")[0] != '\0', ok);
	expect_int(world_entries(TICKETS), ok);
	host_end(&h);
	expect(script_gone());
}

static void
verify_says(const void *arg)
{
	const struct login_case *c = arg;

	world_profile(c->mfa, c->allow ? "on_failure = allow\n" : "");
	script_verify(c->outcome->status, "because");
	check_authenticate(c, false);
	expect_int(script_starts(VERIFY), 1);
}

static void
obtain_says(const void *arg)
{
	const struct login_case *c = arg;
	bool ok = c->outcome->status == STATUS_OK;

	world_profile(c->mfa, c->allow ? "on_failure = allow\n" : "");
	script_obtain(c->outcome->status, ok ? NULL : "because");
	check_authenticate(c, c->mfa[0] != 's');
}

/* PREPARED says that it cannot work: the code is not used up.  Who would be
 * let in without credentials must prove it all the same; what STS would have
 * to judge is not proven. */
static void
prepared_says(const void *arg)
{
	const struct login_case *c = arg;
	struct message m;

	world_profile(c->mfa, c->allow ? "on_failure = allow\n" : "");
	script_prepared(c->outcome->status, "because");
	check_authenticate(c, strcmp(c->mfa, "local") == 0);
	expect(!script_got(&m, OBTAIN, 2));
	expect_int(script_starts(VERIFY), let_in(c, true));
}

/* Not by a wrong one. */
static void
prepared_says_but_wrong(const void *arg)
{
	const struct login_case *c = arg;
	struct host h = {0};

	if (!let_in(c, true))
		return;
	world_profile(c->mfa, "on_failure = allow\n");
	script_prepared(c->outcome->status, "because");
	script_verify(STATUS_WRONG, NULL);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_AUTH_ERR);
	expect_text(h.talk, REFUSED);
}

static void
open_says(const void *arg)
{
	const struct login_case *c = arg;
	enum status status = c->outcome->status;
	bool in = let_in(c, true), ok = status == STATUS_OK;
	struct host h = {0};

	world_profile("none", c->allow ? "on_failure = allow\n" : "");
	script_obtain(status, ok ? NULL : "because");
	host_start(&h, "cron", "alice");
	expect_int(host_open(&h), ok || in ? PAM_SUCCESS : PAM_PERM_DENIED);
	check_log(&h, c, in,
	    ok ? ": key=" KEY_ID " expires=" EXPIRATION " arn=" : ": because");
	expect_text(h.talk, "");
	expect_int(world_entries(SESSIONS), ok);
	expect_int(world_entries(TICKETS), 0);
	expect_int(host_env(&h, "PAM_STS_SESSION")[0] != '\0', ok);
	host_end(&h);
	expect(script_gone());
}

static void
run(const char *mfa, bool allow, const char *step, void (*body)(const void *),
    const char *where)
{
	for (size_t i = 0; i < COUNT(outcomes); i++) {
		struct login_case c = {&outcomes[i], mfa, step, allow};
		char name[256];

		if (outcomes[i].status == STATUS_OK && step[0] == 'v')
			continue; /* goes on to obtain */
		snprintf(name, sizeof(name), "%s, mfa = %s%s", where, mfa,
		    allow ? ", on_failure = allow" : "");
		host_test(name, outcomes[i].word, body, &c);
	}
}

int
main(int argc, char **argv)
{
	static const char *const proofs[] = {"local", "sts", "both"};

	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(proofs); i++) {
		run(proofs[i], false, "verify", verify_says, "verify");
		run(proofs[i], true, "verify", verify_says, "verify");
		run(proofs[i], false, "obtain", obtain_says, "obtain");
		run(proofs[i], true, "obtain", obtain_says, "obtain");
	}
	for (size_t i = 0; i < COUNT(proofs); i++) {
		run(proofs[i], false, "verify", prepared_says, "prepare");
		run(proofs[i], true, "verify", prepared_says, "prepare");
		run(proofs[i], true, "verify", prepared_says_but_wrong,
		    "prepare and a wrong code");
	}
	run("none", false, "open", open_says, "open_session");
	run("none", true, "open", open_says, "open_session");
	return tap_end();
}
