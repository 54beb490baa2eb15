/* The helper's process; run by anybody. */

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "cli/message.h"
#include "cli/spawn.h"

#define HELPER LIBEXECDIR "/pam-sts-obtain"
#define HELPER_USER "_pam_sts"
#define OUT_OF_THE_WAY 16
#define FIRST_UNUSED_FD 5
#define EXIT_SETUP 126

struct launch {
	int sock, config;
	uid_t uid; /* 0: as who we are */
	gid_t gid;
};

static bool
place_descriptors(const struct launch *p)
{
	int s = fcntl(p->sock, F_DUPFD, OUT_OF_THE_WAY);
	int c = fcntl(p->config, F_DUPFD, OUT_OF_THE_WAY);
	int null = open("/dev/null", O_RDWR);

	return s != -1 && c != -1 && null != -1 && dup2(null, 1) == 1 &&
	    dup2(null, 2) == 2 && dup2(s, 0) == 0 && dup2(c, 3) == 3 &&
	    dup2(null, 4) == 4 && close_range(FIRST_UNUSED_FD, ~0U, 0) == 0;
}

/* What reads the world is never root: the way back is tried and must fail. */
static bool
drop(const struct launch *p)
{
	uid_t ru, eu, su;
	gid_t rg, eg, sg;

	if (p->uid == 0)
		return true;
	if (setgroups(0, NULL) != 0 || setresgid(p->gid, p->gid, p->gid) != 0 ||
	    setresuid(p->uid, p->uid, p->uid) != 0 ||
	    getresuid(&ru, &eu, &su) != 0 || getresgid(&rg, &eg, &sg) != 0)
		return false;
	return ru == p->uid && eu == p->uid && su == p->uid && rg == p->gid &&
	    eg == p->gid && sg == p->gid && getgroups(0, NULL) == 0 &&
	    setresuid((uid_t)-1, 0, (uid_t)-1) != 0 &&
	    setresgid((gid_t)-1, 0, (gid_t)-1) != 0;
}

/* None that the caller ignores or blocks stays so. */
static void
default_signals(void)
{
	struct sigaction dfl = {.sa_handler = SIG_DFL};
	sigset_t none;

	for (int s = 1; s < NSIG; s++)
		(void)sigaction(s, &dfl, NULL);
	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void
run(const struct launch *p, pid_t parent)
{
	char *const argv[] = {(char *)(uintptr_t)HELPER, NULL};
	char *const environment[] = {NULL};

	default_signals();
	(void)setsid(); /* ^C is for pam-sts, whose end is the helper's */
	if (chdir("/") == 0 && place_descriptors(p) && drop(p) &&
	    prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent)
		(void)execve(HELPER, argv, environment);
	_exit(EXIT_SETUP);
}

/* A descriptor that reads the text; or -1. */
static int
text_descriptor(struct span text)
{
	int fd = memfd_create("pam_sts.conf", MFD_CLOEXEC);

	if (fd != -1 && write(fd, text.p, text.n) != (ssize_t)text.n) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static int
choose_user(struct launch *p)
{
	const struct passwd *pw;

	if (geteuid() != 0)
		return 0;
	if ((pw = getpwnam(HELPER_USER)) == NULL || pw->pw_uid == 0 ||
	    pw->pw_gid == 0) {
		(void)message(
		    "there is no user " HELPER_USER ": run systemd-sysusers");
		return -1;
	}
	p->uid = pw->pw_uid;
	p->gid = pw->pw_gid;
	return 0;
}

static int
fork_helper(struct child *c, struct launch *p, struct span config)
{
	int pair[2] = {-1, -1};
	pid_t parent = getpid();
	int r = -1;

	p->config = text_descriptor(config);
	if (p->config != -1 &&
	    socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0) {
		p->sock = pair[1];
		c->pid = fork();
		if (c->pid == 0)
			run(p, parent);
		r = c->pid == -1 ? -1 : 0;
	}
	c->sock = pair[0];
	if (r == -1)
		(void)message("%s cannot be started: %s: try again", HELPER,
		    strerrordesc_np(errno));
	if (pair[1] != -1)
		close(pair[1]);
	if (p->config != -1)
		close(p->config);
	return r;
}

int
spawn_obtain(struct child *c, struct span config)
{
	struct launch p = {.sock = -1, .config = -1};

	*c = (struct child){-1, -1};
	return choose_user(&p) < 0 ? -1 : fork_helper(c, &p, config);
}

void
spawn_end(struct child *c)
{
	if (c->sock != -1)
		close(c->sock);
	if (c->pid != -1) {
		(void)kill(c->pid, SIGKILL);
		(void)waitpid(c->pid, NULL, 0);
	}
	*c = (struct child){-1, -1};
}
