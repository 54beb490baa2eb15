/* This host's names. */

#ifndef PAM_STS_HOST_H
#define PAM_STS_HOST_H

#include "common/text.h"

#define HOST_SIZE 256

struct host_names {
	char room[HOST_SIZE];
	struct span host, fqdn; /* up to the first dot, and all; in room */
};

void host_find(struct host_names *);

#endif
