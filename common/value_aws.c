/* What the values that AWS reads must look like; pure. */

#include <string.h>

#include "common/value_aws.h"

/* May hold %u %t %h %H %s %r %i %m %a and %%, and no other escape. */
static bool
is_template(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '%' &&
		    (++i == s.n || strchr("uthHsrima%", s.p[i]) == NULL))
			return false;
	return true;
}

/* arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE; Ceph's have no account. */
static bool
is_arn(struct span s, const char *service, const char *resource)
{
	struct span rest = s, part;

	if (s.n < 20 || s.n > 2048 || !text_in_set(s, "!-~"))
		return false;
	if (!span_is(span_cut(&rest, ':'), "arn"))
		return false;
	part = span_cut(&rest, ':');
	if (part.n == 0 || !text_in_set(part, "a-z0-9-"))
		return false;
	if (!span_is(span_cut(&rest, ':'), service))
		return false;
	if (span_cut(&rest, ':').n != 0)
		return false;
	part = span_cut(&rest, ':');
	if (!text_in_set(part, "a-z0-9") ||
	    (part.n != 12 && part.n != 0 && !span_is(part, "aws")))
		return false;
	return span_starts(rest, resource) && rest.n > strlen(resource) &&
	    is_template(rest);
}

bool
value_is_role_arn(struct span s)
{
	return is_arn(s, "iam", "role/");
}

bool
value_is_policy_arns(struct span list)
{
	size_t count = 0;

	while (list.p != NULL) {
		if (!is_arn(span_item(&list), "iam", "policy/"))
			return false;
		count++;
	}
	return count >= 1 && count <= 10;
}

bool
value_is_serial(struct span s)
{
	return s.n >= 9 && s.n <= 256 && is_template(s) &&
	    text_in_set(s, "A-Za-z0-9_+=/:,.@%-");
}

bool
value_is_external_id(struct span s)
{
	return s.n >= 2 && s.n <= 1224 && is_template(s) &&
	    text_in_set(s, "A-Za-z0-9_+=,.@:/%-");
}

/* Where two expansions touch, nobody can tell where one ends: two users
 * could share a name. */
static bool
touches(struct span s)
{
	for (size_t i = 0; i + 2 < s.n; i++)
		if (s.p[i] == '%') {
			if (s.p[i + 1] != '%' && s.p[i + 2] == '%' &&
			    i + 3 < s.n && s.p[i + 3] != '%')
				return true;
			i++;
		}
	return false;
}

bool
value_is_session_name(struct span s)
{
	return s.n >= 1 && s.n <= 256 && is_template(s) && !touches(s) &&
	    text_in_set(s, "A-Za-z0-9_+=,.@%-");
}

bool
value_is_source_identity(struct span s)
{
	return s.n == 0 || value_is_session_name(s);
}

static bool
is_tag_text(struct span s, size_t min, size_t max)
{
	return s.n >= min && s.n <= max && is_template(s) &&
	    text_in_set(s, " A-Za-z0-9_.:/=+@%\x80-\xff-");
}

bool
value_is_tags(struct span list)
{
	size_t count = 0;

	while (list.p != NULL) {
		struct span value = span_item(&list);
		struct span key = span_trim(span_cut(&value, '='));

		if (value.p == NULL || !is_tag_text(key, 1, 128) ||
		    span_starts(key, "aws:") ||
		    !is_tag_text(span_trim(value), 0, 256))
			return false;
		count++;
	}
	return count >= 1 && count <= 50;
}

bool
value_is_tag_keys(struct span list)
{
	while (list.p != NULL)
		if (!is_tag_text(span_item(&list), 1, 128))
			return false;
	return true;
}

bool
value_is_policy(struct span s)
{
	return s.n >= 2 && s.n <= 2048 && s.p[0] == '{' && s.p[s.n - 1] == '}';
}
