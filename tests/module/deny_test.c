/* Rules that deny with words, and rules that raise an alarm. */

#include <stdio.h>
#include <string.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define WORDS "Only sre may become root here. Ask %s, or ops."
#define DENY "[rule]\ndeny = yes\n"
#define DENIED "notice user=alice step=policy: denied by " CONF ":1\n"

static char longest[200 + 1];

static const struct message_case {
	const char *reason, *message;
} messages[] = {
    {"a format is text", WORDS},
    {"UTF-8", "Zugang nur f\303\274r sre"},
    {"as long as may be", longest},
};

static void
deny_with(const char *message)
{
	char text[512];

	snprintf(text, sizeof(text), DENY "message = %s\n", message);
	world_conf(text);
}

/* At once: nobody is asked for a code that cannot help him. */
static void
told_at_once(const void *arg)
{
	const struct message_case *c = arg;
	struct host h = {0};
	char want[512];

	deny_with(c->message);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_PERM_DENIED);
	snprintf(want, sizeof(want), "error: %s\n", c->message);
	expect_text(h.talk, want);
	expect_text(h.log, DENIED);
	expect_int((int)h.delay, 0);
	expect_int(script_starts(OBTAIN) + script_starts(VERIFY), 0);
}

/* Without words of its own it is what everybody sees, and no more. */
static void
no_words(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_conf(DENY);
	host_start(&h, "sshd", "alice");
	expect_int(host_authenticate(&h), PAM_PERM_DENIED);
	expect_text(h.talk, REFUSED);
	expect_text(h.log, DENIED);
	expect(h.delay > 0);
}

/* A rule that names nobody says the same to who does not exist. */
static void
unknown_user(const void *arg)
{
	struct host h = {0};

	(void)arg;
	deny_with(WORDS);
	host_start(&h, "sshd", "mallory");
	expect_int(host_authenticate(&h), PAM_PERM_DENIED);
	expect_text(h.talk, "error: " WORDS "\n");
}

/* One that names users does not hold for him. */
static void
unknown_user_unnamed(const void *arg)
{
	struct host h = {0};

	(void)arg;
	world_conf("[rule]\nuser = alice\ndeny = yes\nmessage = " WORDS "\n");
	host_start(&h, "sshd", "mallory");
	expect_int(host_authenticate(&h), PAM_AUTHINFO_UNAVAIL);
	expect_text(h.talk, REFUSED);
}

static const struct open_case {
	const char *reason, *service, *tty;
	bool shown;
} opens[] = {
    {"sudo on a terminal", "sudo", "/dev/pts/3", true},
    {"sudo without one", "sudo", NULL, false},
    {"sshd", "sshd", "ssh", false},
    {"cron", "cron", "cron", false},
};

static void
told_at_open(const void *arg)
{
	const struct open_case *c = arg;
	struct host h = {0};

	deny_with(WORDS);
	host_start(&h, c->service, "alice");
	expect_int(pam_set_item(h.pamh, PAM_RUSER, "alice"), PAM_SUCCESS);
	expect_int(pam_set_item(h.pamh, PAM_TTY, c->tty), PAM_SUCCESS);
	expect_int(host_open(&h), PAM_PERM_DENIED);
	expect_text(h.talk, c->shown ? "error: " WORDS "\n" : "");
	expect_text(h.log, DENIED);
	expect(pam_getenv(h.pamh, "PAM_STS_NONE") == NULL);
}

#define ALERT "alert = yes\n"
#define BY_ALERT "; by a rule with alert = yes\n"
#define PROFILE(mfa)                                                   \
	"[profile test]\ncredential_source = UserKey\nmfa = " mfa "\n" \
	"region = eu-west-1\non_failure = allow\nmfa_serial = GAHT12345678\n"
#define RULE "[rule]\nprofile = test\n"
#define WHO "alert user=alice profile=test session=ID "

