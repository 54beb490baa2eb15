/* How STS is reached, as a profile wants it: proxy, CA store, time limits. */

#ifndef HELPER_TRANSPORT_H
#define HELPER_TRANSPORT_H

#include "common/profile.h"
#include "helper/gate.h"
#include "helper/http.h"

struct transport {
	struct http_settings http;
	struct gate gate;
	char ca_file[4096], ca_path[4096], proxy[2049];
};

/* Copy a profile's settings in. */
void transport_settle(struct transport *, const struct profile *);

/*
 * Start libcurl.  fetch and ctx are those of the gate, which opens when there
 * is something to be read from fd; without fetch it is open at once.  0, or
 * -1 with a verdict.
 */
int transport_start(struct transport *, int fd, int (*fetch)(void *ctx),
    void *ctx, struct verdict *);

#endif
