/* sudo: whom the session will be for is read from its command line while the
 * caller authenticates, and held against PAM_USER when it opens. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define LINE_MAX_ARGUMENTS 8

static const struct told {
	const char *reason, *service, *arguments;
	const char *line[LINE_MAX_ARGUMENTS];
	const char *target;
} tolds[] = {
    {"nobody named", "sudo", NULL, {"sudo", "id"}, "root"},
    {"by name", "sudo", NULL, {"sudo", "-u", "bob", "id"}, "bob"},
    {"attached", "sudo", NULL, {"sudo", "-nubob", "id"}, "bob"},
    {"long", "sudo", NULL, {"sudo", "--user=bob", "id"}, "bob"},
    {"abbreviated", "sudo", NULL, {"sudo", "--us", "bob", "id"}, "bob"},
    {"by uid", "sudo", NULL, {"sudo", "-u", "#1002", "id"}, "bob"},
    {"root by uid", "sudo", NULL, {"sudo", "-u#0", "id"}, "root"},
    {"herself", "sudo", NULL, {"sudo", "-u", "alice", "id"}, "alice"},
    {"a group alone", "sudo", NULL, {"sudo", "-g", "sre", "id"}, "alice"},
    {"a group and a user", "sudo", NULL,
	{"sudo", "-g", "sre", "-u", "bob", "id"}, "bob"},
    {"a shell", "sudo-i", NULL, {"sudo", "-i", "-u", "bob"}, "bob"},
    {"of the command, not of sudo", "sudo", NULL, {"sudo", "su", "-u", "bob"},
	"root"},
    {"another default", "sudo", "runas_default=bob", {"sudo", "id"}, "bob"},
    {"another default, but named", "sudo", "runas_default=bob",
	{"sudo", "-u", "root", "id"}, "root"},
    {"another default, and a group", "sudo", "runas_default=bob",
	{"sudo", "-g", "sre", "id"}, "alice"},
    {"an option to -h", "sudo", NULL, {"sudo", "-h", "host", "-u", "bob", "id"},
	"bob"},
    {"su has a line like that", "su", NULL, {"sudo", "-u", "bob", "id"},
	"alice"},
};

static void
start(struct host *h, const struct told *c)
{
	if (!tap_is_taken_over())
		host_execute(c->line, NULL);
	h->arguments = c->arguments;
	expect(setresuid(ALICE_UID, 0, 0) == 0);
	host_start(h, c->service, "alice");
	expect_int(pam_set_item(h->pamh, PAM_RUSER, "alice"), PAM_SUCCESS);
}

static void
foretold(const void *arg)
{
	const struct told *c = arg;
	struct host h = {0};

	start(&h, c);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_text(script_field(OBTAIN, 1, TAG_USER), "alice");
	expect_text(script_field(OBTAIN, 1, TAG_TARGET), c->target);
	expect_int(host_open_for(&h, c->target), PAM_SUCCESS);
	expect(host_env(&h, "AWS_SHARED_CREDENTIALS_FILE")[0] != '\0');
	expect_text(
	    session_stored(session_record(&h), 0, TAG_TARGET), c->target);
	expect_int(host_close(&h), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS), 0);
}

/* sudo opens it for somebody else than its line said. */
static const struct mistaken {
	const char *reason;
	const char *line[LINE_MAX_ARGUMENTS];
	const char *asked, *target;
} mistakens[] = {
    {"bob asked for, root's session", {"sudo", "-u", "bob", "id"}, "bob",
	"root"},
    {"root by default, bob's session", {"sudo", "id"}, "root", "bob"},
    {"bob asked for, her own session", {"sudo", "-u", "bob", "id"}, "bob",
	"alice"},
};

