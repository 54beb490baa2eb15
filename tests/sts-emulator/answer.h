/*
 * The text of an answer, in the three dialects.
 */
#ifndef ANSWER_H
#define ANSWER_H

struct outcome;
struct printbuf;

enum answer_dialect { ANSWER_XML, ANSWER_JSON, ANSWER_RGW };

/* Append the body for an action's outcome; the request id goes within. */
void answer_write(struct printbuf *, enum answer_dialect, const char *action,
    const struct outcome *, const char *request_id);

const char *answer_type(enum answer_dialect);

#endif
