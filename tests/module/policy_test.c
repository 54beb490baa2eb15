/* Rules: who is asked, who is let through, who is refused. */

#include <sys/stat.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/tap.h"

#define PROFILE                                                               \
	"[profile test]\ncredential_source = UserKey\nmfa = local\nregion = " \
	"eu-west-1\n"
#define NONE                                                        \
	"[profile test]\ncredential_source = UserKey\nmfa = none\n" \
	"region = eu-west-1\n"

#define MORE                                                         \
	"[profile more]\ncredential_source = UserKey\nmfa = local\n" \
	"region = eu-west-1\n"
#define OTHER_RULES                                                     \
	"err user=alice target=alice step=open: other rules hold than " \
	"when the code was asked for\n"

static const struct rule_case {
	const char *reason, *rules;
	int authenticate;
	const char *log; /* of authenticate; NULL: as for a login */
	int open; /* without a ticket */
} rules[] = {
    {"a rule for everybody", PROFILE "[rule]\nprofile = test\n", PAM_SUCCESS,
	NULL, PAM_SUCCESS},
    {"no rule at all", PROFILE, PAM_PERM_DENIED,
	"notice user=alice step=policy: no rule matches\n", PAM_SUCCESS},
    {"no rule matches: another service",
	PROFILE "[rule]\nservice = sudo\nprofile = test\n", PAM_PERM_DENIED,
	"notice user=alice step=policy: no rule matches\n", PAM_SUCCESS},
    {"no rule matches: another user",
	PROFILE "[rule]\nuser = bob\nexempt = yes\n", PAM_PERM_DENIED,
	"notice user=alice step=policy: no rule matches\n", PAM_SUCCESS},
    {"no rule matches: another group",
	PROFILE "[rule]\ngroup = bob\nexempt = yes\n", PAM_PERM_DENIED,
	"notice user=alice step=policy: no rule matches\n", PAM_SUCCESS},
    {"no rule matches: one condition of two",
	PROFILE "[rule]\nuser = alice\nservice = su\nexempt = yes\n",
	PAM_PERM_DENIED, "notice user=alice step=policy: no rule matches\n",
	PAM_SUCCESS},
    {"a name that only begins like hers",
	PROFILE "[rule]\nuser = alic\nexempt = yes\n", PAM_PERM_DENIED,
	"notice user=alice step=policy: no rule matches\n", PAM_SUCCESS},
    {"an empty file", "", PAM_PERM_DENIED,
	"notice user=alice step=policy: no rule matches\n", PAM_SUCCESS},
    {"exempt, by name", "[rule]\nuser = alice\nexempt = yes\n", PAM_IGNORE,
	"info user=alice step=policy: exempt by " CONF ":1\n", PAM_SUCCESS},
    {"exempt, by group", "[rule]\ngroup = sre\nexempt = yes\n", PAM_IGNORE,
	"info user=alice step=policy: exempt by " CONF ":1\n", PAM_SUCCESS},
    {"exempt, by service and target",
	"[rule]\nservice = sshd\ntarget = alice\nexempt = yes\n", PAM_IGNORE,
	"info user=alice step=policy: exempt by " CONF ":1\n", PAM_SUCCESS},
    {"denied", "\n# a comment\n[rule]\ndeny = yes\n", PAM_PERM_DENIED,
	"notice user=alice step=policy: denied by " CONF ":3\n",
	PAM_PERM_DENIED},
    {"the first rule that matches: denied",
	"[rule]\nuser = alice\ndeny = yes\n[rule]\nexempt = yes\n",
	PAM_PERM_DENIED,
	"notice user=alice step=policy: denied by " CONF ":1\n",
	PAM_PERM_DENIED},
    {"the first rule that matches: exempt",
	"[rule]\nuser = bob\ndeny = yes\n[rule]\nexempt = yes\n", PAM_IGNORE,
	"info user=alice step=policy: exempt by " CONF ":4\n", PAM_SUCCESS},
    {"mfa = none proves nothing", NONE "[rule]\nprofile = test\n", PAM_IGNORE,
	"info user=alice step=policy: mfa = none asks for no code\n",
	PAM_SUCCESS},
};

