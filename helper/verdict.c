/* Composing a verdict; pure. */

#include <stdarg.h>
#include <stdio.h>

#include "helper/verdict.h"

int
verdict_set(struct verdict *v, enum status status, const char *format, ...)
{
	va_list ap;

	v->status = status;
	va_start(ap, format);
	vsnprintf(v->detail, sizeof(v->detail), format, ap);
	va_end(ap);
	return -1;
}
