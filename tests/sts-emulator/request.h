/*
 * One HTTP request as it arrived, and the parameters read from it.
 */
#ifndef REQUEST_H
#define REQUEST_H

#include <stdbool.h>
#include <stddef.h>

struct printbuf;

enum {
	REQUEST_FIELDS_MAX = 256,
	REQUEST_BODY_MAX = 1024 * 1024,
};

struct request_field {
	char *name;
	char *value;
};

/* An ordered list; names may repeat. */
struct request_fields {
	struct request_field item[REQUEST_FIELDS_MAX];
	size_t count;
};

struct request {
	char *method;
	char *target; /* path and query, undecoded */
	struct request_fields headers; /* names in lower case */
	struct request_fields params;
	struct printbuf *body;
	unsigned long connection; /* which one it came by */
};

/* A request owns copies of all it is given. NULL without memory. */
struct request *request_new(const char *target);
void request_free(struct request *);

/* 0, or -1 when a limit is reached. */
int request_set_method(struct request *, const char *);
int request_add_header(struct request *, const char *, const char *);
int request_add_body(struct request *, const char *, size_t);

/*
 * Read the query string and, for a form, the body into params. -1 when an
 * escape is broken or one parameter is given twice.
 */
int request_decode(struct request *);

/* The first value of that name, or NULL. Header names in lower case. */
const char *request_header(const struct request *, const char *name);
const char *request_param(const struct request *, const char *name);

/* The query string without its `?`, perhaps empty; the path alone. */
const char *request_query(const struct request *);
bool request_path_is(const struct request *, const char *path);

#endif
