/* What the values of settings must look like; pure. */

#include <string.h>

#include "common/field.h"
#include "common/limits.h"
#include "common/value.h"

/* A value that may hold %u %t %h %H %s %r %i and %%, and no other escape. */
static bool
is_template(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '%' &&
		    (++i == s.n || strchr("uthHsri%", s.p[i]) == NULL))
			return false;
	return true;
}

static bool
is_number(struct span s, uint64_t min, uint64_t max)
{
	uint64_t v;

	return text_decimal(s, &v) && v >= min && v <= max;
}

bool
value_is_duration(struct span s)
{
	return is_number(s, DURATION_MIN, DURATION_SESSION_MAX);
}

bool
value_is_timeout(struct span s)
{
	return is_number(s, 1, TIMEOUT_MAX);
}

bool
value_is_yes_no(struct span s)
{
	return span_is(s, "yes") || span_is(s, "no");
}

bool
value_is_yes(struct span s)
{
	return span_is(s, "yes");
}

bool
value_is_profile_name(struct span s)
{
	return field_valid(TAG_PROFILE, s);
}

/* What would be a list, a pattern or a negation elsewhere is no name: taken
 * for one it would never match, and nobody would notice. */
bool
value_is_name(struct span s)
{
	return field_valid(TAG_USER, s) &&
	    !text_in_set((struct span){s.p, 1}, "@%+-") &&
	    memchr(s.p, ',', s.n) == NULL && memchr(s.p, '*', s.n) == NULL &&
	    memchr(s.p, '!', s.n) == NULL && memchr(s.p, '?', s.n) == NULL &&
	    memchr(s.p, ':', s.n) == NULL;
}

bool
value_is_service(struct span s)
{
	return field_valid(TAG_SERVICE, s);
}

bool
value_is_region(struct span s)
{
	return field_valid(TAG_REGION, s) && s.p[0] != '-' &&
	    s.p[s.n - 1] != '-';
}

bool
value_is_source(struct span s)
{
	return span_is(s, "UserKey");
}

bool
value_is_mfa(struct span s)
{
	return span_is(s, "local") || span_is(s, "sts") || span_is(s, "both") ||
	    span_is(s, "none");
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
		if (!is_arn(span_trim(span_cut(&list, ',')), "iam", "policy/"))
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
		struct span value = span_trim(span_cut(&list, ','));
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
		if (!is_tag_text(span_trim(span_cut(&list, ',')), 1, 128))
			return false;
	return true;
}

bool
value_is_policy(struct span s)
{
	return s.n >= 2 && s.n <= 2048 && s.p[0] == '{' && s.p[s.n - 1] == '}';
}

bool
value_is_on_failure(struct span s)
{
	return span_is(s, "deny") || span_is(s, "allow");
}

bool
value_is_regional(struct span s)
{
	return span_is(s, "regional") || span_is(s, "legacy");
}

/* HOST[:PORT][/...]; the host may be an IPv6 address in brackets. */
static bool
is_authority(struct span rest)
{
	struct span host = span_cut(&rest, '/'), port;

	if (host.n > 0 && host.p[0] == '[') {
		port = host;
		if (span_cut(&port, ']').n < 3 || port.p == NULL)
			return false;
		if (port.n == 0)
			return true;
		return port.p[0] == ':' &&
		    is_number(
			(struct span){port.p + 1, port.n - 1}, 1, UINT16_MAX);
	}
	port = host;
	return span_cut(&port, ':').n > 0 &&
	    (port.p == NULL || is_number(port, 1, UINT16_MAX));
}

static bool
is_url(struct span s, const char *scheme)
{
	size_t skip = span_starts(s, scheme) ? strlen(scheme) : s.n;
	struct span rest = {s.p + skip, s.n - skip};

	return s.n <= 2048 && text_in_set(rest, "A-Za-z0-9_.:/[]~%-") &&
	    is_authority(rest);
}

static bool
is_loopback(struct span s)
{
	return span_starts(s, "http://127.") ||
	    span_starts(s, "http://[::1]") ||
	    span_starts(s, "http://localhost:") ||
	    span_is(s, "http://localhost");
}

/* Codes and keys leave this host over TLS only. */
bool
value_is_url(struct span s)
{
	return is_url(s, "https://") ||
	    (is_loopback(s) && is_url(s, "http://"));
}

bool
value_is_proxy(struct span s)
{
	return is_url(s, "http://");
}

bool
value_is_path(struct span s)
{
	return s.n > 1 && s.n < 4096 && s.p[0] == '/';
}
