/* Files that nobody will come for: what a login left that was killed, or that
 * never opened a session. */

#ifndef PAM_STS_WASTE_H
#define PAM_STS_WASTE_H

#include <stdbool.h>

struct bundle;

/* Remove what somebody was killed over while he wrote it. */
void waste_remove_temporary(int dir, const char *name);

/* Remove a ticket, or what is kept for sudo, when its time is over: true when
 * it was.  The bundle is room to read it. */
bool waste_is_ticket(int dir, const char *name, struct bundle *room);
bool waste_is_kept(int dir, const char *name, struct bundle *room);

#endif
