/*
 * The Authorization header of SigV4, taken apart.
 */
#ifndef AUTHORIZATION_H
#define AUTHORIZATION_H

struct outcome;
struct request;

enum {
	AUTHORIZATION_MAX = 4096,
	SIGNATURE_HEX = 64 + 1,
};

struct authorization {
	char text[AUTHORIZATION_MAX]; /* the rest points in here */
	const char *key_id, *date, *region, *service, *terminator;
	const char *signed_headers, *signature;
};

/* 0, or -1 and the error STS gives for what is missing or malformed. */
int authorization_parse(
    struct authorization *, const struct request *, struct outcome *);

#endif
