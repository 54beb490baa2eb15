/*
 * The canonical form of a request which SigV4 signs.
 */
#ifndef CANONICAL_H
#define CANONICAL_H

struct printbuf;
struct request;

/*
 * Append the canonical request for `/`. signed_headers is the list as the
 * client sent it (lower case, joined by `;`), payload_hash the hash in hex.
 * 0, or -1 for a query that cannot be decoded.
 */
int canonical_request(struct printbuf *, const struct request *,
    const char *signed_headers, const char *payload_hash);

#endif
