/* The private host's files; runs as its root. */

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "common/limits.h"
#include "tests/module/script.h"

#define TEXT_SIZE 65536
/* The largest file there is: eight profiles' credentials, and the first's
 * again, of the longest. */
#define FILE_SIZE ((PROFILES_MAX + 2) * MESSAGE_MAX)

static int log_socket = -1;

/* Who writes lines, and what stands before their texts; lines not yet asked
 * for, and those that were asked for last. */
static struct log {
	const char *tag, *end;
	char fresh[TEXT_SIZE], taken[TEXT_SIZE];
} module_log = {.tag = "pam_sts(", .end = "): "},
  keeper_log = {.tag = "pam-sts-keeper[", .end = "]: "};

static void
need(bool done, const char *what)
{
	if (done)
		return;
	printf("# cannot prepare %s: %s\n", what, strerror(errno));
	abort();
}

void
world_file(const char *path, const char *text, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	size_t n = strlen(text);

	need(fd != -1 && write(fd, text, n) == (ssize_t)n &&
		fchmod(fd, mode) == 0,
	    path);
	close(fd);
}

static void
make_dir(const char *path, mode_t mode)
{
	need((mkdir(path, mode) == 0 || errno == EEXIST) &&
		chmod(path, mode) == 0,
	    path);
}

static void
listen_to_log(void)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX, .sun_path = "/dev/log"};

	log_socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	need(log_socket != -1 &&
		bind(log_socket, (struct sockaddr *)&a, sizeof(a)) == 0 &&
		chmod("/dev/log", 0666) == 0,
	    "/dev/log");
}

void
world_up(void)
{
	umask(022);
	world_file(
	    SYSCONFDIR "/nsswitch.conf", "passwd: files\ngroup: files\n", 0644);
	listen_to_log();
}

int
world_hand_over(void)
{
	need(fcntl(log_socket, F_SETFD, 0) == 0, "/dev/log");
	return log_socket;
}

void
world_take_over(int log)
{
	log_socket = log;
	need(fcntl(log_socket, F_SETFD, FD_CLOEXEC) == 0, "/dev/log");
}

static void
add_accounts(void)
{
	char text[512];

	snprintf(text, sizeof(text),
	    "root:x:0:0::/:/bin/sh\n_pam_sts:x:%d:%d::/:/bin/false\n"
	    "alice:x:%d:%d::/:/bin/sh\nbob:x:%d:%d::/:/bin/sh\n"
	    "ren\303\251e:x:1003:1003::/:/bin/sh\n",
	    HELPER_UID, HELPER_UID, ALICE_UID, ALICE_UID, BOB_UID, BOB_UID);
	world_file(SYSCONFDIR "/passwd", text, 0644);
	snprintf(text, sizeof(text),
	    "root:x:0:\n_pam_sts:x:%d:\nalice:x:%d:\nbob:x:%d:\n"
	    "sre:x:2000:alice\nops:x:2001:bob\n",
	    HELPER_UID, ALICE_UID, BOB_UID);
	world_file(SYSCONFDIR "/group", text, 0644);
}

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	/* What a process of the last case takes away is gone, too. */
	return ftw->level == 0 || remove(path) == 0 || errno == ENOENT ? 0 : -1;
}

static void
empty(const char *path)
{
	need(
	    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT) == 0 ||
		errno == ENOENT,
	    path);
}

static void
enrol_alice(void)
{
	char path[128];

	make_dir(STATE_DIR, 0700);
	snprintf(path, sizeof(path), STATE_DIR "/%d", ALICE_UID);
	make_dir(path, 0700);
	need(chdir(path) == 0, path);
	world_file("secret", "user = alice\nsecret = ORSXG5A=\n", 0600);
	world_file("key", "user = alice\naws_access_key_id = x\n", 0600);
	world_file("counter", "", 0600);
	need(truncate("counter", LEDGER_SIZE) == 0 && chdir("/") == 0,
	    "counter");
}

