/* STS's answers in JSON, as it gives them on "Accept: application/json". */

#ifndef HELPER_STS_JSON_H
#define HELPER_STS_JSON_H

#include "helper/sts_answer.h"

/*
 * NULL, or what is wrong with the body.  Leaves must be strings, but
 * Expiration may be a number; null is the same as not there.  Of two members
 * of one name json-c keeps the last: unlike in XML, it cannot be seen that
 * there were two.  A name with a slash in it is passed over.
 */
const char *sts_json_read(struct sts_answer *, struct span body);

#endif
