/* The tables of settings and what each value must look like; pure. */

#include <string.h>

#include "common/field.h"
#include "common/limits.h"
#include "common/setting.h"

bool
setting_is_template(struct span s)
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

static bool
is_duration(struct span s)
{
	return is_number(s, DURATION_MIN, DURATION_SESSION_MAX);
}

static bool
is_timeout(struct span s)
{
	return is_number(s, 1, TIMEOUT_MAX);
}

static bool
is_yes_no(struct span s)
{
	return span_is(s, "yes") || span_is(s, "no");
}

static bool
is_yes(struct span s)
{
	return span_is(s, "yes");
}

static bool
is_profile_name(struct span s)
{
	return field_valid(TAG_PROFILE, s);
}

static bool
is_name(struct span s)
{
	return field_valid(TAG_USER, s);
}

static bool
is_service(struct span s)
{
	return field_valid(TAG_SERVICE, s);
}

static bool
is_region(struct span s)
{
	return field_valid(TAG_REGION, s) && s.p[0] != '-' &&
	    s.p[s.n - 1] != '-';
}

static bool
is_source(struct span s)
{
	return span_is(s, "UserKey");
}

static bool
is_mfa(struct span s)
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
	    setting_is_template(rest);
}

static bool
is_role_arn(struct span s)
{
	return is_arn(s, "iam", "role/");
}

static bool
is_policy_arns(struct span list)
{
	size_t count = 0;

	while (list.p != NULL) {
		if (!is_arn(span_trim(span_cut(&list, ',')), "iam", "policy/"))
			return false;
		count++;
	}
	return count >= 1 && count <= 10;
}

static bool
is_serial(struct span s)
{
	return s.n >= 9 && s.n <= 256 && setting_is_template(s) &&
	    text_in_set(s, "A-Za-z0-9_+=/:,.@%-");
}

static bool
is_external_id(struct span s)
{
	return s.n >= 2 && s.n <= 1224 && setting_is_template(s) &&
	    text_in_set(s, "A-Za-z0-9_+=,.@:/%-");
}

static bool
is_session_name(struct span s)
{
	return s.n >= 1 && s.n <= 256 && setting_is_template(s) &&
	    text_in_set(s, "A-Za-z0-9_+=,.@%-");
}

static bool
is_tag_text(struct span s, size_t min, size_t max)
{
	return s.n >= min && s.n <= max && setting_is_template(s) &&
	    text_in_set(s, " A-Za-z0-9_.:/=+@%\x80-\xff-");
}

static bool
is_tags(struct span list)
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

static bool
is_tag_keys(struct span list)
{
	while (list.p != NULL)
		if (!is_tag_text(span_trim(span_cut(&list, ',')), 1, 128))
			return false;
	return true;
}

static bool
is_policy(struct span s)
{
	return s.n >= 2 && s.n <= 2048 && s.p[0] == '{' && s.p[s.n - 1] == '}';
}

static bool
is_on_failure(struct span s)
{
	return span_is(s, "deny") || span_is(s, "allow");
}

static bool
is_regional(struct span s)
{
	return span_is(s, "regional") || span_is(s, "legacy");
}

static bool
is_url(struct span s)
{
	size_t skip = span_starts(s, "https://") ? 8 :
	    span_starts(s, "http://")		 ? 7 :
						   s.n;

	return s.n > skip && s.n <= 2048 &&
	    text_in_set(
		(struct span){s.p + skip, s.n - skip}, "A-Za-z0-9_.:/[]~%-");
}

static bool
is_path(struct span s)
{
	return s.n > 1 && s.n < 4096 && s.p[0] == '/';
}

const struct setting profile_settings[PROFILE_KEYS] = {
    [KEY_CREDENTIAL_SOURCE] = {"credential_source", is_source,
	"expected UserKey"},
    [KEY_SOURCE_PROFILE] = {"source_profile", is_profile_name,
	"expected the name of a profile"},
    [KEY_MFA] = {"mfa", is_mfa, "expected local, sts, both or none"},
    [KEY_MFA_SERIAL] = {"mfa_serial", is_serial,
	"expected the ARN or serial number of an MFA device"},
    [KEY_ROLE_ARN] = {"role_arn", is_role_arn,
	"expected arn:PARTITION:iam::ACCOUNT:role/NAME"},
    [KEY_ROLE_SESSION_NAME] = {"role_session_name", is_session_name,
	"expected letters, digits and _+=,.@- with %u %t %h %H %s %r %i"},
    [KEY_EXTERNAL_ID] = {"external_id", is_external_id,
	"expected 2 to 1224 letters, digits and _+=,.@:/-"},
    [KEY_DURATION_SECONDS] = {"duration_seconds", is_duration,
	"expected seconds, from 900 to 129600"},
    [KEY_SOURCE_IDENTITY] = {"source_identity", is_session_name,
	"expected letters, digits and _+=,.@- with %u %t %h %H %s %r %i"},
    [KEY_TAGS] = {"tags", is_tags, "expected KEY=VALUE, ... (50 at the most)"},
    [KEY_TRANSITIVE_TAG_KEYS] = {"transitive_tag_keys", is_tag_keys,
	"expected KEY, ..."},
    [KEY_POLICY] = {"policy", is_policy,
	"expected one line of JSON, 2048 bytes at the most"},
    [KEY_POLICY_ARNS] = {"policy_arns", is_policy_arns,
	"expected arn:PARTITION:iam::ACCOUNT:policy/NAME, ... (10 at the most)"},
    [KEY_ON_FAILURE] = {"on_failure", is_on_failure, "expected deny or allow"},
    [KEY_REGION] = {"region", is_region, "expected a region such as eu-west-1"},
    [KEY_ENDPOINT_URL] = {"endpoint_url", is_url,
	"expected https://HOST[:PORT] (or http://)"},
    [KEY_USE_FIPS_ENDPOINT] = {"use_fips_endpoint", is_yes_no,
	"expected yes or no"},
    [KEY_USE_DUALSTACK_ENDPOINT] = {"use_dualstack_endpoint", is_yes_no,
	"expected yes or no"},
    [KEY_STS_REGIONAL_ENDPOINTS] = {"sts_regional_endpoints", is_regional,
	"expected regional or legacy"},
    [KEY_PROXY] = {"proxy", is_url, "expected http://HOST:PORT"},
    [KEY_CA_FILE] = {"ca_file", is_path, "expected an absolute path"},
    [KEY_CA_PATH] = {"ca_path", is_path, "expected an absolute path"},
    [KEY_CONNECT_TIMEOUT] = {"connect_timeout", is_timeout,
	"expected seconds, from 1 to 60"},
    [KEY_TIMEOUT] = {"timeout", is_timeout, "expected seconds, from 1 to 60"},
};

const struct setting rule_settings[RULE_KEYS] = {
    [RULE_SERVICE] = {"service", is_service,
	"expected the name of a PAM service"},
    [RULE_USER] = {"user", is_name, "expected a user name"},
    [RULE_GROUP] = {"group", is_name, "expected a group name"},
    [RULE_TARGET] = {"target", is_name, "expected a user name"},
    [RULE_PROFILE] = {"profile", is_profile_name,
	"expected the name of a profile"},
    [RULE_EXEMPT] = {"exempt", is_yes, "expected yes"},
    [RULE_DENY] = {"deny", is_yes, "expected yes"},
};

int
setting_find(const struct setting *table, int count, struct span name)
{
	for (int i = 0; i < count; i++)
		if (span_is(name, table[i].name))
			return i;
	return -1;
}
