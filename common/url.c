/* Reading URLs; pure. */

#include <string.h>

#include "common/address.h"
#include "common/limits.h"
#include "common/url.h"

static bool
is_host(struct span s)
{
	struct address a;
	struct span inner;

	if (s.n == 0 || s.p[0] != '[')
		return s.n > 0 && text_in_set(s, "A-Za-z0-9._-");
	if (s.n < 2 || s.p[s.n - 1] != ']')
		return false;
	inner = (struct span){s.p + 1, s.n - 2};
	return text_in_set(inner, "0-9A-Fa-f:.") &&
	    memchr(inner.p, ':', inner.n) != NULL && address_read(&a, inner);
}

/* One way to write each: what is the usual one is compared as text. */
static bool
is_port(struct span s)
{
	uint64_t port;

	return text_decimal(s, &port) && port <= UINT16_MAX && s.p[0] != '0';
}

/* HOST[:PORT]; the colons of an IPv6 address stand within its brackets. */
static bool
cut_authority(struct url *u)
{
	struct span rest = u->authority;

	if (u->authority.n > 0 && u->authority.p[0] == '[')
		(void)span_cut(&rest, ']');
	u->port = rest;
	(void)span_cut(&u->port, ':');
	u->host = u->authority;
	if (u->port.p != NULL)
		u->host.n -= u->port.n + 1;
	return u->authority.n <= NAME_MAX_BYTES && is_host(u->host) &&
	    (u->port.p == NULL || is_port(u->port));
}

bool
url_read(struct url *out, struct span text)
{
	struct url u = {.tls = span_starts(text, "https://")};
	size_t skip = strlen(u.tls ? "https://" : "http://");
	struct span rest;

	if ((!u.tls && !span_starts(text, "http://")) || text.n > URL_MAX)
		return false;
	rest = (struct span){text.p + skip, text.n - skip};
	u.authority = span_cut(&rest, '/');
	u.path = rest;
	if (!cut_authority(&u) || !text_in_set(u.path, "A-Za-z0-9._~:/%-"))
		return false;
	*out = u;
	return true;
}

bool
url_is_loopback(const struct url *u)
{
	struct network net;
	struct address a;

	return span_is(u->host, "localhost") || span_is(u->host, "[::1]") ||
	    (address_read(&a, u->host) &&
		network_read(&net, span_of("127.0.0.0/8")) &&
		network_has(&net, &a));
}
