/*
 * The result or the error of one STS call. Owns both; no other logic.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <json-c/json_object.h>

#include "outcome.h"

int
outcome_fail(
    struct outcome *o, int status, const char *code, const char *format, ...)
{
	va_list ap;

	if (o->code != NULL)
		return -1;
	o->status = status;
	o->code = code;
	va_start(ap, format);
	if (vasprintf(&o->message, format, ap) == -1)
		o->message = NULL;
	va_end(ap);
	return -1;
}

void
outcome_succeed(struct outcome *o, struct json_object *result)
{
	o->status = 200;
	o->result = result;
}

void
outcome_clear(struct outcome *o)
{
	free(o->message);
	json_object_put(o->result);
	*o = (struct outcome){0};
}
