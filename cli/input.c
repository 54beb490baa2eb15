/* Reading standard input, bounded and without a buffer of stdio's. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/input.h"
#include "cli/message.h"

int
input_read(
    struct span *text, char room[static STANZA_MAX + 1], const char *hint)
{
	size_t n = 0;
	ssize_t got;

	if (isatty(STDIN_FILENO))
		fprintf(stderr, "Enter %s, then Ctrl-D:\n", hint);
	while (n <= STANZA_MAX &&
	    (got = read(STDIN_FILENO, room + n, STANZA_MAX + 1 - n)) != 0) {
		if (got == -1)
			return message("standard input cannot be read: %s",
			    strerrordesc_np(errno));
		n += (size_t)got;
	}
	if (n > STANZA_MAX)
		return message("too much on standard input: expected %s", hint);
	*text = (struct span){room, n};
	return DONE;
}
