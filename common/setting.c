/* The tables of settings; pure. */

#include "common/setting.h"
#include "common/value.h"

const struct setting profile_settings[PROFILE_KEYS] = {
    [KEY_CREDENTIAL_SOURCE] = {"credential_source", value_is_source,
	"expected UserKey"},
    [KEY_SOURCE_PROFILE] = {"source_profile", value_is_profile_name,
	"expected the name of a profile"},
    [KEY_MFA] = {"mfa", value_is_mfa, "expected local, sts, both or none"},
    [KEY_MFA_SERIAL] = {"mfa_serial", value_is_serial,
	"expected the ARN or serial number of an MFA device"},
    [KEY_ROLE_ARN] = {"role_arn", value_is_role_arn,
	"expected arn:PARTITION:iam::ACCOUNT:role/NAME"},
    [KEY_ROLE_SESSION_NAME] = {"role_session_name", value_is_session_name,
	"expected letters, digits, _+=,.@- between %u %t %h %H %s %r %i"},
    [KEY_EXTERNAL_ID] = {"external_id", value_is_external_id,
	"expected 2 to 1224 letters, digits and _+=,.@:/-"},
    [KEY_DURATION_SECONDS] = {"duration_seconds", value_is_duration,
	"expected seconds, from 900 to 129600"},
    [KEY_SOURCE_IDENTITY] = {"source_identity", value_is_session_name,
	"expected letters, digits, _+=,.@- between %u %t %h %H %s %r %i"},
    [KEY_TAGS] = {"tags", value_is_tags,
	"expected KEY=VALUE, ... (50 at the most)"},
    [KEY_TRANSITIVE_TAG_KEYS] = {"transitive_tag_keys", value_is_tag_keys,
	"expected KEY, ..."},
    [KEY_POLICY] = {"policy", value_is_policy,
	"expected one line of JSON, 2048 bytes at the most"},
    [KEY_POLICY_ARNS] = {"policy_arns", value_is_policy_arns,
	"expected arn:PARTITION:iam::ACCOUNT:policy/NAME, ... (10 at most)"},
    [KEY_ON_FAILURE] = {"on_failure", value_is_on_failure,
	"expected deny or allow"},
    [KEY_REGION] = {"region", value_is_region,
	"expected a region such as eu-west-1"},
    [KEY_ENDPOINT_URL] = {"endpoint_url", value_is_url,
	"expected https://HOST[:PORT], or http:// to this host itself"},
    [KEY_USE_FIPS_ENDPOINT] = {"use_fips_endpoint", value_is_yes_no,
	"expected yes or no"},
    [KEY_USE_DUALSTACK_ENDPOINT] = {"use_dualstack_endpoint", value_is_yes_no,
	"expected yes or no"},
    [KEY_STS_REGIONAL_ENDPOINTS] = {"sts_regional_endpoints", value_is_regional,
	"expected regional or legacy"},
    [KEY_PROXY] = {"proxy", value_is_proxy, "expected http://HOST:PORT"},
    [KEY_CA_FILE] = {"ca_file", value_is_path, "expected an absolute path"},
    [KEY_CA_PATH] = {"ca_path", value_is_path, "expected an absolute path"},
    [KEY_CONNECT_TIMEOUT] = {"connect_timeout", value_is_timeout,
	"expected seconds, from 1 to 60"},
    [KEY_TIMEOUT] = {"timeout", value_is_timeout,
	"expected seconds, from 1 to 60"},
};

const struct setting rule_settings[RULE_KEYS] = {
    [RULE_SERVICE] = {"service", value_is_service,
	"expected the name of a PAM service"},
    [RULE_USER] = {"user", value_is_name, "expected a user name"},
    [RULE_GROUP] = {"group", value_is_name, "expected a group name"},
    [RULE_TARGET] = {"target", value_is_name, "expected a user name"},
    [RULE_PROFILE] = {"profile", value_is_profile_name,
	"expected the name of a profile"},
    [RULE_EXEMPT] = {"exempt", value_is_yes, "expected yes"},
    [RULE_DENY] = {"deny", value_is_yes, "expected yes"},
};

int
setting_find(const struct setting *table, int count, struct span name)
{
	for (int i = 0; i < count; i++)
		if (span_is(name, table[i].name))
			return i;
	return -1;
}
