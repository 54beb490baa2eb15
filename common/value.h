/*
 * What the values of settings must look like: words, numbers, names, lists of
 * conditions, places.  What AWS reads is in value_aws.h.
 */

#ifndef COMMON_VALUE_H
#define COMMON_VALUE_H

#include "common/text.h"

bool value_is_duration(struct span);
bool value_is_form(struct span);
bool value_is_hosts(struct span);
bool value_is_linger(struct span);
bool value_is_message(struct span);
bool value_is_mfa(struct span);
bool value_is_names(struct span);
bool value_is_notice(struct span);
bool value_is_on_failure(struct span);
bool value_is_path(struct span);
bool value_is_profile_name(struct span);
bool value_is_profile_names(struct span);
bool value_is_proxy(struct span);
bool value_is_region(struct span);
bool value_is_regional(struct span);
bool value_is_reuse(struct span);
bool value_is_rhosts(struct span);
bool value_is_services(struct span);
bool value_is_source(struct span);
bool value_is_timeout(struct span);
bool value_is_ttys(struct span);
bool value_is_url(struct span);
bool value_is_yes(struct span);
bool value_is_yes_no(struct span);

/* The seconds of a notice, "15m", "900s", "1h"; 0 for "no".  False, *seconds
 * untouched, when it is none. */
bool value_read_notice(struct span, unsigned *seconds);

#endif
