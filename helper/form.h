/*
 * The body of a query request: Action=...&Version=...&Name=value, as the AWS
 * query protocol encodes it.
 */

#ifndef HELPER_FORM_H
#define HELPER_FORM_H

#include "helper/buffer.h"

/* Begin anew. */
void form_start(struct buffer *b, const char *action);

void form_add(struct buffer *b, const char *name, struct span value);

/* Name.member.N, then the suffix (".Key", or ""); N counts from 1. */
void form_add_member(struct buffer *b, const char *name, unsigned n,
    const char *suffix, struct span value);

#endif
