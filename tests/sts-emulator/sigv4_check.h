/*
 * Verifies the signature of a request and names its signer.
 */
#ifndef SIGV4_CHECK_H
#define SIGV4_CHECK_H

struct caller;
struct emulator;
struct outcome;
struct request;

/*
 * 0 and *caller filled, or -1 and the error. *key_id gets the access key id
 * the request claims, for the log, also when it is not to be believed; the
 * caller gives room for 129 bytes.
 */
int sigv4_check(const struct emulator *, const struct request *,
    struct caller *, char key_id[static 129], struct outcome *);

#endif
