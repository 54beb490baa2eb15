/* Printing secrets; run by anybody. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/secret_output.h"
#include "common/limits.h"

static bool
print(const char *text, size_t n)
{
	while (n > 0) {
		ssize_t done = write(STDOUT_FILENO, text, n);

		if (done == -1)
			return false;
		text += done;
		n -= (size_t)done;
	}
	return true;
}

int
secret_output(bool force, const char *format, ...)
{
	char room[MESSAGE_MAX];
	bool printed;
	va_list ap;
	int n;

	if (!force && isatty(STDOUT_FILENO))
		return message("standard output is a terminal, which would "
			       "show the keys: give --force");
	va_start(ap, format);
	n = vsnprintf(room, sizeof(room), format, ap);
	va_end(ap);
	printed = n >= 0 && (size_t)n < sizeof(room) && print(room, (size_t)n);
	explicit_bzero(room, sizeof(room));
	return printed ? DONE :
			 message("standard output cannot be written: "
				 "what it shows is not complete");
}
