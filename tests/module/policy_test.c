/* Rules: who is asked, who is let through, who is refused. */

#include <sys/stat.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/tap.h"

#define PROFILE                                                            \
	"[profile p]\ncredential_source = UserKey\nmfa = local\nregion = " \
	"eu-west-1\n"
#define NONE                                                     \
	"[profile n]\ncredential_source = UserKey\nmfa = none\n" \
	"region = eu-west-1\n"

static const struct rule_case {
	const char *reason, *rules;
	int authenticate;
	const char *log; /* of authenticate; NULL: as for a login */
	int open; /* without a ticket */
} rules[] = {
    {"a rule for everybody", PROFILE "[rule]\nprofile = p\n", PAM_SUCCESS, NULL,
	PAM_SUCCESS},
    {"no rule at all", PROFILE, PAM_PERM_DENIED,
	"notice user=alice step=policy: no rule matches in " CONF ":0\n",
	PAM_SUCCESS},
    {"no rule matches: another service",
	PROFILE "[rule]\nservice = sudo\nprofile = p\n", PAM_PERM_DENIED,
	"notice user=alice step=policy: no rule matches in " CONF ":0\n",
	PAM_SUCCESS},
    {"no rule matches: another user",
	PROFILE "[rule]\nuser = bob\nexempt = yes\n", PAM_PERM_DENIED,
	"notice user=alice step=policy: no rule matches in " CONF ":0\n",
	PAM_SUCCESS},
    {"no rule matches: another group",
	PROFILE "[rule]\ngroup = bob\nexempt = yes\n", PAM_PERM_DENIED,
	"notice user=alice step=policy: no rule matches in " CONF ":0\n",
	PAM_SUCCESS},
    {"no rule matches: one condition of two",
	PROFILE "[rule]\nuser = alice\nservice = su\nexempt = yes\n",
	PAM_PERM_DENIED,
	"notice user=alice step=policy: no rule matches in " CONF ":0\n",
	PAM_SUCCESS},
    {"a name that only begins like hers",
	PROFILE "[rule]\nuser = alic\nexempt = yes\n", PAM_PERM_DENIED,
	"notice user=alice step=policy: no rule matches in " CONF ":0\n",
	PAM_SUCCESS},
    {"an empty file", "", PAM_PERM_DENIED,
	"notice user=alice step=policy: no rule matches in " CONF ":0\n",
	PAM_SUCCESS},
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
    {"mfa = none proves nothing", NONE "[rule]\nprofile = n\n", PAM_IGNORE,
	"info user=alice step=policy: mfa = none asks for no code\n",
	PAM_SUCCESS},
};

/* sudo tells the target only when it opens the session: a rule that needs it
 * before lets nobody past. */
static const struct rule_case sudo_cases[] = {
    {"the target is somebody's name", "[rule]\ntarget = alice\nexempt = yes\n",
	PAM_PERM_DENIED,
	"notice user=alice step=policy: the target is not known yet, and it "
	"decides in " CONF ":1\n",
	PAM_SUCCESS},
    {"the rule is another's",
	"[rule]\nuser = bob\ntarget = root\n"
	"deny = yes\n[rule]\nexempt = yes\n",
	PAM_IGNORE, "info user=alice step=policy: exempt by " CONF ":5\n",
	PAM_SUCCESS},
    {"no target is asked for", "[rule]\nexempt = yes\n", PAM_IGNORE,
	"info user=alice step=policy: exempt by " CONF ":1\n", PAM_SUCCESS},
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
rule_holds_in_sudo(const void *arg)
{
	const struct rule_case *c = arg;
	struct host h = {0};

	world_conf(c->rules);
	host_start(&h, "sudo", "alice");
	expect_int(pam_set_item(h.pamh, PAM_RUSER, "alice"), PAM_SUCCESS);
	expect_int(host_authenticate(&h), PAM_PERM_DENIED);
	expect_text(h.log, c->log);
	expect_text(h.talk, c->authenticate == PAM_PERM_DENIED ? REFUSED : "");
	/* At open the owner of the session is known. */
	expect_int(host_open(&h), c->open);
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

int
main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	host_module(argv[1]);
	world_up();
	for (size_t i = 0; i < COUNT(rules); i++) {
		host_test(
		    "authenticate", rules[i].reason, rule_holds, &rules[i]);
		host_test("open_session", rules[i].reason, rule_holds_at_open,
		    &rules[i]);
	}
	for (size_t i = 0; i < COUNT(sudo_cases); i++)
		host_test("in sudo", sudo_cases[i].reason, rule_holds_in_sudo,
		    &sudo_cases[i]);
	return tap_end();
}