void
world_reset(void)
{
	empty(STATE_DIR);
	if (access(RUN_DIR, F_OK) == 0)
		empty(RUN_DIR);
	(void)rmdir(RUN_DIR);
	make_dir(FAKE_DIR, 0755);
	empty(FAKE_DIR);
	need(chown(FAKE_DIR, HELPER_UID, HELPER_UID) == 0, FAKE_DIR);
	script_listen();
	make_dir(CONF_HOME, 0755);
	empty(CONF_HOME);
	make_dir(SCRATCH "/pam.d", 0755);
	empty(SCRATCH "/pam.d");
	add_accounts();
	enrol_alice();
	world_profile("local", "");
	script_verify(STATUS_OK, NULL);
	script_obtain(STATUS_OK, NULL);
	(void)world_log();
	(void)world_keeper_log();
}

void
world_conf(const char *text)
{
	(void)unlink(CONF);
	world_file(CONF, text, 0644);
}

void
world_profile(const char *mfa, const char *more)
{
	char text[2048];

	snprintf(text, sizeof(text),
	    "[profile test]\ncredential_source = UserKey\nmfa = %s\n"
	    "mfa_serial = arn:aws:iam::123456789012:mfa/%%u\n"
	    "region = " REGION "\n%s\n[rule]\nprofile = test\n",
	    mfa, more);
	world_conf(text);
}

const char *
world_read(const char *path)
{
	static char text[FILE_SIZE];
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	ssize_t n = fd == -1 ? 0 : read(fd, text, sizeof(text) - 1);

	if (fd != -1)
		close(fd);
	text[n > 0 ? n : 0] = '\0';
	return text;
}

const char *
world_first(const char *path)
{
	static char name[NAME_MAX_BYTES + 1];
	DIR *d = opendir(path);
	struct dirent *e;

	name[0] = '\0';
	while (d != NULL && (e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			snprintf(name, sizeof(name), "%s", e->d_name);
	if (d != NULL)
		closedir(d);
	return name;
}

int
world_entries(const char *path)
{
	DIR *d = opendir(path);
	int n = 0;

	while (d != NULL && readdir(d) != NULL)
		n++;
	if (d != NULL)
		closedir(d);
	return n > 2 ? n - 2 : 0;
}

/* "session=0123456789abcdef" becomes "session=ID". */
static void
hide_session(char *line)
{
	char *p = strstr(line, "session="), *id = p == NULL ? NULL : p + 8;

	if (id != NULL && strspn(id, "0123456789abcdef") == SESSION_HEX) {
		memcpy(id, "ID", 2);
		memmove(id + 2, id + SESSION_HEX, strlen(id + SESSION_HEX) + 1);
	}
}

/* "<85>... pam_sts(sshd:auth): TEXT": the priority's name and TEXT. */
static void
add_line(struct log *l, char *line)
{
	static const char *const names[] = {"emerg", "alert", "crit", "err",
	    "warning", "notice", "info", "debug"};
	char *ours = strstr(line, l->tag), *text;
	int priority = atoi(line + 1);
	size_t n = strlen(l->fresh);

	if (ours == NULL || (text = strstr(ours, l->end)) == NULL)
		return;
	hide_session(text);
	snprintf(l->fresh + n, TEXT_SIZE - n, "%s%s %s\n",
	    LOG_FAC(priority) == LOG_FAC(LOG_AUTHPRIV) ? "" : "not authpriv ",
	    names[LOG_PRI(priority)], text + strlen(l->end));
}

static const char *
take(struct log *l)
{
	char line[8192];
	ssize_t n;

	while (
	    (n = recv(log_socket, line, sizeof(line) - 1, MSG_DONTWAIT)) > 0) {
		line[n] = '\0';
		add_line(&module_log, line);
		add_line(&keeper_log, line);
	}
	strcpy(l->taken, l->fresh);
	l->fresh[0] = '\0';
	return l->taken;
}

const char *
world_log(void)
{
	return take(&module_log);
}

const char *
world_keeper_log(void)
{
	return take(&keeper_log);
}
