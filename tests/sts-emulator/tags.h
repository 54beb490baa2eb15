/*
 * Session tags: what a request passes and what a session hands on.
 */
#ifndef TAGS_H
#define TAGS_H

#include <stddef.h>

struct json_object;
struct outcome;
struct param_verdict;
struct request;

enum { TAGS_MAX = 50 };

struct tags {
	struct json_object *passed; /* array of {"Key", "Value"} */
	struct json_object *transitive; /* array of keys */
};

/* Read and check form; complaints go to the verdict. 0, or -1. */
int tags_read(struct tags *, const struct request *, struct param_verdict *);
void tags_free(struct tags *);

/*
 * Check meaning: no key twice, none reserved, the transitive ones passed,
 * none inherited already (inherited may be NULL). 0, or -1 and the error.
 */
int tags_judge(
    const struct tags *, struct json_object *inherited, struct outcome *);

/* What later sessions inherit: a new array of {"Key", "Value"}. */
struct json_object *tags_hand_on(
    const struct tags *, struct json_object *inherited);

/* Characters in all keys and values passed. */
size_t tags_size(const struct tags *);

#endif
