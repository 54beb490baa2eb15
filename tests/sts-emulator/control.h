/*
 * The requests by which a test steers the emulator while it runs.
 */
#ifndef CONTROL_H
#define CONTROL_H

#include <stdbool.h>

struct emulator;
struct reply;
struct request;

/* Whether the request is for this room at all. */
bool control_wants(const struct request *);

/* Obeys it and fills a reply which reply_begin has begun. */
void control_answer(struct emulator *, const struct request *, struct reply *);

#endif
