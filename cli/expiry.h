/* How long credentials last. */

#ifndef CLI_EXPIRY_H
#define CLI_EXPIRY_H

#include "common/text.h"

/* Seconds from now to "2026-11-21T18:00:00Z", 0 when it is over; -1: that is
 * no time. */
long expiry_left(struct span expires);

#endif
