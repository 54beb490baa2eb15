/* Starting the sweep; run by root. */

#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/sweeper.h"

#define KEEPER LIBEXECDIR "/pam-sts-keeper"

int
sweeper_become(void)
{
	char *const argv[] = {
	    (char *)(uintptr_t)KEEPER, (char *)(uintptr_t) "--sweep", NULL};

	(void)execv(KEEPER, argv);
	return message("%s cannot be started: %s: is it installed?", KEEPER,
	    strerrordesc_np(errno));
}

static _Noreturn void
run_silently(void)
{
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (null != -1 && dup2(null, STDOUT_FILENO) == STDOUT_FILENO)
		(void)sweeper_become();
	_exit(REFUSED);
}

int
sweeper_run(void)
{
	pid_t pid = fork();
	int status;

	if (pid == 0)
		run_silently();
	if (pid != -1 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
	    WEXITSTATUS(status) == 0)
		return DONE;
	return message("the sweep failed: run pam-sts sweep");
}