static void
check_refused(struct host *h, const char *asked, const char *target)
{
	char want[256];

	expect_int(host_open_for(h, target), PAM_PERM_DENIED);
	snprintf(want, sizeof(want),
	    "err user=alice target=%s step=open: not whom authenticate "
	    "decided for (see runas_default in pam_sts(8)): %s\n",
	    target, asked);
	expect_text(h->log, want);
	expect_int(world_entries(SESSIONS), 0);
	expect_int(world_entries(RECORDS), 0);
	expect_text(host_env(h, "PAM_STS_SESSION"), "");
}

static void
mistaken(const void *arg)
{
	const struct mistaken *c = arg;
	struct host h = {0};

	if (!tap_is_taken_over())
		host_execute(c->line, NULL);
	host_sudo(&h);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	check_refused(&h, c->asked, c->target);
}

/* An exempt caller, for whom nothing was obtained, is held to it too. */
static void
exempt_and_mistaken(const void *arg)
{
	const struct mistaken *c = arg;
	struct host h = {.before = "auth required pam_permit.so\n"};

	if (!tap_is_taken_over())
		host_execute(c->line, NULL);
	world_conf("[rule]\nexempt = yes\n");
	host_sudo(&h);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	check_refused(&h, c->asked, c->target);
}

/* Behind 16384 bytes of arguments nobody looks: the default is taken for it,
 * and what opens shows that it was not. */
static void
too_long_to_read(const void *arg)
{
	static char variable[16384 + 16];
	const char *const line[] = {"sudo", variable, "-u", "bob", "id", NULL};
	struct host h = {0};

	(void)arg;
	memset(variable, 'x', sizeof(variable) - 1);
	memcpy(variable, "A=", 2);
	if (!tap_is_taken_over())
		host_execute(line, NULL);
	host_sudo(&h);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	check_refused(&h, "root", "bob");
}

/* It cannot be told: asked, as everybody, and refused. */
static const struct told untolds[] = {
    {"a name nobody has", "sudo", NULL, {"sudo", "-u", "mallory", "id"}, NULL},
    {"a uid nobody has", "sudo", NULL, {"sudo", "-u", "#4242", "id"}, NULL},
    {"a uid that is none", "sudo", NULL, {"sudo", "-u", "#x", "id"}, NULL},
    {"more than a uid", "sudo", NULL, {"sudo", "-u", "#4294968298", "id"},
	NULL},
    {"an unknown option", "sudo", NULL, {"sudo", "-uroot", "-Z", "id"}, NULL},
    {"named twice", "sudo", NULL, {"sudo", "-uroot", "-ubob", "id"}, NULL},
    {"a default nobody has", "sudo", "runas_default=mallory", {"sudo", "id"},
	NULL},
};

static void
untold(const void *arg)
{
	const struct told *c = arg;
	struct host h = {0};

	start(&h, c);
	expect_int(host_authenticate(&h), PAM_SERVICE_ERR);
	expect(strncmp(h.talk, PROMPTED, strlen(PROMPTED)) == 0);
	expect(strstr(h.log, "set-up error: sudo's target cannot be told\n") !=
	    NULL);
	expect_int(script_starts(OBTAIN) + script_starts(VERIFY), 0);
	expect_int(world_entries(TICKETS), 0);
}

