/*
 * Which headers a signature must cover.
 */
#ifndef SIGNED_HEADERS_H
#define SIGNED_HEADERS_H

struct outcome;
struct request;

/*
 * 0 when the list is sorted, lower-case and free of repetitions, and holds
 * host, content-type and every x-amz-* header sent; else -1 and the error.
 */
int signed_headers_check(
    const struct request *, const char *list, struct outcome *);

#endif
