/* Manners in somebody else's process: after a whole login the host finds
 * itself as it was. */

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define SNAPSHOT_SIZE 16384

static void
ignore(int s)
{
	(void)s;
}

static void
snapshot_ids(FILE *f)
{
	uid_t ru, eu, su;
	gid_t rg, eg, sg, groups[64];
	int n = getgroups(64, groups);

	getresuid(&ru, &eu, &su);
	getresgid(&rg, &eg, &sg);
	fprintf(f, "ids %u %u %u %u %u %u groups", ru, eu, su, rg, eg, sg);
	for (int i = 0; i < n; i++)
		fprintf(f, " %u", groups[i]);
	fprintf(f, " pgrp %d sid %d\n", (int)getpgrp(), (int)getsid(0));
}

static void
snapshot_signals(FILE *f)
{
	struct sigaction sa;
	sigset_t mask, pending;

	sigprocmask(SIG_BLOCK, NULL, &mask);
	sigpending(&pending);
	for (int s = 1; s < NSIG; s++) {
		if (sigaction(s, NULL, &sa) == -1)
			continue;
		fprintf(f, "signal %d %p %x %d %d\n", s,
		    (void *)(uintptr_t)sa.sa_handler, sa.sa_flags,
		    sigismember(&mask, s), sigismember(&pending, s));
	}
}

static void
snapshot_limits(FILE *f)
{
	struct rlimit r;

	for (int i = 0; i < RLIM_NLIMITS; i++) {
		getrlimit((__rlimit_resource_t)i, &r);
		fprintf(f, "limit %d %llx %llx\n", i,
		    (unsigned long long)r.rlim_cur,
		    (unsigned long long)r.rlim_max);
	}
}

static void
snapshot_process(FILE *f)
{
	char cwd[512] = "?";
	int deathsig = 0;
	mode_t mask = umask(0);

	umask(mask);
	prctl(PR_GET_PDEATHSIG, &deathsig);
	fprintf(f, "umask %o cwd %s locale %s tz %s\n", mask,
	    getcwd(cwd, sizeof(cwd)), setlocale(LC_ALL, NULL), tzname[0]);
	fprintf(f, "deathsig %d dumpable %d keepcaps %d nnp %d nice %d\n",
	    deathsig, prctl(PR_GET_DUMPABLE), prctl(PR_GET_KEEPCAPS),
	    prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0),
	    getpriority(PRIO_PROCESS, 0));
	for (char **e = environ; *e != NULL; e++)
		fprintf(f, "environ %p %s\n", (void *)*e, *e);
}

static void
snapshot(char text[static SNAPSHOT_SIZE])
{
	FILE *f = fmemopen(text, SNAPSHOT_SIZE, "w");

	snapshot_ids(f);
	snapshot_signals(f);
	snapshot_limits(f);
	snapshot_process(f);
	expect(fclose(f) == 0);
}

static void
nothing_changed(const void *arg)
{
	const bool *odd = arg;
	static char before[SNAPSHOT_SIZE], after[SNAPSHOT_SIZE];
	struct host h = {0};
	sigset_t set;

	if (*odd) {
		umask(0137);
		expect(chdir(SCRATCH) == 0 && nice(3) == 3);
		setlocale(LC_ALL, "C.UTF-8");
		sigfillset(&set);
		sigdelset(&set, SIGALRM);
		sigprocmask(SIG_BLOCK, &set, NULL);
		signal(SIGPIPE, SIG_IGN);
		signal(SIGINT, ignore);
		expect(setresgid(2000, 2000, 0) == 0 &&
		    setresuid(ALICE_UID, 0, 0) == 0);
	}
	tzset(); /* a host has logged before */
	snapshot(before);
	session_whole(&h);
	snapshot(after);
	expect_text(after, before);
	expect(alarm(0) > 0);
}

/* A host without standard input, output and error; its log's descriptor is
 * out of the way, so the first that the module opens is 0. */
static void
descriptors_closed(const void *arg)
{
	struct host h = {0};
	int out = dup(1), authenticate, open_session;

	(void)arg;
	host_start(&h, "sshd", "alice");
	for (int fd = 0; fd < 3; fd++)
		close(fd);
	authenticate = host_authenticate(&h);
	open_session = host_open(&h);
	for (int fd = 0; fd < 3; fd++)
		expect(dup2(out, fd) == fd);
	expect_int(authenticate, PAM_SUCCESS);
	expect_int(open_session, PAM_SUCCESS);
	expect_int(world_entries(SESSIONS "/1001"), 1);
}

/* Refused in the middle, the module leaves as little behind. */
static void
refused_logins(const void *arg)
{
	struct host h = {0};

	(void)arg;
	script_verify(STATUS_WRONG, NULL);
	host_start(&h, "sshd", "alice");
	for (int i = 0; i < 20; i++)
		expect_int(host_authenticate(&h), PAM_AUTH_ERR);
	expect(script_gone());
	expect_int(world_entries(TICKETS), 0);
}

int
main(int argc, char **argv)
{
	static const bool odd[] = {false, true};

	if (!host_begin(argc, argv))
		return 2;
	host_test("process", "a usual one", nothing_changed, &odd[0]);
	host_test("process", "an odd one", nothing_changed, &odd[1]);
	host_test("descriptors", "0, 1, 2 closed", descriptors_closed, NULL);
	host_test("refused", "twenty times", refused_logins, NULL);
	return tap_end();
}