/* A rule that needs the target lets nobody past who has not told it. */
static const struct rule_case {
	const char *reason, *conf;
	const char *line[LINE_MAX_ARGUMENTS];
	const char *log;
} rules[] = {
    {"the rule is for this target",
	"[rule]\ntarget = bob\nexempt = yes\n[rule]\ndeny = yes\n",
	{"sudo", "-u", "bob", "id"},
	"info user=alice step=policy: exempt by " CONF ":1\n"},
    {"the rule is for another target",
	"[rule]\ntarget = bob\nexempt = yes\n[rule]\ndeny = yes\n",
	{"sudo", "-u", "root", "id"},
	"notice user=alice target=root step=policy: denied by " CONF ":4\n"},
    {"it cannot be told, and decides",
	"[rule]\ntarget = bob\nexempt = yes\n[rule]\nexempt = yes\n",
	{"sudo", "-u", "mallory", "id"},
	"notice user=alice target=(unknown) step=policy: the target is not "
	"known yet, and it decides in " CONF ":1\n"},
    {"it cannot be told at all", "[rule]\ntarget_group = !ops\nexempt = yes\n",
	{"sudo", "-u", "bob", "-Z", "id"},
	"notice user=alice target=(unknown) step=policy: the target is not "
	"known yet, and it decides in " CONF ":1\n"},
    {"it cannot be told, but the rule is another's",
	"[rule]\nuser = bob\ntarget = root\ndeny = yes\n"
	"[rule]\nexempt = yes\n",
	{"sudo", "-u", "mallory", "id"},
	"info user=alice step=policy: exempt by " CONF ":5\n"},
    {"it cannot be told, and nobody asks", "[rule]\nexempt = yes\n",
	{"sudo", "-u", "mallory", "id"},
	"info user=alice step=policy: exempt by " CONF ":1\n"},
};

static void
rule_holds(const void *arg)
{
	const struct rule_case *c = arg;
	bool exempt = strstr(c->log, "exempt") != NULL;
	struct host h = {0};

	if (!tap_is_taken_over())
		host_execute(c->line, NULL);
	world_conf(c->conf);
	host_sudo(&h);
	expect_int(host_authenticate(&h), PAM_PERM_DENIED);
	expect_text(h.log, c->log);
	expect_text(h.talk, exempt ? "" : REFUSED);
	expect_int(script_starts(OBTAIN), 0);
}

/* targetpw of sudoers(5): it authenticates the target himself. */
static void
target_authenticates(const void *arg)
{
	static const char *const line[] = {"sudo", "-u", "bob", "id", NULL};
	struct host h = {0};

	(void)arg;
	if (!tap_is_taken_over())
		host_execute(line, NULL);
	host_sudo(&h);
	expect_int(pam_set_item(h.pamh, PAM_USER, "bob"), PAM_SUCCESS);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_text(script_field(VERIFY, 1, TAG_USER), "bob");
	expect_int(host_open(&h), PAM_SUCCESS);
	session_tree(&h, BOB_UID);
	expect_text(session_stored(session_record(&h), 0, TAG_USER), "bob");
}

/* Three tries, as sudo gives: the last is as good as the first. */
static void
tried_again(const void *arg)
{
	static const char *const line[] = {"sudo", "-u", "bob", "id", NULL};
	struct host h = {0};

	(void)arg;
	if (!tap_is_taken_over())
		host_execute(line, NULL);
	script_verify(STATUS_WRONG, NULL);
	host_sudo(&h);
	expect_int(host_authenticate(&h), PAM_AUTH_ERR);
	expect_int(host_authenticate(&h), PAM_AUTH_ERR);
	script_verify(STATUS_OK, NULL);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_int(host_open_for(&h, "bob"), PAM_SUCCESS);
	session_tree(&h, BOB_UID);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(tolds); i++)
		host_test("told", tolds[i].reason, foretold, &tolds[i]);
	for (size_t i = 0; i < COUNT(mistakens); i++) {
		host_test(
		    "refused", mistakens[i].reason, mistaken, &mistakens[i]);
		host_test("refused, exempt", mistakens[i].reason,
		    exempt_and_mistaken, &mistakens[i]);
	}
	host_test("refused", "too long to read", too_long_to_read, NULL);
	for (size_t i = 0; i < COUNT(untolds); i++)
		host_test("untold", untolds[i].reason, untold, &untolds[i]);
	for (size_t i = 0; i < COUNT(rules); i++)
		host_test("rule", rules[i].reason, rule_holds, &rules[i]);
	host_test("targetpw", "the target's code", target_authenticates, NULL);
	host_test("tried", "again", tried_again, NULL);
	return tap_end();
}
