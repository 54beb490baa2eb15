/* The PAM environment: what would win over the session's files is taken out,
 * and where there are no credentials it says why. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define NONE "PAM_STS_NONE"
#define PROFILE(mfa)                                                   \
	"[profile test]\ncredential_source = UserKey\nmfa = " mfa "\n" \
	"region = eu-west-1\n"
#define RULE "[rule]\nprofile = test\n"
#define NO_CODE "no code was given for this session"

/* Each of them, as the caller, sshd's SendEnv or pam_env may have left it. */
static const struct variable {
	const char *name, *before, *after;
} variables[] = {
    {"AWS_ACCESS_KEY_ID", "AKIAEXAMPLE000000001", ""},
    {"AWS_SECRET_ACCESS_KEY", "secret", ""},
    {"AWS_SESSION_TOKEN", "token", ""},
    {"AWS_SECURITY_TOKEN", "token", ""},
    {"AWS_ACCESS_KEY", "AKIAEXAMPLE000000001", ""},
    {"AWS_SECRET_KEY", "secret", ""},
    {"AMAZON_ACCESS_KEY_ID", "AKIAEXAMPLE000000001", ""},
    {"AMAZON_SECRET_ACCESS_KEY", "secret", ""},
    {"AMAZON_SESSION_TOKEN", "token", ""},
    {"AWS_WEB_IDENTITY_TOKEN_FILE", "/tmp/token", ""},
    {"AWS_PROFILE", "admin", "default"},
    {"AWS_SDK_LOAD_CONFIG", "0", "1"},
    {"AWS_REGION", "us-east-1", REGION},
    {"AWS_DEFAULT_REGION", "us-east-1", REGION},
    {"AWS_CREDENTIAL_EXPIRATION", "2001-02-03T04:05:06Z", EXPIRATION},
    {NONE, "there were none", ""},
};

static void
put(const struct host *h, const char *name, const char *value)
{
	char text[128];

	snprintf(text, sizeof(text), "%s=%s", name, value);
	expect_int(pam_putenv(h->pamh, text), PAM_SUCCESS);
}

/* There, be it empty: a name that is missing leaves the caller's in su. */
static void
check(const struct host *h, const char *name, const char *value)
{
	const char *got = pam_getenv(h->pamh, name);

	expect_text(got == NULL ? "(not there)" : got, value);
}

static void
given(const void *arg)
{
	const struct variable *v = arg;
	struct host h = {0};

	world_profile("sts", "");
	session_open(&h);
	check(&h, v->name, v->after);
}

static void
replaced(const void *arg)
{
	const struct variable *v = arg;
	struct host h = {0};

	world_profile("sts", "");
	host_start(&h, "sshd", "alice");
	put(&h, v->name, v->before);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	check(&h, v->name, v->before);
	expect_int(host_open(&h), PAM_SUCCESS);
	check(&h, v->name, v->after);
}

/* Who gets nothing keeps what he has. */
static void
kept(const void *arg)
{
	const struct variable *v = arg;
	struct host h = {0};

	host_start(&h, "sshd", "alice");
	put(&h, v->name, v->before);
	expect_int(host_open(&h), PAM_SUCCESS);
	check(&h, v->name, v->before);
}

/* Wherever the files lie, these two point there. */
static void
paths_replaced(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_start(&h, "sshd", "alice");
	put(&h, "AWS_SHARED_CREDENTIALS_FILE", "/tmp/mine");
	put(&h, "AWS_CONFIG_FILE", "/tmp/mine");
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_int(host_open(&h), PAM_SUCCESS);
	check(&h, "AWS_SHARED_CREDENTIALS_FILE",
	    host_session_file(&h, ALICE_UID, "credentials"));
	check(
	    &h, "AWS_CONFIG_FILE", host_session_file(&h, ALICE_UID, "config"));
}

/* Why there are none; only where a rule would give some. */
static const struct reason_case {
	const char *reason, *conf, *ticket, *why;
} reasons[] = {
    {"no code", PROFILE("local") RULE, NULL, NO_CODE},
    {"no ticket", PROFILE("local") RULE, "nonsense", "the ticket is not valid"},
    {"a ticket that is gone", PROFILE("local") RULE,
	"0123456789abcdef0123456789abcdef", NO_CODE},
    {"no rule", PROFILE("local"), NULL, ""},
    {"exempt", "[rule]\nexempt = yes\n", NULL, ""},
    {"exempt, with a false ticket", "[rule]\nexempt = yes\n", "nonsense", ""},
};

