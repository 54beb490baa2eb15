/* A session's steps and their traces, for several subjects. */

#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/bundle.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define PATH_SIZE 128

const char *
session_ticket(const struct host *h)
{
	static char path[PATH_SIZE];

	snprintf(
	    path, sizeof(path), TICKETS "/%s", host_env(h, "PAM_STS_TICKET"));
	return path;
}

const char *
session_record(const struct host *h)
{
	static char path[PATH_SIZE];

	snprintf(
	    path, sizeof(path), RECORDS "/%s", host_env(h, "PAM_STS_SESSION"));
	return path;
}

static struct bundle
read_stored(const char *path)
{
	static uint8_t room[BUNDLE_MAX];
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	ssize_t n = fd == -1 ? -1 : read(fd, room, sizeof(room));

	if (fd != -1)
		close(fd);
	return (struct bundle){room, sizeof(room), n > 0 ? (size_t)n : 0};
}

int
session_stored_count(const char *path)
{
	struct bundle b = read_stored(path);
	struct message m;
	size_t at = 0;
	int count = 0, r;

	while ((r = bundle_next(&b, &at, &m)) == 1)
		count++;
	return r < 0 || count == 0 ? -1 : count;
}

const char *
session_stored(const char *path, int i, enum tag tag)
{
	static char text[MESSAGE_MAX];
	struct bundle b = read_stored(path);
	struct message m = {0};
	size_t at = 0;

	text[0] = '\0';
	for (int n = 0; n <= i; n++)
		if (bundle_next(&b, &at, &m) != 1)
			return text;
	(void)span_copy(text, sizeof(text), m.field[tag]);
	return text;
}

void
session_store(const char *path, int i, enum tag tag, const char *value)
{
	static uint8_t room[BUNDLE_MAX];
	struct bundle b = read_stored(path), to = {room, sizeof(room), 0};
	struct message m;
	size_t at = 0;
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);

	for (int n = 0; bundle_next(&b, &at, &m) == 1; n++) {
		if (n == i)
			m.field[tag] = span_of(value);
		if (bundle_add(&to, &m) < 0)
			abort();
	}
	if (fd == -1 || write(fd, to.p, to.n) != (ssize_t)to.n)
		abort();
	close(fd);
}

void
session_config_refused(struct host *h, const char *log)
{
	char want[512];

	snprintf(want, sizeof(want), "err step=config: %s\n", log);
	expect_int(host_authenticate(h), PAM_SERVICE_ERR);
	expect_text(h->log, want);
	expect_text(h->talk, "");
	expect_int(host_open(h), PAM_PERM_DENIED);
	expect_text(h->log, want);
	expect_int(script_starts(OBTAIN) + script_starts(VERIFY), 0);
}

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
	expect_int(world_entries(RECORDS), 0);
	expect_text(host_env(h, "AWS_SHARED_CREDENTIALS_FILE"), "");
	expect_text(host_env(h, "PAM_STS_SESSION"), "");
}

void
session_not_taken(struct host *h, const char *log)
{
	expect_int(host_open(h), PAM_SUCCESS);
	expect_text(h->log, log);
	expect_text(h->talk, "");
	expect(pam_getenv(h->pamh, "PAM_STS_TICKET") == NULL);
	expect_text(host_env(h, "AWS_SHARED_CREDENTIALS_FILE"), "");
	expect_int(world_entries(SESSIONS), 0);
	expect_int(script_starts(OBTAIN), script_starts(VERIFY));
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
	check_path(
	    host_session_file(h, uid, "config"), S_IFREG | 0600, uid, uid);
	check_path(host_session_file(h, uid, "keys"), S_IFREG | 0600, uid, uid);
	expect_int(world_entries(host_session_file(h, uid, "")), 4);
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
	expect_int(world_entries(RECORDS), 0);
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