/* libpam makes PAM_IGNORE of a lonely module into PAM_PERM_DENIED; a module
 * that says yes stands behind ours to tell them apart. */
static void
check_code(struct host *h, int want)
{
	int r = host_authenticate(h);

	if (want != PAM_IGNORE) {
		expect_int(r, want);
		return;
	}
	expect_int(r, PAM_PERM_DENIED);
	expect_text(h->talk, "");
	host_end(h);
	h->before = "auth required pam_permit.so\n";
	host_start(h, "sshd", "alice");
	expect_int(host_authenticate(h), PAM_SUCCESS);
}

static void
rule_holds(const void *arg)
{
	const struct rule_case *c = arg;
	struct host h = {0};

	world_conf(c->rules);
	host_start(&h, "sshd", "alice");
	check_code(&h, c->authenticate);
	if (c->log != NULL) {
		expect_text(h.log, c->log);
		/* Who is refused is asked all the same. */
		expect_text(
		    h.talk, c->authenticate == PAM_PERM_DENIED ? REFUSED : "");
		expect_int(h.delay > 0, c->authenticate == PAM_PERM_DENIED);
		expect_int(script_starts(OBTAIN), 0);
	}
	expect_int(script_starts(VERIFY), c->authenticate == PAM_SUCCESS);
}

static void
rule_holds_at_open(const void *arg)
{
	const struct rule_case *c = arg;
	bool obtains = strstr(c->rules, "mfa = none") != NULL;
	struct host h = {0};

	world_conf(c->rules);
	host_start(&h, "sshd", "alice");
	expect_int(host_open(&h), c->open);
	expect_text(h.talk, "");
	/* A refusal, or coming in without credentials, has its one line. */
	expect(strchr(h.log, '\n') != NULL && strchr(h.log, '\n')[1] == '\0');
	expect_int(world_entries(SESSIONS), obtains);
	expect_int(script_starts(OBTAIN), obtains);
}

/* Between the code and the session the rules change: what was proven is held
 * against what holds now. */
static const struct change {
	const char *reason, *conf;
	int code;
	const char *log;
} changes[] = {
    {"nothing, but the file", "# new\n" PROFILE "[rule]\nprofile = test\n",
	PAM_SUCCESS, NULL},
    {"now denied", "[rule]\ndeny = yes\n", PAM_PERM_DENIED,
	"notice user=alice step=policy: denied by " CONF ":1\n"},
    {"now exempt", "[rule]\nexempt = yes\n", PAM_PERM_DENIED, OTHER_RULES},
    {"no rule any more", PROFILE, PAM_PERM_DENIED, OTHER_RULES},
    {"another profile", PROFILE MORE "[rule]\nprofile = more\n",
	PAM_PERM_DENIED, OTHER_RULES},
    {"one profile more", PROFILE MORE "[rule]\nprofile = test, more\n",
	PAM_PERM_DENIED, OTHER_RULES},
    {"no code any more", NONE "[rule]\nprofile = test\n", PAM_SUCCESS, NULL},
    {"a mistake", "[nonsense]\n", PAM_PERM_DENIED,
	"err step=config: " CONF ":1: unknown section: expected defaults, "
	"profile NAME or rule: \"nonsense\"\n"},
};

static void
rules_change(const void *arg)
{
	const struct change *c = arg;
	struct host h = {0};

	host_log_in(&h, "sshd");
	world_conf(c->conf);
	expect_int(host_open(&h), c->code);
	if (c->log != NULL)
		expect_text(h.log, c->log);
	expect_int(world_entries(SESSIONS), c->code == PAM_SUCCESS);
	expect_int(world_entries(TICKETS), 0);
	expect_text(host_env(&h, "PAM_STS_TICKET"), "");
	expect_int(script_starts(OBTAIN), 1);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(rules); i++) {
		host_test(
		    "authenticate", rules[i].reason, rule_holds, &rules[i]);
		host_test("open_session", rules[i].reason, rule_holds_at_open,
		    &rules[i]);
	}
	for (size_t i = 0; i < COUNT(changes); i++)
		host_test("between code and session", changes[i].reason,
		    rules_change, &changes[i]);
	return tap_end();
}