static void
says_why(const void *arg)
{
	const struct reason_case *c = arg;
	struct host h = {0};

	world_conf(c->conf);
	host_start(&h, "sshd", "alice");
	if (c->ticket != NULL)
		put(&h, "PAM_STS_TICKET", c->ticket);
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(host_env(&h, NONE), c->why);
	expect_text(h.talk, "");
	expect(pam_getenv(h.pamh, "AWS_ACCESS_KEY_ID") == NULL);
	expect(pam_getenv(h.pamh, "PAM_STS_SESSION") == NULL);
}

/* Let in without, by on_failure = allow. */
static const struct failure {
	const char *reason;
	enum status status;
	const char *why;
} failures[] = {
    {"AWS refuses", STATUS_DENIED, "AWS refused them"},
    {"AWS is away", STATUS_UNAVAILABLE, "AWS did not answer"},
    {"no login session", STATUS_NO_SESSION, "the login has none"},
};

static void
says_why_later(const void *arg)
{
	const struct failure *c = arg;
	struct host h = {0};

	world_profile("local", "on_failure = allow\n");
	script_obtain(c->status, NULL);
	host_log_in(&h, "sshd");
	expect_text(host_env(&h, NONE), c->why);
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(host_env(&h, NONE), c->why);
	expect_text(h.talk, "");
	expect_int(world_entries(SESSIONS), 0);
}

static void
says_why_at_open(const void *arg)
{
	const struct failure *c = arg;
	struct host h = {0};

	world_profile("none", "on_failure = allow\n");
	script_obtain(c->status, NULL);
	host_start(&h, "cron", "alice");
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(host_env(&h, NONE), c->why);
	expect_text(h.talk, "");
}

/* A denied session has nobody to tell. */
static void
nobody_to_tell(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_conf("[rule]\ndeny = yes\n");
	host_start(&h, "sshd", "alice");
	expect_int(host_open(&h), PAM_PERM_DENIED);
	expect(pam_getenv(h.pamh, NONE) == NULL);
}

/* sudo tells it on its terminal, and only there. */
static const struct terminal {
	const char *reason, *service, *tty;
	bool shown;
} terminals[] = {
    {"sudo on a terminal", "sudo", "/dev/pts/3", true},
    {"sudo -i on a terminal", "sudo-i", "/dev/pts/3", true},
    {"sudo without one", "sudo", NULL, false},
    {"sudo with an empty name for it", "sudo", "", false},
    {"sshd", "sshd", "ssh", false},
    {"su", "su", "/dev/pts/3", false},
    {"a name that only ends so", "xsudo", "/dev/pts/3", false},
};

static void
shown_at_open(const void *arg)
{
	const struct terminal *c = arg;
	struct host h = {0};

	host_start(&h, c->service, "alice");
	expect_int(pam_set_item(h.pamh, PAM_RUSER, "alice"), PAM_SUCCESS);
	expect_int(pam_set_item(h.pamh, PAM_TTY, c->tty), PAM_SUCCESS);
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(h.talk,
	    c->shown ? "error: No AWS credentials: " NO_CODE
		       ". sudo -k makes sudo ask for a code again, if it asks "
		       "at all.\n" :
		       "");
	expect_text(host_env(&h, NONE), NO_CODE);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(variables); i++) {
		const struct variable *v = &variables[i];

		host_test("given", v->name, given, v);
		host_test("replaced", v->name, replaced, v);
		if (strcmp(v->name, NONE) != 0)
			host_test("kept without credentials", v->name, kept, v);
	}
	host_test("replaced", "the paths", paths_replaced, NULL);
	for (size_t i = 0; i < COUNT(reasons); i++)
		host_test("says why", reasons[i].reason, says_why, &reasons[i]);
	for (size_t i = 0; i < COUNT(failures); i++) {
		host_test("says why, authenticate", failures[i].reason,
		    says_why_later, &failures[i]);
		host_test("says why, open_session", failures[i].reason,
		    says_why_at_open, &failures[i]);
	}
	host_test("denied", "nobody is told", nobody_to_tell, NULL);
	for (size_t i = 0; i < COUNT(terminals); i++)
		host_test(
		    "shown", terminals[i].reason, shown_at_open, &terminals[i]);
	return tap_end();
}
