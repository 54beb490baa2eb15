/*
 * Where STS answers: the rules of AWS's endpoint rule set for STS, and the
 * partitions they refer to (botocore's models of 2026).
 */

#ifndef HELPER_ENDPOINT_H
#define HELPER_ENDPOINT_H

#include "common/profile.h"

/* What the administrator says; an absent span is "not set". */
struct endpoint_query {
	struct span region, url;
	bool fips, dualstack;
	bool global; /* sts_regional_endpoints = legacy */
};

struct endpoint {
	char url[2048 + 2]; /* with a path, "/" at least */
	char host[256]; /* the Host header: with the port unless it is usual */
	char path[2048 + 2];
	char region[64]; /* to sign with */
};

/*
 * NULL and *e filled, or what is wrong with the query and *e undefined.
 */
const char *endpoint_resolve(
    struct endpoint *e, const struct endpoint_query *q);

/* The same, for what a profile says. */
const char *endpoint_of(struct endpoint *e, const struct profile *);

#endif
