/*
 * Expansion of settings: %u auth user, %t target, %h short host, %H FQDN, %s
 * service, %r remote host, %i session id, %% a percent sign.
 */

#ifndef HELPER_EXPAND_H
#define HELPER_EXPAND_H

#include "common/wire.h"
#include "helper/buffer.h"

/*
 * Append the template, expanded with the fields of a PREPARE message; what
 * the message does not have expands to nothing.  False when it is no template
 * or does not fit.
 */
bool expand(struct buffer *, struct span text, const struct message *who);

/*
 * The same for session tags: bytes of an expansion outside AWS's alphabet of
 * tags, and '=', become =XX, so that two users' tags never meet.  What the
 * administrator wrote stays as it is.
 */
bool expand_tag(struct buffer *, struct span text, const struct message *who);

#endif
