/*
 * Expansion of settings: %u auth user, %t target, %h short host, %H FQDN, %s
 * service, %r remote host, %i session id, %m how he proved himself, %a
 * seconds since then, %% a percent sign.
 */

#ifndef HELPER_EXPAND_H
#define HELPER_EXPAND_H

#include "common/wire.h"
#include "helper/buffer.h"

/*
 * Append the template, expanded with the fields of a PREPARE message; what
 * the message does not have expands to nothing.  False when it is no
 * template or does not fit.
 */
bool expand(struct buffer *, struct span text, const struct message *who);

/*
 * The same for the names of sessions, so that no two users share one: a byte
 * of an expansion that is outside [A-Za-z0-9_+,.@-], or that follows it in the
 * template, becomes =XX.  What the administrator wrote stays as it is, but '='
 * and '%' become =3D and =25; these become ==3D and ==25 in an expansion that
 * they follow.  So an expansion ends where what follows it stands first, and
 * as none touches another (a configuration that has such is refused) all are
 * known.
 */
bool expand_name(struct buffer *, struct span text, const struct message *who);

/*
 * As expand(), for session tags: bytes of an expansion outside AWS's alphabet
 * of tags, and '=', become =XX, so that two users' tags never meet.  What the
 * administrator wrote stays as it is, but %% becomes =25.
 */
bool expand_tag(struct buffer *, struct span text, const struct message *who);

#endif
