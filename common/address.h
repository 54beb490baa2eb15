/*
 * Addresses and networks of IPv4 and IPv6, from text only: nothing is looked
 * up.
 */

#ifndef COMMON_ADDRESS_H
#define COMMON_ADDRESS_H

#include "common/text.h"

/* IPv4 is kept as ::ffff:a.b.c.d, so both ways to write it are one. */
struct address {
	uint8_t bytes[16];
};

struct network {
	struct address base;
	unsigned bits; /* of the 128 */
};

/* An address; the %SCOPE of an IPv6 one is passed over. */
bool address_read(struct address *, struct span text);

/* ADDRESS[/BITS], every bit behind the mask being 0. */
bool network_read(struct network *, struct span text);

/* IPv4 is in no network of IPv6, not even in ::/0. */
bool network_has(const struct network *, const struct address *);

#endif
