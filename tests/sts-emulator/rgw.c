/*
 * Gives a result the gateway's member order and its one odd member name, so
 * that a client which counts on STS's order is found out.
 */
#include <stddef.h>

#include <json-c/json.h>

#include "rgw.h"

/* Move a member to the end, under a new name. */
static void
member_move(struct json_object *tree, const char *from, const char *to)
{
	struct json_object *value = NULL;

	if (!json_object_object_get_ex(tree, from, &value))
		return;
	value = json_object_get(value);
	json_object_object_del(tree, from);
	json_object_object_add(tree, to, value);
}

void
rgw_rearrange(struct json_object *result)
{
	struct json_object *part;

	if (result == NULL)
		return;
	if (json_object_object_get_ex(result, "Credentials", &part)) {
		member_move(part, "Expiration", "Expiration");
		member_move(part, "SecretAccessKey", "SecretAccessKey");
		member_move(part, "SessionToken", "SessionToken");
	}
	if (json_object_object_get_ex(result, "AssumedRoleUser", &part)) {
		member_move(part, "AssumedRoleId", "AssumeRoleId");
		member_move(result, "AssumedRoleUser", "AssumedRoleUser");
		member_move(result, "PackedPolicySize", "PackedPolicySize");
	}
}
