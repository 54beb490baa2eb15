/*
 * What a call came to: a result tree, or one error.
 */
#ifndef OUTCOME_H
#define OUTCOME_H

struct json_object;

struct outcome {
	int status; /* HTTP status */
	const char *code; /* error code; NULL on success */
	char *message; /* of the error */
	struct json_object *result; /* on success; doubles are times */
};

/*
 * Turn *o into an error; returns -1 so that a check can end with it. The
 * code must be a literal. The first error stands.
 */
int outcome_fail(struct outcome *o, int status, const char *code,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The result becomes *o's. */
void outcome_succeed(struct outcome *o, struct json_object *result);
void outcome_clear(struct outcome *o);

#endif
