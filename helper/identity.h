/* Whom AWS takes the holder of a key for: sts:GetCallerIdentity. */

#ifndef HELPER_IDENTITY_H
#define HELPER_IDENTITY_H

#include "common/profile.h"
#include "helper/request.h"

/* Texts with a NUL; every one keeps its row in common/field. */
struct identity {
	char arn[2048 + 1];
	char account[12 + 1];
	char user_id[256 + 1];
};

#define IDENTITY_ACTION "GetCallerIdentity"

/* Compose the call, to the endpoint of a profile.  0, or -1 with a verdict. */
int identity_compose(struct request *, const struct credentials *key,
    const struct profile *, struct verdict *);

/* Reply with it. */
void identity_reply(const struct identity *);

#endif
