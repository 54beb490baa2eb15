/*
 * When credentials end.  STS says it as ISO 8601 in XML and as a Java double
 * in JSON; Ceph and proxies mix.
 */

#ifndef HELPER_EXPIRY_H
#define HELPER_EXPIRY_H

#include "common/text.h"

#define EXPIRY_LENGTH 20

/*
 * Read a time in either form and write YYYY-MM-DDThh:mm:ssZ; fractions are
 * dropped.  NULL, or what is wrong and *out undefined: no time at all, not
 * ahead of now (seconds since the epoch), or further than any session lasts.
 */
const char *expiry_normalise(
    char out[static EXPIRY_LENGTH + 1], struct span value, int64_t now);

/* Is a time in either form not ahead of now, or no time at all? */
bool expiry_passed(struct span value, int64_t now);

#endif
