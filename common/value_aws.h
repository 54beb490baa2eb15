/*
 * What the values of settings that AWS reads must look like.  Bounds and
 * alphabets are those of the STS service model; where a value is a template
 * they are checked again when it is expanded.
 */

#ifndef COMMON_VALUE_AWS_H
#define COMMON_VALUE_AWS_H

#include "common/text.h"

bool value_is_external_id(struct span);
bool value_is_policy(struct span);
bool value_is_policy_arns(struct span);
bool value_is_role_arn(struct span);
bool value_is_serial(struct span);
bool value_is_session_name(struct span);
bool value_is_source_identity(struct span);
bool value_is_tag_keys(struct span);
bool value_is_tags(struct span);

#endif
