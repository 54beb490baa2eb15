/* Starting pam-sts-obtain as the module does, but without any key. */

#ifndef CLI_SPAWN_H
#define CLI_SPAWN_H

#include <sys/types.h>

#include "common/text.h"

struct child {
	pid_t pid;
	int sock; /* our end of its descriptor 0 */
};

/*
 * Start it in a session of its own, with no signal blocked or ignored, an
 * empty environment and the configuration on descriptor 3: as root it runs as
 * _pam_sts and cannot come back, else as who calls.  0, or -1, said.  End with
 * spawn_end().
 */
int spawn_obtain(struct child *, struct span config);

void spawn_end(struct child *);

#endif
