/* A session's steps and their traces, for several subjects. */

#include <sys/stat.h>

#include <stdio.h>

#include "tests/module/session.h"
#include "tests/module/tap.h"

void
session_no_ticket(struct host *h, const char *why)
{
	char want[512];

	expect_int(host_authenticate(h), PAM_SERVICE_ERR);
	snprintf(want, sizeof(want),
	    "err user=alice profile=test session=ID step=obtain: set-up "
	    "error: the ticket cannot be written: %s\n",
	    why);
	expect_text(h->log, want);
	expect_int(world_entries(TICKETS), 0);
	expect_text(host_env(h, "PAM_STS_TICKET"), "");
}

void
session_refused(struct host *h, const char *why)
{
	char want[512];

	expect_int(host_open(h), PAM_PERM_DENIED);
	snprintf(want, sizeof(want),
	    "err user=alice profile=test session=ID step=open: set-up "
	    "error: the session cannot be written: %s\n",
	    why);
	expect_text(h->log, want);
	expect_int(world_entries(SESSIONS), 0);
	expect_text(host_env(h, "AWS_SHARED_CREDENTIALS_FILE"), "");
}

static void
check_path(const char *path, mode_t mode, uid_t uid, gid_t gid)
{
	struct stat st;

	if (!expect(lstat(path, &st) == 0))
		printf("#   not there: %s\n", path);
	else if (!expect(st.st_mode == mode && st.st_uid == uid &&
		     (st.st_gid == gid || gid == (gid_t)-1)))
		printf("#   %s: mode %o, owner %u:%u\n", path, st.st_mode,
		    st.st_uid, st.st_gid);
}

void
session_tree(const struct host *h, uid_t uid)
{
	char parent[128];

	snprintf(parent, sizeof(parent), SESSIONS "/%u", (unsigned)uid);
	check_path(RUN_DIR, S_IFDIR | 0711, 0, (gid_t)-1);
	check_path(SESSIONS, S_IFDIR | 0711, 0, (gid_t)-1);
	check_path(parent, S_IFDIR | 0711, 0, (gid_t)-1);
	check_path(host_session_file(h, uid, ""), S_IFDIR | 0700, uid, uid);
	check_path(
	    host_session_file(h, uid, "credentials"), S_IFREG | 0600, uid, uid);
	check_path(host_session_file(h, uid, "info"), S_IFREG | 0600, uid, uid);
	expect_int(world_entries(host_session_file(h, uid, "")), 2);
}

void
session_open(struct host *h)
{
	host_log_in(h, "sshd");
	expect_int(host_open(h), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS "/1001"), 1);
}

void
session_gone(struct host *h)
{
	expect_text(h->log, "");
	expect_text(h->talk, "");
	expect_int(world_entries(SESSIONS), 0);
}

void
session_whole(struct host *h)
{
	host_start(h, "sshd", "alice");
	expect_int(host_authenticate(h), PAM_SUCCESS);
	expect_int(host_setcred(h, PAM_ESTABLISH_CRED), PAM_SUCCESS);
	expect_int(host_open(h), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS "/1001"), 1);
	expect_int(host_setcred(h, PAM_DELETE_CRED), PAM_SUCCESS);
	expect_int(host_close(h), PAM_SUCCESS);
}
