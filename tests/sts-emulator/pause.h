/*
 * Waiting which the end of the server cuts short.
 */
#ifndef PAUSE_H
#define PAUSE_H

struct pause;

struct pause *pause_new(void);
void pause_free(struct pause *); /* NULL is nothing */

/* Wait, unless and until pause_end has been called. */
void pause_for(struct pause *, long ms);
void pause_end(struct pause *);

#endif
