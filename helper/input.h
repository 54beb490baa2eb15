/* Files that a helper is given by descriptor: it opens none itself. */

#ifndef HELPER_INPUT_H
#define HELPER_INPUT_H

#include <stddef.h>

/*
 * Read the whole of a file.  *size is what was read, also when that is not all
 * of it: then the return is -1, else 0.
 */
int input_read(int fd, void *room, size_t cap, size_t *size);

/* The same where its beginning is enough: it may be larger than the room. */
int input_read_start(int fd, void *room, size_t cap, size_t *size);

#endif
