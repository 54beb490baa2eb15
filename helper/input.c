/* Reading descriptors from their start: the offset is shared with others. */

#include <unistd.h>

#include "helper/input.h"

/* What the last read returned; more than 0: the room is full. */
static ssize_t
fill(int fd, char *room, size_t cap, size_t *size)
{
	ssize_t got = 1;

	*size = 0;
	while (*size < cap &&
	    (got = pread(fd, room + *size, cap - *size, (off_t)*size)) > 0)
		*size += (size_t)got;
	return got;
}

int
input_read(int fd, void *room, size_t cap, size_t *size)
{
	return fill(fd, room, cap, size) == 0 ? 0 : -1;
}

int
input_read_start(int fd, void *room, size_t cap, size_t *size)
{
	return fill(fd, room, cap, size) < 0 ? -1 : 0;
}
