/* Composing a verdict; pure. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "helper/verdict.h"

int
verdict_set(struct verdict *v, enum status status, const char *format, ...)
{
	va_list ap;
	size_t n = strlen(v->where);

	v->status = status;
	memcpy(v->detail, v->where, n);
	va_start(ap, format);
	vsnprintf(v->detail + n, sizeof(v->detail) - n, format, ap);
	va_end(ap);
	return -1;
}
