/*
 * What STS says, whatever it is wrapped in.  The readers of XML and JSON hand
 * in leaves by their path ("ErrorResponse/Error/Code"); here is known which of
 * them mean something.
 */

#ifndef HELPER_STS_ANSWER_H
#define HELPER_STS_ANSWER_H

#include "common/text.h"

#define STS_PATH_MAX 256

enum sts_leaf {
	LEAF_ACCESS_KEY_ID,
	LEAF_SECRET_ACCESS_KEY,
	LEAF_SESSION_TOKEN,
	LEAF_EXPIRATION,
	LEAF_ARN, /* of the role, or of the caller */
	LEAF_ACCOUNT,
	LEAF_USER_ID,
	LEAF_CODE,
	LEAF_MESSAGE,
	LEAF_REQUEST_ID,
	LEAVES
};

/* Holds secrets: sts_answer_wipe() at the end. */
struct sts_answer {
	const char *action; /* whose answer it is */
	struct span leaf[LEAVES]; /* absent: p == NULL */
	size_t used;
	char text[40 * 1024];
};

void sts_answer_start(struct sts_answer *, const char *action);

/* Which leaf stands at a path; -1: none that we know. */
int sts_answer_find(const struct sts_answer *, const char *path);

/* Copy a leaf in.  False when it stands there already or does not fit. */
bool sts_answer_add(struct sts_answer *, enum sts_leaf, struct span);

/* In a leaf that will be told, put stars where a secret stands. */
void sts_answer_mask(struct sts_answer *, enum sts_leaf, struct span secret);

/* Without what XML and JSON call white space at both ends. */
struct span sts_answer_trim(struct span);

void sts_answer_wipe(struct sts_answer *);

#endif
