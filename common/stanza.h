/*
 * The state files that people can read: "key = value" lines without a
 * section, as in AWS's credentials file.  secret holds user and secret, key
 * holds user, aws_access_key_id and aws_secret_access_key.
 */

#ifndef COMMON_STANZA_H
#define COMMON_STANZA_H

#include "common/text.h"

/*
 * The value of a key; absent when the key is not there, stands twice, is
 * empty, or when any line is none of "key = value", comment and blank.  A
 * [section] line is passed over, as people paste one.
 */
struct span stanza_get(struct span text, const char *key);

#endif
