/* Judging what STS answered: credentials or an identity, or why not. */

#ifndef HELPER_STS_H
#define HELPER_STS_H

#include "helper/credentials.h"
#include "helper/http.h"

struct identity;

/*
 * The answer to an action; code is the one that was sent, or absent; now is
 * the time of day.  0 and credentials that keep every field's rule, or -1
 * with a verdict and no credentials.
 */
int sts_judge(struct credentials *, const struct http_answer *,
    const char *action, struct span code, int64_t now, struct verdict *);

/* The same for the answer to IDENTITY_ACTION; *id is untouched on -1. */
int sts_judge_identity(struct identity *id, const struct http_answer *,
    int64_t now, struct verdict *);

#endif
