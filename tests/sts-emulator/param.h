/*
 * The value constraints of the STS model, and the error they add up to.
 */
#ifndef PARAM_H
#define PARAM_H

#include <stdbool.h>

struct outcome;
struct printbuf;
struct request;

enum param_kind {
	PARAM_ARN,
	PARAM_SESSION_NAME,
	PARAM_SOURCE_IDENTITY,
	PARAM_EXTERNAL_ID,
	PARAM_SERIAL_NUMBER,
	PARAM_TOKEN_CODE,
	PARAM_POLICY,
	PARAM_TAG_KEY,
	PARAM_TAG_VALUE,
	PARAM_ACCESS_KEY_ID,
	PARAM_CONTEXT,
};

/* All complaints about one request; STS reports them together. */
struct param_verdict {
	unsigned count;
	struct printbuf *text;
	bool malformed; /* something could not even be read */
};

int param_begin(struct param_verdict *);

/* Adds one complaint: a value (or NULL) at a field fails a constraint. */
void param_complain(struct param_verdict *, const char *value,
    const char *field, const char *constraint);

/* Checks one text; NULL is a complaint. */
void param_check(struct param_verdict *, enum param_kind, const char *field,
    const char *value);

/* The parameter of that wire name, checked when there; NULL when absent. */
const char *param_optional(struct param_verdict *, const struct request *,
    enum param_kind, const char *wire, const char *field);

/* 1 and *out set, 0 when absent, -1 when not a number or out of range. */
int param_integer(struct param_verdict *, const struct request *,
    const char *wire, const char *field, long min, long max, long *out);

/* Frees the verdict. 0 when nothing was wrong, else -1 and the error. */
int param_end(struct param_verdict *, struct outcome *);

#endif
