/* Reading and comparing addresses; pure. */

#include <arpa/inet.h>
#include <string.h>

#include "common/address.h"

#define BITS 128
#define MAPPED_BITS 96

static const uint8_t mapped[MAPPED_BITS / 8] = {[10] = 0xff, [11] = 0xff};

static bool
is_ipv4(const struct address *a)
{
	return memcmp(a->bytes, mapped, sizeof(mapped)) == 0;
}

/* Without a scope; first: of the 128 bits, the first that was written. */
static bool
read_plain(struct address *out, struct span text, unsigned *first)
{
	char room[INET6_ADDRSTRLEN];
	struct address a;

	if (!text_in_set(text, "0-9A-Fa-f.:") ||
	    !span_copy(room, sizeof(room), text))
		return false;
	memcpy(a.bytes, mapped, sizeof(mapped));
	*first = 0;
	if (inet_pton(AF_INET, room, a.bytes + sizeof(mapped)) == 1)
		*first = MAPPED_BITS;
	else if (inet_pton(AF_INET6, room, a.bytes) != 1)
		return false;
	*out = a;
	return true;
}

bool
address_read(struct address *out, struct span text)
{
	struct span plain = span_cut(&text, '%');
	struct address a;
	unsigned first;

	if (!read_plain(&a, plain, &first) || (text.p != NULL && first > 0))
		return false;
	*out = a;
	return true;
}

/* The bits of byte i that a mask of so many bits covers. */
static uint8_t
mask_byte(unsigned bits, unsigned i)
{
	unsigned covered = bits <= 8 * i ? 0 : bits - 8 * i;

	return (uint8_t)(covered >= 8 ? 0xff : 0xff00 >> covered);
}

bool
network_read(struct network *out, struct span text)
{
	struct span plain = span_cut(&text, '/');
	struct network net;
	unsigned first;
	uint64_t bits;

	if (!read_plain(&net.base, plain, &first))
		return false;
	bits = BITS - first;
	if (text.p != NULL &&
	    (!text_decimal(text, &bits) || bits > BITS - first))
		return false;
	net.bits = first + (unsigned)bits;
	for (unsigned i = 0; i < sizeof(net.base.bytes); i++)
		if ((net.base.bytes[i] & ~mask_byte(net.bits, i) & 0xff) != 0)
			return false;
	*out = net;
	return true;
}

bool
network_has(const struct network *net, const struct address *a)
{
	if (is_ipv4(a) && net->bits < MAPPED_BITS)
		return false;
	for (unsigned i = 0; i < sizeof(a->bytes); i++)
		if (((a->bytes[i] ^ net->base.bytes[i]) &
			mask_byte(net->bits, i)) != 0)
			return false;
	return true;
}
