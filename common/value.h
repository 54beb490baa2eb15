/*
 * What the values of settings must look like.  Bounds and alphabets of AWS's
 * are those of the STS service model; where a value is a template they are
 * checked again when it is expanded.
 */

#ifndef COMMON_VALUE_H
#define COMMON_VALUE_H

#include "common/text.h"

bool value_is_duration(struct span);
bool value_is_external_id(struct span);
bool value_is_mfa(struct span);
bool value_is_name(struct span);
bool value_is_on_failure(struct span);
bool value_is_path(struct span);
bool value_is_policy(struct span);
bool value_is_policy_arns(struct span);
bool value_is_profile_name(struct span);
bool value_is_proxy(struct span);
bool value_is_region(struct span);
bool value_is_regional(struct span);
bool value_is_role_arn(struct span);
bool value_is_serial(struct span);
bool value_is_service(struct span);
bool value_is_session_name(struct span);
bool value_is_source(struct span);
bool value_is_tag_keys(struct span);
bool value_is_tags(struct span);
bool value_is_timeout(struct span);
bool value_is_url(struct span);
bool value_is_yes(struct span);
bool value_is_yes_no(struct span);

#endif
