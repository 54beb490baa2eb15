/* Asking for a one-time code; run by anybody. */

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/code.h"
#include "cli/commands.h"
#include "cli/message.h"
#include "common/field.h"
#include "common/words.h"

/* Read to its end, lest the rest of it be the shell's next command: the line's
 * length, of which no more than cap bytes are in room. */
static size_t
read_line(int fd, char *room, size_t cap)
{
	size_t n = 0;
	char c;

	for (; read(fd, &c, 1) == 1 && c != '\n'; n++)
		if (n < cap)
			room[n] = c;
	explicit_bzero(&c, sizeof(c));
	return n;
}

int
code_read(char code[static CODE_DIGITS + 1])
{
	int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	struct span typed = {code, 0};

	if (tty != -1)
		dprintf(tty, "%s", WORDS_PROMPT);
	typed.n = read_line(tty == -1 ? STDIN_FILENO : tty, code, CODE_DIGITS);
	if (tty != -1)
		close(tty);
	code[CODE_DIGITS] = '\0';
	if (!field_valid(TAG_CODE, typed))
		return message("a one-time code is %d digits: nothing was sent",
		    CODE_DIGITS);
	return DONE;
}
