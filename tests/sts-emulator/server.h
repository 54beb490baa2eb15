/*
 * The HTTP and HTTPS server on the loopback address.
 */
#ifndef SERVER_H
#define SERVER_H

#include <stdint.h>

struct emulator;
struct server;

/*
 * Port 0 takes any. cert and key are PEM texts, or both NULL for plain
 * HTTP; they must outlive the server. NULL when it cannot listen.
 */
struct server *server_start(
    struct emulator *, uint16_t port, const char *cert, const char *key);
uint16_t server_port(const struct server *);

/* Ends delayed answers too. */
void server_stop(struct server *);

#endif
