/* The shapes of answers; pure. */

#include <stdio.h>
#include <string.h>

#include "helper/sts_answer.h"

/*
 * '@' stands for the action.  Errors come from AWS in XML and in JSON, from
 * other query front ends, and from Ceph, which answers in S3's shape and in
 * JSON leaves the outer wrapping away.
 */
static const struct {
	const char *path;
	enum sts_leaf leaf;
} shapes[] = {
    {"@Response/@Result/Credentials/AccessKeyId", LEAF_ACCESS_KEY_ID},
    {"@Response/@Result/Credentials/SecretAccessKey", LEAF_SECRET_ACCESS_KEY},
    {"@Response/@Result/Credentials/SessionToken", LEAF_SESSION_TOKEN},
    {"@Response/@Result/Credentials/Expiration", LEAF_EXPIRATION},
    {"@Response/@Result/AssumedRoleUser/Arn", LEAF_ARN},
    {"@Response/@Result/Arn", LEAF_ARN},
    {"@Response/@Result/Account", LEAF_ACCOUNT},
    {"@Response/@Result/UserId", LEAF_USER_ID},
    {"@Response/ResponseMetadata/RequestId", LEAF_REQUEST_ID},
    {"@Result/Credentials/AccessKeyId", LEAF_ACCESS_KEY_ID},
    {"@Result/Credentials/SecretAccessKey", LEAF_SECRET_ACCESS_KEY},
    {"@Result/Credentials/SessionToken", LEAF_SESSION_TOKEN},
    {"@Result/Credentials/Expiration", LEAF_EXPIRATION},
    {"@Result/AssumedRoleUser/Arn", LEAF_ARN},
    {"@Result/Arn", LEAF_ARN},
    {"@Result/Account", LEAF_ACCOUNT},
    {"@Result/UserId", LEAF_USER_ID},
    {"ErrorResponse/Error/Code", LEAF_CODE},
    {"ErrorResponse/Error/Message", LEAF_MESSAGE},
    {"ErrorResponse/RequestId", LEAF_REQUEST_ID},
    {"Error/Code", LEAF_CODE},
    {"Error/Message", LEAF_MESSAGE},
    {"Error/RequestId", LEAF_REQUEST_ID},
    {"Code", LEAF_CODE},
    {"Message", LEAF_MESSAGE},
    {"RequestId", LEAF_REQUEST_ID},
    {"Response/Errors/Error/Code", LEAF_CODE},
    {"Response/Errors/Error/Message", LEAF_MESSAGE},
    {"Response/RequestID", LEAF_REQUEST_ID},
};

void
sts_answer_start(struct sts_answer *a, const char *action)
{
	sts_answer_wipe(a);
	a->action = action;
}

static bool
matches(const char *shape, const char *path, const char *action)
{
	size_t n = strlen(action);

	for (; *shape != '\0'; shape++)
		if (*shape != '@') {
			if (*path++ != *shape)
				return false;
		} else if (strncmp(path, action, n) != 0)
			return false;
		else
			path += n;
	return *path == '\0';
}

int
sts_answer_find(const struct sts_answer *a, const char *path)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
		if (matches(shapes[i].path, path, a->action))
			return (int)shapes[i].leaf;
	return -1;
}

bool
sts_answer_add(struct sts_answer *a, enum sts_leaf leaf, struct span value)
{
	char *room = a->text + a->used;

	if (a->leaf[leaf].p != NULL ||
	    !span_copy(room, sizeof(a->text) - a->used, value))
		return false;
	a->leaf[leaf] = (struct span){room, value.n};
	a->used += value.n + 1;
	return true;
}

void
sts_answer_mask(struct sts_answer *a, enum sts_leaf leaf, struct span secret)
{
	struct span s = a->leaf[leaf];
	char *at;

	/* Leaves are copies in a->text: ours to write to. */
	while (secret.n > 0 && s.n > 0 &&
	    (at = memmem(a->text + (s.p - a->text), s.n, secret.p, secret.n)) !=
		NULL)
		memset(at, '*', secret.n);
}

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct span
sts_answer_trim(struct span s)
{
	while (s.n > 0 && is_white(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && is_white(s.p[s.n - 1]))
		s.n--;
	return s;
}

void
sts_answer_wipe(struct sts_answer *a)
{
	explicit_bzero(a, sizeof(*a));
}
