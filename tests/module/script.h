/* What the fake helpers are told, and what they have seen. */

#ifndef TESTS_MODULE_SCRIPT_H
#define TESTS_MODULE_SCRIPT_H

#include "tests/module/world.h"

/* In an empty FAKE_DIR: be ready to notice helpers that run. */
void script_listen(void);
/* The same in a program that another test program has executed. */
void script_listen_again(void);

/* Start a helper's script anew; add steps to it. */
void script_clear(const char *helper);
void script_step(
    const char *helper, enum fake_act, const void *bytes, size_t n);
/* A step with a message; detail may be NULL. */
void script_reply(const char *helper, enum fake_act, enum kind, enum status,
    const char *detail);

/* One of the credentials that answer a COMMIT. */
struct given {
	const char *profile; /* NULL: the base */
	unsigned more; /* so many follow */
	const char *region, *arn; /* or NULL */
};

/* Its message; borrows from it and from static buffers. */
struct message script_given(const struct given *);
void script_give(enum fake_act, const struct given *);

/* A row of them as obtain sends it: first by that act, the others unasked. */
void script_give_all(enum fake_act, const struct given *, size_t count);

/* The answer to COMMIT: a status, and the profile at fault (or NULL). */
void script_refuse(enum fake_act, enum status, const char *profile);

/* The usual conversations, from the start. */
void script_verify(enum status, const char *detail);
void script_prepared(enum status, const char *detail);
void script_obtain(enum status, const char *detail);
/* The base and those of "test", with or without a role's ARN. */
void script_credentials(enum fake_act, const char *arn);

/* The same, until then. */
void script_credentials_until(enum fake_act, const char *expiration);

/* How often a helper was started. */
int script_starts(const char *helper);

/* The i-th message a helper got, from 1; false: none or not one.  Borrows
 * from a static buffer. */
bool script_got(struct message *, const char *helper, int i);
/* One field of it as text, "" when it has none; static buffer. */
const char *script_field(const char *helper, int i, enum tag);

/* A fact of the state a helper was started in: "umask" gives "077". */
const char *script_state(const char *helper, const char *what);

/* The configuration that obtain has read. */
const char *script_conf(void);

/* Wait until a helper has got its i-th message; false after ten seconds. */
bool script_wait(const char *helper, int i);

/* Wait until no helper runs any more; false after ten seconds. */
bool script_gone(void);

#endif
