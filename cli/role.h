/* The parts of a role's ARN. */

#ifndef CLI_ROLE_H
#define CLI_ROLE_H

#include "common/text.h"

struct role {
	struct span partition, account;
	struct span path; /* with a slash at both ends; absent: none */
	struct span name;
};

/* Those of a role_arn, or of the device of an mfa_serial; false when it is no
 * ARN. */
bool role_read(struct role *, struct span arn);

#endif
