/* LoginSession: whose record sudo may derive from.  The caller names it in the
 * environment that sudo was started with, and is believed in nothing. */

#include <sys/stat.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/life.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define CONFIG(mfa)                                                         \
	"[defaults]\nregion = eu-west-1\n"                                  \
	"[profile test]\ncredential_source = UserKey\nmfa = local\n"        \
	"[profile role]\ncredential_source = LoginSession\nmfa = " mfa "\n" \
	"role_arn = arn:aws:iam::123456789012:role/R\n"                     \
	"[rule]\nservice = sshd\nprofile = test\n[rule]\nprofile = role\n"
#define NAME "PAM_STS_SESSION"
#define VARIABLES_MAX 6
#define WRAPPED "2^32 + its pid"
#define NO_SESSION_TEXT                                                \
	"This needs the AWS credentials of your login, and there are " \
	"none. Log in again with a code."

static char filler[3000];

/* alice's login, in this process, and sudo below it. */
static const struct way {
	const char *reason;
	const char *user; /* who has logged in */
	enum tag tag; /* a field of the record, and what is put there */
	const char *value;
	const char *variables[VARIABLES_MAX]; /* %s: the session's id */
	bool found;
} ways[] = {
    {"her own", "alice", 0, NULL, {NAME "=%s"}, true},
    {"among other variables", "alice", 0, NULL,
	{"A=b", "X" NAME "=x", NAME "X=x", NAME, NAME "=%s", "C=d"}, true},
    {"behind long ones", "alice", 0, NULL,
	{filler, filler + 1, NAME "=%s", filler + 2}, true},
    {"none is named", "alice", 0, NULL, {"A=b"}, false},
    {"the first of two counts", "alice", 0, NULL,
	{NAME "=0123456789abcdef", NAME "=%s"}, false},
    {"the first, and it is hers", "alice", 0, NULL,
	{NAME "=%s", NAME "=0123456789abcdef"}, true},
    {"a forged id", "alice", 0, NULL, {NAME "=0123456789abcdef"}, false},
    {"an empty one", "alice", 0, NULL, {NAME "="}, false},
    {"a byte more", "alice", 0, NULL, {NAME "=%s0"}, false},
    {"a newline behind", "alice", 0, NULL, {NAME "=%s\n"}, false},
    {"a path", "alice", 0, NULL, {NAME "=../records/%s"}, false},
    {"a path of 16 bytes", "alice", 0, NULL, {NAME "=../../../../etc/"}, false},
    {"another name", "alice", 0, NULL, {NAME "S=%s"}, false},
    {"the end of another's value", "alice", 0, NULL, {"A=" NAME "=%s"}, false},
    {"bob's", "bob", 0, NULL, {NAME "=%s"}, false},
    {"root's", "root", 0, NULL, {NAME "=%s"}, false},
    {"her name, another uid", "alice", TAG_UID, "1002", {NAME "=%s"}, false},
    {"her uid, another name", "alice", TAG_TARGET, "alicia", {NAME "=%s"},
	false},
    {"of another boot", "alice", TAG_BOOT,
	"00000000-0000-0000-0000-000000000000", {NAME "=%s"}, false},
    {"its pid has been used again", "alice", TAG_START, "1", {NAME "=%s"},
	false},
    {"its leader is gone", "alice", TAG_LEADER, "4194304", {NAME "=%s"}, false},
    {"its leader is nobody", "alice", TAG_LEADER, "0", {NAME "=%s"}, false},
    {"its leader is more than a pid", "alice", TAG_LEADER, WRAPPED,
	{NAME "=%s"}, false},
};

static void
become_sudo(const void *arg)
{
	static const char *const line[] = {"sudo", "id", NULL};
	const char *const *variables = arg;
	static char text[VARIABLES_MAX][4096];
	const char *all[VARIABLES_MAX + 1] = {NULL};
	const char *id = world_first(RECORDS);

	for (int i = 0; i < VARIABLES_MAX && variables[i] != NULL; i++) {
		const char *hole = strstr(variables[i], "%s");

		snprintf(text[i], sizeof(text[i]), "%.*s%s%s",
		    hole == NULL ? 4095 : (int)(hole - variables[i]),
		    variables[i], hole == NULL ? "" : id,
		    hole == NULL ? "" : hole + 2);
		all[i] = text[i];
	}
	host_execute(line, all);
}

/* alice's shell. */
static void
call_sudo(const void *arg)
{
	tap_aside(become_sudo, arg);
}

static void
give_role(void)
{
	static const struct given role = {"role", 0, REGION, NULL};

	script_prepared(STATUS_OK, NULL);
	script_give(FAKE_ANSWER, &role);
}

/* Is it the record that obtain has got, or nothing? */
static void
check_source(bool found)
{
	char want[64] = "null rw 0", path[128];
	struct stat st;

	if (found)
		snprintf(path, sizeof(path), RECORDS "/%s", getenv(NAME));
	if (found && expect(stat(path, &st) == 0))
		snprintf(want, sizeof(want), "file r %llu",
		    (unsigned long long)st.st_ino);
	expect_text(script_state(OBTAIN, "fd4"), want);
}

