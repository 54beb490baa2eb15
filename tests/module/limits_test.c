/* Hosts under limits that their caller chose: nothing half-written, no host
 * killed, nobody let in by it. */

#include <sys/resource.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define HALF_A_TICKET 300

/* The soft limit: what the module may raise again for its helpers. */
static void
limit(__rlimit_resource_t what, rlim_t soft)
{
	struct rlimit r;

	expect(getrlimit(what, &r) == 0);
	r.rlim_cur = soft;
	expect(setrlimit(what, &r) == 0);
}

static void
no_configuration(struct host *h)
{
	expect_int(host_authenticate(h), PAM_SERVICE_ERR);
	expect_text(h->log,
	    "err user=alice profile=test session=ID step=verify: set-up "
	    "error: the configuration: File too large\n");
	expect_int(world_entries(TICKETS), 0);
	expect_text(host_env(h, "PAM_STS_TICKET"), "");
}

/* `ulimit -f 0; su`: EFBIG, and SIGXFSZ kills nobody. */
static void
no_file_size(const void *arg)
{
	const bool *at_open = arg;
	struct host h = {0};
	sigset_t pending;

	host_start(&h, "su", "alice");
	if (*at_open)
		expect_int(host_authenticate(&h), PAM_SUCCESS);
	limit(RLIMIT_FSIZE, 0);
	if (*at_open)
		session_refused(&h, "File too large");
	else
		no_configuration(&h);
	expect(sigpending(&pending) == 0 && !sigismember(&pending, SIGXFSZ));
}

/* Room for the configuration, and for half of a ticket. */
static void
small_file_size(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_start(&h, "su", "alice");
	limit(RLIMIT_FSIZE, HALF_A_TICKET);
	session_no_ticket(&h, "No space left on device");
}

/* The helper's own limits are not the caller's. */
static void
helper_may_write(const void *arg)
{
	struct host h = {0};

	(void)arg;
	host_start(&h, "su", "alice");
	limit(RLIMIT_FSIZE, HALF_A_TICKET);
	limit(RLIMIT_CPU, 1000);
	(void)host_authenticate(&h);
	expect_text(script_state(VERIFY, "fsize"), "-1 -1");
	expect_text(script_state(VERIFY, "cpu"), "60 60");
	expect_text(script_state(VERIFY, "nofile"), "256 256");
}

/* A limit that cannot be raised. */
static void
no_file_size_for_good(const void *arg)
{
	const struct rlimit none = {0, 0};
	struct host h = {0};

	(void)arg;
	host_start(&h, "su", "alice");
	expect(setrlimit(RLIMIT_FSIZE, &none) == 0);
	no_configuration(&h);
}

/* SIGXFSZ that the host has pending and blocked is not taken from it. */
static void
pending_signal_stays(const void *arg)
{
	struct host h = {0};
	sigset_t set;

	(void)arg;
	sigemptyset(&set);
	sigaddset(&set, SIGXFSZ);
	expect(sigprocmask(SIG_BLOCK, &set, NULL) == 0 && raise(SIGXFSZ) == 0);
	host_log_in(&h, "su");
	expect_int(host_open(&h), PAM_SUCCESS);
	expect(sigpending(&set) == 0 && sigismember(&set, SIGXFSZ));
}

/* Each number of descriptors that are free fails in another place; with none
 * at all libpam itself does. */
static void
few_descriptors(const void *arg)
{
	const int *spare = arg;
	struct host h = {0};
	int top, r;

	host_start(&h, "su", "alice");
	(void)host_setcred(&h, PAM_ESTABLISH_CRED);
	top = open("/dev/null", O_RDONLY | O_CLOEXEC);
	close(top);
	limit(RLIMIT_NOFILE, (rlim_t)(top + *spare));
	r = host_authenticate(&h);
	limit(RLIMIT_NOFILE, 1024);
	if (r != PAM_SUCCESS) {
		expect_int(r, PAM_SERVICE_ERR);
		expect_int(world_entries(TICKETS), 0);
		expect_text(host_env(&h, "PAM_STS_TICKET"), "");
	}
	expect(r == PAM_SUCCESS || *spare < 12);
	expect(script_gone());
}

static void
few_descriptors_at_open(const void *arg)
{
	const int *spare = arg;
	struct host h = {0};
	int top, r;

	host_log_in(&h, "su");
	top = open("/dev/null", O_RDONLY | O_CLOEXEC);
	close(top);
	limit(RLIMIT_NOFILE, (rlim_t)(top + *spare));
	r = host_open(&h);
	limit(RLIMIT_NOFILE, 1024);
	expect_int(world_entries(SESSIONS),
	    host_env(&h, "AWS_SHARED_CREDENTIALS_FILE")[0] != '\0');
	expect(r == PAM_SUCCESS || r == PAM_PERM_DENIED);
	expect(*spare < 12 || world_entries(SESSIONS) == 1);
}

int
main(int argc, char **argv)
{
	static const bool at_open[] = {false, true};
	static const int spares[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20};

	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(at_open); i++) {
		const char *where = at_open[i] ? "open" : "authenticate";

		host_test(where, "ulimit -f 0", no_file_size, &at_open[i]);
	}
	host_test("authenticate", "a limit in the midst of a ticket",
	    small_file_size, NULL);
	host_test("authenticate", "ulimit -f 0, for good",
	    no_file_size_for_good, NULL);
	host_test("helper", "works under no limit of the caller's",
	    helper_may_write, NULL);
	host_test("host", "its pending SIGXFSZ", pending_signal_stays, NULL);
	for (size_t i = 0; i < COUNT(spares); i++) {
		char name[64];

		snprintf(name, sizeof(name), "%d descriptors left", spares[i]);
		host_test("authenticate", name, few_descriptors, &spares[i]);
		host_test("open", name, few_descriptors_at_open, &spares[i]);
	}
	return tap_end();
}
