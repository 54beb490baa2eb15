/* setcred never fails a login; DELETE ends a session, the others do nothing. */

#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

/* cron says S- and then X. */
static void
delete_then_close(const void *arg)
{
	struct host h = {0};

	(void)arg;
	session_open(&h);
	expect_int(host_setcred(&h, PAM_DELETE_CRED), PAM_SUCCESS);
	session_gone(&h);
	expect_int(host_close(&h), PAM_SUCCESS);
	session_gone(&h);
}

static const struct cred_case {
	const char *reason;
	int flags;
} creds[] = {
    {"ESTABLISH, twice as in sshd", PAM_ESTABLISH_CRED},
    {"REINITIALIZE, as sudo always", PAM_REINITIALIZE_CRED},
    {"REFRESH", PAM_REFRESH_CRED},
    {"no flag", 0},
    {"ESTABLISH, silent", PAM_ESTABLISH_CRED | PAM_SILENT},
};

/* libpam gives setcred's chain authenticate's verdict: ask it anew too. */
static void
setcred_keeps(const void *arg)
{
	const struct cred_case *c = arg;
	struct host h = {0}, anew = {0};

	session_open(&h);
	for (int i = 0; i < 2; i++) {
		expect_int(host_setcred(&h, c->flags), PAM_SUCCESS);
		expect_text(h.log, "");
		expect_text(h.talk, "");
	}
	expect_int(world_entries(SESSIONS "/1001"), 1);
	host_start(&anew, "sshd", "alice");
	expect_int(host_setcred(&anew, c->flags), PAM_SUCCESS);
	host_start(&anew, "sshd", "mallory");
	expect_int(host_setcred(&anew, c->flags), PAM_SUCCESS);
	expect(unlink(CONF) == 0);
	host_start(&anew, "sshd", "alice");
	expect_int(host_setcred(&anew, c->flags), PAM_SUCCESS);
	expect_text(anew.log, "");
}

static void
setcred_not_root(const void *arg)
{
	const struct cred_case *c = arg;
	struct host h = {0};

	host_start(&h, "su", "alice");
	expect(setresuid(ALICE_UID, ALICE_UID, ALICE_UID) == 0);
	expect_int(host_setcred(&h, c->flags), PAM_SUCCESS);
	expect_text(h.log, "");
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	host_test("close", "cron's order", delete_then_close, NULL);
	for (size_t i = 0; i < COUNT(creds); i++) {
		host_test("setcred", creds[i].reason, setcred_keeps, &creds[i]);
		host_test("setcred, not root", creds[i].reason,
		    setcred_not_root, &creds[i]);
	}
	return tap_end();
}
