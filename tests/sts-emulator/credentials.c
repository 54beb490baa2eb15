/*
 * Builds the Credentials member of a result.
 */
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>

#include "credentials.h"
#include "session.h"

/* As Java prints a double: 1.714449238E9, and 1.7E9 without the zeros. */
struct json_object *
credentials_expiration(time_t when)
{
	char digits[32], text[48];
	size_t n;
	int exponent;

	n = (size_t)snprintf(digits, sizeof(digits), "%lld", (long long)when);
	exponent = (int)n - 1;
	while (n > 2 && digits[n - 1] == '0')
		digits[--n] = '\0';
	snprintf(text, sizeof(text), "%c.%sE%d", digits[0],
	    n > 1 ? digits + 1 : "0", exponent);
	return json_object_new_double_s((double)when, text);
}

struct json_object *
credentials_tree(const struct session *session)
{
	struct json_object *tree = json_object_new_object();

	json_object_object_add(
	    tree, "AccessKeyId", json_object_new_string(session->key_id));
	json_object_object_add(
	    tree, "SecretAccessKey", json_object_new_string(session->secret));
	json_object_object_add(
	    tree, "SessionToken", json_object_new_string(session->token));
	json_object_object_add(
	    tree, "Expiration", credentials_expiration(session->expires));
	return tree;
}
