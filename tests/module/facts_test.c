/* What rules are decided by: the items of the handle, this host's names, the
 * groups of both people. */

#include <stdio.h>
#include <string.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/tap.h"

static const struct row {
	const char *reason, *condition, *rhost, *tty;
	bool holds;
} rows[] = {
    {"an address", "rhost = 192.0.2.7", "192.0.2.7", NULL, true},
    {"another address", "rhost = 192.0.2.7", "192.0.2.8", NULL, false},
    {"in a network", "rhost = 192.0.2.0/24", "192.0.2.7", NULL, true},
    {"outside", "rhost = 192.0.2.0/24", "192.0.3.7", NULL, false},
    {"in an IPv6 network", "rhost = 2001:db8::/32", "2001:db8::7", NULL, true},
    {"mapped into IPv6", "rhost = 192.0.2.0/24", "::ffff:192.0.2.7", NULL,
	true},
    {"a name", "rhost = *.example.com", "Laptop.example.com", NULL, true},
    {"a name is no address", "rhost = 192.0.2.0/24", "pc.example.com", NULL,
	false},
    {"from anywhere", "rhost = *", "192.0.2.7", NULL, true},
    {"from nowhere", "rhost = *", NULL, NULL, false},
    {"from login's empty host", "rhost = *", "", NULL, false},
    {"not from there", "rhost = !192.0.2.7", "192.0.2.8", NULL, true},
    {"not from there, but from nowhere", "rhost = !*", NULL, NULL, true},
    {"the terminal is not the host", "rhost = *", NULL, "tty1", false},
    {"a terminal", "tty = tty1", NULL, "tty1", true},
    {"a terminal by its path", "tty = tty1", NULL, "/dev/tty1", true},
    {"another terminal", "tty = tty1", NULL, "tty2", false},
    {"terminals", "tty = pts/*", NULL, "/dev/pts/3", true},
    {"no terminal", "tty = *", NULL, NULL, false},
    {"an empty terminal", "tty = *", NULL, "", false},
    {"the host is not the terminal", "tty = *", "192.0.2.7", NULL, false},
    {"this host", "host = bastion-7", NULL, NULL, true},
    {"this host, its whole name", "host = bastion-7.example.com", NULL, NULL,
	true},
    {"such hosts", "host = web-*, bastion-?", NULL, NULL, true},
    {"another host", "host = bastion-8", NULL, NULL, false},
    {"not this host", "host = !bastion-7", NULL, NULL, false},
    {"her group", "group = ops, sre", NULL, NULL, true},
    {"not her group", "group = !sre", NULL, NULL, false},
    {"another's group", "group = ops", NULL, NULL, false},
    {"a group nobody has", "group = nogroup", NULL, NULL, false},
    {"the target is herself", "target = alice", NULL, NULL, true},
    {"the target's group is hers", "target_group = sre", NULL, NULL, true},
    {"not the target's group", "target_group = ops", NULL, NULL, false},
    {"the target is not in it", "target_group = !ops", NULL, NULL, true},
    {"two conditions", "tty = ssh\nrhost = 192.0.2.7", "192.0.2.7", "ssh",
	true},
    {"one of two", "tty = ssh\nrhost = 192.0.2.7", "192.0.2.8", "ssh", false},
};

static void
set_up(struct host *h, const struct row *c)
{
	char text[256];

	snprintf(text, sizeof(text),
	    "[rule]\n%s\nexempt = yes\n[rule]\ndeny = yes\nmessage = no\n",
	    c->condition);
	world_conf(text);
	host_start(h, "sshd", "alice");
	expect_int(pam_set_item(h->pamh, PAM_RHOST, c->rhost), PAM_SUCCESS);
	expect_int(pam_set_item(h->pamh, PAM_TTY, c->tty), PAM_SUCCESS);
}

static void
at_authenticate(const void *arg)
{
	const struct row *c = arg;
	struct host h = {0};

	set_up(&h, c);
	/* libpam makes IGNORE of a lonely module into PERM_DENIED. */
	expect_int(host_authenticate(&h), PAM_PERM_DENIED);
	expect_int(strstr(h.log, ": exempt by ") != NULL, c->holds);
	expect_text(h.talk, c->holds ? "" : "error: no\n");
}

static void
at_open(const void *arg)
{
	const struct row *c = arg;
	struct host h = {0};

	set_up(&h, c);
	expect_int(host_open(&h), c->holds ? PAM_SUCCESS : PAM_PERM_DENIED);
}

/* sudo: the caller's groups and the target's, each for its own condition. */
static const struct people {
	const char *reason, *condition, *target;
	bool holds;
} people[] = {
    {"the caller", "user = alice", "bob", true},
    {"not the target", "user = bob", "bob", false},
    {"the target", "target = bob", "bob", true},
    {"not the caller", "target = alice", "bob", false},
    {"the caller's group", "group = sre", "bob", true},
    {"not the target's group", "group = ops", "bob", false},
    {"the target's group", "target_group = ops", "bob", true},
    {"the target is not in the caller's", "target_group = sre", "bob", false},
    {"another target's group", "target_group = ops", "root", false},
    {"any target but", "target = !root", "bob", true},
    {"any target but this", "target = !root", "root", false},
    {"both", "group = sre\ntarget_group = ops", "bob", true},
};

static void
of_people(const void *arg)
{
	const struct people *c = arg;
	const struct row row = {NULL, c->condition, NULL, NULL, false};
	const char *const line[] = {"sudo", "-u", c->target, "id", NULL};
	struct host h = {0}, sudo = {0};

	if (!tap_is_taken_over())
		host_execute(line, NULL);
	set_up(&h, &row);
	host_sudo(&sudo);
	expect_int(host_authenticate(&sudo), PAM_PERM_DENIED);
	expect_int(strstr(sudo.log, ": exempt by ") != NULL, c->holds);
	/* A handle of its own: sudo has a warm timestamp. */
	host_sudo(&sudo);
	expect_int(host_open_for(&sudo, c->target),
	    c->holds ? PAM_SUCCESS : PAM_PERM_DENIED);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(rows); i++) {
		host_test(
		    "authenticate", rows[i].reason, at_authenticate, &rows[i]);
		host_test("open_session", rows[i].reason, at_open, &rows[i]);
	}
	for (size_t i = 0; i < COUNT(people); i++)
		host_test("sudo", people[i].reason, of_people, &people[i]);
	return tap_end();
}
