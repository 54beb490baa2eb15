/*
 * Writing files in a process whose caller chose its limits: `ulimit -f 0; su`
 * must give us EFBIG, not kill su.  Between raise and lower the two signals
 * that a write can draw are blocked; one that was drawn is taken back.
 */

#ifndef PAM_STS_SHIELD_H
#define PAM_STS_SHIELD_H

#include <signal.h>

struct shield {
	sigset_t before, pending;
};

void shield_raise(struct shield *);
void shield_lower(const struct shield *);

#endif
