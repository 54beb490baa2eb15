/* Signals of writing, kept from the host. */

#include <time.h>

#include "pam_sts/shield.h"

static sigset_t
of_writing(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGXFSZ);
	sigaddset(&set, SIGPIPE);
	return set;
}

void
shield_raise(struct shield *s)
{
	sigset_t ours = of_writing();

	sigpending(&s->pending);
	(void)pthread_sigmask(SIG_BLOCK, &ours, &s->before);
}

void
shield_lower(const struct shield *s)
{
	static const struct timespec at_once;
	sigset_t ours = of_writing();

	/* What was pending before is the host's own. */
	if (sigismember(&s->pending, SIGXFSZ))
		sigdelset(&ours, SIGXFSZ);
	if (sigismember(&s->pending, SIGPIPE))
		sigdelset(&ours, SIGPIPE);
	while (sigtimedwait(&ours, NULL, &at_once) > 0)
		;
	(void)pthread_sigmask(SIG_SETMASK, &s->before, NULL);
}