static void
derive(struct host *h)
{
	give_role();
	host_sudo(h);
	expect_int(host_authenticate(h), PAM_SUCCESS);
	check_source(true);
	expect_text(script_field(OBTAIN, 1, TAG_PROFILES), "role");
	expect_text(script_field(OBTAIN, 1, TAG_USER), "alice");
	expect_text(script_field(OBTAIN, 1, TAG_TARGET), "root");
	expect_int(host_open_for(h, "root"), PAM_SUCCESS);
	session_tree(h, 0);
	/* Nothing further can be derived from what was derived: no base. */
	expect_int(session_stored_count(session_record(h)), 2);
	expect_text(session_stored(session_record(h), 1, TAG_PROFILE), "role");
	expect_text(
	    session_stored(session_record(h), 0, TAG_LOGIN), getenv(NAME));
	expect_int(host_close(h), PAM_SUCCESS);
	expect_int(world_entries(RECORDS), 1);
}

static void
derive_in_vain(struct host *h)
{
	script_prepared(STATUS_NO_SESSION, "because");
	host_sudo(h);
	expect_int(host_authenticate(h), PAM_PERM_DENIED);
	check_source(false);
	expect_text(h->talk, PROMPTED "error: " NO_SESSION_TEXT "\n");
	expect_int(world_entries(TICKETS), 0);
}

static void
below_a_login(const void *arg)
{
	const struct way *c = arg;
	struct host h = {0};
	char wrapped[32];

	if (tap_is_taken_over()) {
		c->found ? derive(&h) : derive_in_vain(&h);
		return;
	}
	world_conf(CONFIG("local"));
	host_start(&h, "sshd", c->user);
	expect_int(host_authenticate(&h), PAM_SUCCESS);
	expect_int(host_open(&h), PAM_SUCCESS);
	/* 32 bits of it are the leader's. */
	snprintf(wrapped, sizeof(wrapped), "%lld",
	    (long long)getpid() + (1LL << 32));
	if (c->value != NULL)
		session_store(session_record(&h), 0, c->tag,
		    strcmp(c->value, WRAPPED) == 0 ? wrapped : c->value);
	tap_aside(call_sudo, c->variables);
	expect_int(host_close(&h), PAM_SUCCESS);
}

static const char *const usual[VARIABLES_MAX] = {NAME "=%s"};

static void
log_in_aside(const void *arg)
{
	struct host h = {0};

	(void)arg;
	session_open(&h);
	life_kill_keeper(host_env(&h, NAME)); /* else no record stays */
}

/* Its leader has died without a close, or has closed and lives. */
static void
leader_is_dead(const void *arg)
{
	struct host h = {0};

	(void)arg;
	if (tap_is_taken_over()) {
		derive_in_vain(&h);
		return;
	}
	world_conf(CONFIG("local"));
	tap_aside(log_in_aside, NULL);
	expect_int(world_entries(RECORDS), 1);
	tap_aside(become_sudo, usual);
}

static void
session_is_closed(const void *arg)
{
	struct host h = {0};
	char variable[64];
	const char *const variables[VARIABLES_MAX] = {variable};

	(void)arg;
	if (tap_is_taken_over()) {
		derive_in_vain(&h);
		return;
	}
	world_conf(CONFIG("local"));
	session_open(&h);
	snprintf(variable, sizeof(variable), NAME "=%s", host_env(&h, NAME));
	expect_int(host_close(&h), PAM_SUCCESS);
	tap_aside(become_sudo, variables);
}

/* The handle's environment is not the process's, and root's is not hers. */
static void
not_hers_to_say(const void *arg)
{
	const bool *by_handle = arg;
	static const char *const none[VARIABLES_MAX] = {NULL};
	struct host h = {0};
	char text[64];

	if (!tap_is_taken_over()) {
		world_conf(CONFIG("local"));
		session_open(&h);
		tap_aside(become_sudo, *by_handle ? none : usual);
		return;
	}
	script_prepared(STATUS_NO_SESSION, NULL);
	host_sudo(&h);
	snprintf(text, sizeof(text), NAME "=%s", world_first(RECORDS));
	if (*by_handle)
		expect_int(pam_putenv(h.pamh, text), PAM_SUCCESS);
	else
		expect(setresuid(0, 0, 0) == 0);
	expect_int(host_authenticate(&h), PAM_PERM_DENIED);
	check_source(false);
}

/* Whoever was revoked derives nothing from what he has. */
static void
user_is_revoked(const void *arg)
{
	static const char *const files[] = {"secret", "counter", "key"};
	struct host h = {0};
	char path[128];

	(void)arg;
	if (tap_is_taken_over()) {
		derive_in_vain(&h);
		return;
	}
	world_conf(CONFIG("local"));
	session_open(&h);
	for (size_t i = 0; i < COUNT(files); i++) {
		snprintf(path, sizeof(path), STATE_DIR "/%d/%s", ALICE_UID,
		    files[i]);
		expect(unlink(path) == 0);
	}
	tap_aside(become_sudo, usual);
}

int
main(int argc, char **argv)
{
	static const bool by_handle[] = {false, true};

	if (!host_begin(argc, argv))
		return 2;
	memset(filler, 'x', sizeof(filler) - 1);
	memcpy(filler, "A=", 2);
	for (size_t i = 0; i < COUNT(ways); i++)
		host_test(ways[i].found ? "found" : "not found", ways[i].reason,
		    below_a_login, &ways[i]);
	host_test("not found", "its leader has died", leader_is_dead, NULL);
	host_test("not found", "it is closed", session_is_closed, NULL);
	host_test("not found", "he is revoked", user_is_revoked, NULL);
	host_test(
	    "not found", "root's process", not_hers_to_say, &by_handle[0]);
	host_test(
	    "not found", "in the handle alone", not_hers_to_say, &by_handle[1]);
	return tap_end();
}
