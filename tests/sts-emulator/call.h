/*
 * One request to the STS path, from bytes to reply.
 */
#ifndef CALL_H
#define CALL_H

struct emulator;
struct reply;
struct request;

/* Fills a reply which reply_begin has begun. */
void call_answer(const struct emulator *, struct request *, struct reply *);

#endif
