/*
 * Hands a reply to the HTTP library, in the manner the reply asks for.
 */
#ifndef SENDING_H
#define SENDING_H

#include <microhttpd.h>

struct emulator;
struct pause;
struct reply;

/* The value for the library's handler; MHD_NO closes the connection. */
enum MHD_Result sending_queue(struct MHD_Connection *, const struct reply *,
    const struct emulator *, struct pause *);

#endif
