/*
 * URLs of servers: http[s]://HOST[:PORT][/PATH], without user, query and
 * fragment, and without anything in HOST that a library would decode.
 */

#ifndef COMMON_URL_H
#define COMMON_URL_H

#include "common/text.h"

struct url {
	bool tls;
	struct span authority; /* HOST[:PORT] */
	struct span host; /* a name, an IPv4 address or [IPv6] */
	struct span port; /* absent: none */
	struct span path; /* behind its first '/'; absent: none */
};

/* False, *out untouched, for anything else or longer than limits.h says. */
bool url_read(struct url *out, struct span text);

/* Is the server this host itself, by an address or name that says so? */
bool url_is_loopback(const struct url *);

#endif
