/* Times of day as credentials have them: YYYY-MM-DDThh:mm:ssZ. */

#ifndef PAM_STS_MOMENT_H
#define PAM_STS_MOMENT_H

#include <stdbool.h>
#include <time.h>

#include "common/text.h"

/* Seconds since the epoch; false: it is no time. */
bool moment_read(time_t *, struct span);

#endif
