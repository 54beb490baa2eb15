/*
 * The one wire format, of helper conversations and of tickets: see
 * doc/PROTOCOL.md.  A message is borrowed: its spans point into the buffer it
 * was parsed from or into the caller's values.
 */

#ifndef COMMON_WIRE_H
#define COMMON_WIRE_H

#include <stddef.h>
#include <stdint.h>

#include "common/field.h"
#include "common/status.h"

/* As they stand on the wire: append, never renumber. */
enum kind {
	KIND_VERIFY = 1,
	KIND_VERIFIED,
	KIND_PREPARE,
	KIND_PREPARED,
	KIND_COMMIT,
	KIND_CREDENTIALS,
	KIND_TICKET,
	KIND_RECORD,
	KIND_EXPLAIN,
	KIND_EXPLAINED,
	KIND_RENEW, /* PREPARE, without a code: from what an earlier one gave */
	KIND_IDENTIFY,
	KIND_IDENTITY,
	KIND_ORDER, /* to the keeper of a session, from its user */
	KIND_ORDERED,
	KIND_COUNT
};

struct message {
	enum kind kind;
	enum status status;
	struct span field[TAG_COUNT]; /* by tag; absent: p == NULL */
};

/*
 * Read len bytes.  0, or -EPROTO with *m untouched when anything at all is
 * not as written down: magic, kind, status, order of tags, a field's rule, a
 * field that the kind needs or does not know, a trailing byte.
 */
int wire_parse(struct message *m, const uint8_t *buf, size_t len);

/*
 * Write *m into buf[cap].  The size written, or -EPROTO for a message that
 * wire_parse() would not read back, or -EMSGSIZE.
 */
int wire_encode(const struct message *m, uint8_t *buf, size_t cap);

#endif
