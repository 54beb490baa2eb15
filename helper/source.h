/* What the first call is signed with: descriptor 4 of pam-sts-obtain. */

#ifndef HELPER_SOURCE_H
#define HELPER_SOURCE_H

#include "helper/steps.h"

/*
 * Read the user's key, the record of his login session, or, where the step of
 * the code is not made again, the session's own record: then it is what that
 * step gave.  0, or -1 with a verdict.
 */
int source_load(struct steps *, int fd, struct verdict *);

#endif
