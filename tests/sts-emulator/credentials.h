/*
 * The Credentials structure in results.
 */
#ifndef CREDENTIALS_H
#define CREDENTIALS_H

#include <time.h>

struct json_object;
struct session;

/*
 * A new object of the four members. Expiration is a double which prints as
 * STS prints it in JSON; the XML writer spells doubles as dates.
 */
struct json_object *credentials_tree(const struct session *);

/* The number for an Expiration member. */
struct json_object *credentials_expiration(time_t);

#endif
