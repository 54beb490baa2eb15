/* The tables of settings; pure. */

#include "common/setting.h"
#include "common/value.h"
#include "common/value_aws.h"

const struct setting profile_settings[PROFILE_KEYS] = {
    [KEY_CREDENTIAL_SOURCE] = {"credential_source", value_is_source,
	"expected UserKey or LoginSession"},
    [KEY_SOURCE_PROFILE] = {"source_profile", value_is_profile_name,
	"expected the name of a profile"},
    [KEY_MFA] = {"mfa", value_is_mfa, "expected local, sts, both or none"},
    [KEY_MFA_SERIAL] = {"mfa_serial", value_is_serial,
	"expected the ARN or serial number of an MFA device"},
    [KEY_ROLE_ARN] = {"role_arn", value_is_role_arn,
	"expected arn:PARTITION:iam::ACCOUNT:role/NAME"},
    [KEY_ROLE_SESSION_NAME] = {"role_session_name", value_is_session_name,
	"expected letters, digits, _+=,.@- between %u %t %h %H %s %r %i "
	"%m %a"},
    [KEY_EXTERNAL_ID] = {"external_id", value_is_external_id,
	"expected 2 to 1224 letters, digits and _+=,.@:/-"},
    [KEY_DURATION_SECONDS] = {"duration_seconds", value_is_duration,
	"expected seconds, from 900 to 129600"},
    [KEY_SOURCE_IDENTITY] = {"source_identity", value_is_source_identity,
	"expected letters, digits, _+=,.@- between %u %t %h %H %s %r %i "
	"%m %a, or nothing"},
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
    [KEY_REUSE_SECONDS] = {"reuse_seconds", value_is_reuse,
	"expected seconds, from 1 to 43200"},
    [KEY_CREDENTIAL_FILE] = {"credential_file", value_is_form,
	"expected static or process"},
    [KEY_LINGER] = {"linger", value_is_linger,
	"expected until-expiry or logout"},
    [KEY_EXPIRY_NOTICE] = {"expiry_notice", value_is_notice,
	"expected a number with s, m or h such as 15m, 24h at the most, or "
	"no"},
    [KEY_REGION] = {"region", value_is_region,
	"expected a region such as eu-west-1"},
    [KEY_ENDPOINT_URL] = {"endpoint_url", value_is_url,
	"expected https://HOST[:PORT][/PATH], or http:// to this host "
	"itself"},
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
    [RULE_SERVICE] = {"service", value_is_services,
	"expected names of PAM services: [!]NAME, ..."},
    [RULE_USER] = {"user", value_is_names, "expected user names: [!]NAME, ..."},
    [RULE_GROUP] = {"group", value_is_names,
	"expected group names: [!]NAME, ..."},
    [RULE_TARGET] = {"target", value_is_names,
	"expected user names: [!]NAME, ..."},
    [RULE_TARGET_GROUP] = {"target_group", value_is_names,
	"expected group names: [!]NAME, ..."},
    [RULE_RHOST] = {"rhost", value_is_rhosts,
	"expected addresses, networks or host names: [!]ADDRESS[/BITS], "
	"[!]NAME, ...; * and ? in names only"},
    [RULE_TTY] = {"tty", value_is_ttys,
	"expected terminals: [!]NAME, ...; * and ? stand for others"},
    [RULE_HOST] = {"host", value_is_hosts,
	"expected host names: [!]NAME, ...; * and ? stand for others"},
    [RULE_PROFILE] = {"profile", value_is_profile_names,
	"expected names of profiles: NAME, ... (8 at the most)"},
    [RULE_ASSUME] = {"assume", value_is_profile_names,
	"expected names of profiles: NAME, ... (8 at the most)"},
    [RULE_EXEMPT] = {"exempt", value_is_yes, "expected yes"},
    [RULE_DENY] = {"deny", value_is_yes, "expected yes"},
    [RULE_MESSAGE] = {"message", value_is_message,
	"expected one line of text, 200 bytes at the most"},
    [RULE_ALERT] = {"alert", value_is_yes, "expected yes"},
};

int
setting_find(const struct setting *table, int count, struct span name)
{
	for (int i = 0; i < count; i++)
		if (span_is(name, table[i].name))
			return i;
	return -1;
}