static const struct alert {
	const char *reason, *conf;
	enum status verify, obtain;
	const char *authenticate, *open; /* what is logged */
} alerts[] = {
    {"exempt", "[rule]\nexempt = yes\n" ALERT, STATUS_OK, STATUS_OK,
	"alert user=alice step=policy: exempt by " CONF ":1\n",
	"alert user=alice step=open: no credentials: no code was given for "
	"this session\n"},
    {"denied", DENY ALERT, STATUS_OK, STATUS_OK,
	"alert user=alice step=policy: denied by " CONF ":1\n",
	"alert user=alice step=policy: denied by " CONF ":1\n"},
    {"denied with words", DENY ALERT "message = no\n", STATUS_OK, STATUS_OK,
	"alert user=alice step=policy: denied by " CONF ":1\n",
	"alert user=alice step=policy: denied by " CONF ":1\n"},
    {"a profile", PROFILE("local") RULE ALERT, STATUS_OK, STATUS_OK,
	WHO "step=obtain: ok" BY_ALERT,
	WHO "step=open: ok: key=" KEY_ID " expires=" EXPIRATION
	    " arn=" BY_ALERT},
    {"a wrong code", PROFILE("local") RULE ALERT, STATUS_WRONG, STATUS_OK,
	WHO "step=verify: wrong code: because" BY_ALERT, NULL},
    {"AWS refuses", PROFILE("sts") RULE ALERT, STATUS_OK, STATUS_DENIED,
	WHO "step=obtain: denied by AWS: because" BY_ALERT, NULL},
    {"let in without credentials", PROFILE("local") RULE ALERT, STATUS_OK,
	STATUS_DENIED,
	WHO "step=obtain: denied by AWS: because; let in without "
	    "credentials" BY_ALERT,
	NULL},
    {"no code", PROFILE("local") RULE ALERT, STATUS_OK, STATUS_OK, NULL,
	"alert user=alice step=open: no credentials: no code was given for "
	"this session\n"},
    {"mfa = none", PROFILE("none") RULE ALERT, STATUS_OK, STATUS_OK,
	"alert user=alice step=policy: mfa = none asks for no code\n",
	WHO "step=open: ok: key=" KEY_ID " expires=" EXPIRATION
	    " arn=" BY_ALERT},
    {"mfa = none, AWS refuses", PROFILE("none") RULE ALERT, STATUS_OK,
	STATUS_DENIED, NULL,
	WHO "step=open: denied by AWS: because; let in without "
	    "credentials" BY_ALERT},
    {"another rule's alert", "[rule]\nuser = bob\nexempt = yes\n" ALERT DENY,
	STATUS_OK, STATUS_OK,
	"notice user=alice step=policy: denied by " CONF ":5\n",
	"notice user=alice step=policy: denied by " CONF ":5\n"},
};

static const char *
detail_of(enum status s)
{
	return s == STATUS_OK ? NULL : "because";
}

static void
raised(const void *arg)
{
	const struct alert *c = arg;
	struct host h = {0};

	world_conf(c->conf);
	script_verify(c->verify, detail_of(c->verify));
	script_obtain(c->obtain, detail_of(c->obtain));
	host_start(&h, "sshd", "alice");
	if (c->authenticate != NULL) {
		(void)host_authenticate(&h);
		expect_text(h.log, c->authenticate);
	}
	if (c->open != NULL) {
		(void)host_open(&h);
		expect_text(h.log, c->open);
	}
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	memset(longest, 'x', sizeof(longest) - 1);
	for (size_t i = 0; i < COUNT(messages); i++)
		host_test("told at once", messages[i].reason, told_at_once,
		    &messages[i]);
	host_test("denied", "without words", no_words, NULL);
	host_test("told", "who is nobody", unknown_user, NULL);
	host_test("not told", "who is nobody, by a rule for somebody",
	    unknown_user_unnamed, NULL);
	for (size_t i = 0; i < COUNT(opens); i++)
		host_test("at open", opens[i].reason, told_at_open, &opens[i]);
	for (size_t i = 0; i < COUNT(alerts); i++)
		host_test("alert", alerts[i].reason, raised, &alerts[i]);
	return tap_end();
}
