/*
 * Closes kept connections that have been idle for some milliseconds, which
 * the HTTP library can only do in whole seconds.
 */
#ifndef IDLE_H
#define IDLE_H

struct idle_watch;
struct idle_connection;

/* One thread of its own watches until idle_watch_free. */
struct idle_watch *idle_watch_new(void);
void idle_watch_free(struct idle_watch *);

/* A connection begins and ends; NULL without memory. */
struct idle_connection *idle_join(struct idle_watch *, int fd);
void idle_leave(struct idle_connection *);

/* A request begins, or has ended (ms of grace, 0: keep for ever). */
void idle_busy(struct idle_connection *);
void idle_rest(struct idle_connection *, long ms);

/* Numbers connections from 1. */
unsigned long idle_number(const struct idle_connection *);

#endif
