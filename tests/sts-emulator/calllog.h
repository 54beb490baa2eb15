/*
 * The calls received, one JSON object to a line. Holds one-time codes and
 * all parameters in clear: it exists for tests to look into.
 */
#ifndef CALLLOG_H
#define CALLLOG_H

struct json_object;
struct calllog;

/* path may be NULL: keep in memory only. NULL after a complaint. */
struct calllog *calllog_new(const char *path);
void calllog_free(struct calllog *);

/* Takes the entry. */
void calllog_append(struct calllog *, struct json_object *entry);

/* All lines since the last clear; the caller frees. NULL without memory. */
char *calllog_text(struct calllog *);
void calllog_clear(struct calllog *);

#endif
