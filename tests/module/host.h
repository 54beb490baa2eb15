/*
 * A PAM application with the module alone in its stacks: it answers the
 * conversation, keeps what it was asked and told, and does not wait out
 * pam_fail_delay().
 */

#ifndef TESTS_MODULE_HOST_H
#define TESTS_MODULE_HOST_H

#include <security/pam_appl.h>

#include "tests/module/world.h"

#define CODE "123456"
#define PROMPTED "prompt: One-time code: \n"
#define REFUSED                                                             \
	PROMPTED "error: The code was not accepted. Wait for the next one " \
		 "and try again.\n"

struct host {
	pam_handle_t *pamh;
	const char *arguments; /* of the module in its stacks */
	const char *before; /* lines of the stack before ours */
	const char *answer; /* to a prompt; NULL: PAM_CONV_ERR */
	void (*before_answer)(void);
	bool has_children; /* its own: then none are looked for */
	unsigned delay; /* asked of pam_fail_delay, as libpam drew it */
	char talk[4096]; /* "prompt: ...\n", "hidden: ", "error: ", "info: " */
	const char *log; /* of the last call, see world_log() */
};

/* How main() begins: the module to test is its argument.  False: it is used
 * wrongly. */
bool host_begin(int argc, char **argv);

/*
 * In a case: execute this test program anew, as one that was started with
 * that command line and environment (or NULL), each ended by NULL.  There the
 * case's body runs from its beginning, and tap_is_taken_over().
 */
_Noreturn void host_execute(
    const char *const *arguments, const char *const *environment);

/* One case "where: reason" in a world reset. */
void host_test(const char *where, const char *reason,
    void (*body)(const void *), const void *arg);

/* A host that answers CODE; user may be NULL.  arguments and before are the
 * caller's to set, the rest is set anew. */
void host_start(struct host *, const char *service, const char *user);
void host_end(struct host *);

/*
 * One call each; talk and log are those of this call.  Each expects that no
 * descriptor is left open and no child left behind.
 */
int host_authenticate(struct host *);
int host_open(struct host *);
int host_close(struct host *);
int host_setcred(struct host *, int flags);

/* A host whose alice has given her code. */
void host_log_in(struct host *, const char *service);

/* sudo, called by alice: its process and its handle, before authenticate. */
void host_sudo(struct host *);
/* sudo names the target, and opens the session. */
int host_open_for(struct host *, const char *target);

/* PAM environment: the value or "". */
const char *host_env(const struct host *, const char *name);

/* The path of a file in the session's directory (static buffer). */
const char *host_session_file(const struct host *, uid_t, const char *name);

#endif
