/* Messages on standard error; run by anybody. */

#include <stdarg.h>
#include <stdio.h>

#include "cli/commands.h"
#include "cli/message.h"

#define LINE_MAX_BYTES 1024

int
message(const char *format, ...)
{
	char line[LINE_MAX_BYTES];
	va_list ap;

	va_start(ap, format);
	(void)vsnprintf(line, sizeof(line), format, ap);
	va_end(ap);
	for (char *p = line; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
	fprintf(stderr, "pam-sts: %s\n", line);
	return REFUSED;
}

int
message_usage(const char *command, const char *what)
{
	(void)message("%s: %s: see pam-sts help %s", command, what, command);
	return USAGE;
}
