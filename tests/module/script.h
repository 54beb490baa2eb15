/* What the fake helpers are told, and what they have seen. */

#ifndef TESTS_MODULE_SCRIPT_H
#define TESTS_MODULE_SCRIPT_H

#include "tests/module/world.h"

/* In an empty FAKE_DIR: be ready to notice helpers that run. */
void script_listen(void);

/* Start a helper's script anew; add steps to it. */
void script_clear(const char *helper);
void script_step(
    const char *helper, enum fake_act, const void *bytes, size_t n);
/* A step with a message; detail may be NULL. */
void script_reply(const char *helper, enum fake_act, enum kind, enum status,
    const char *detail);

/* The usual conversations, from the start. */
void script_verify(enum status, const char *detail);
void script_prepared(enum status, const char *detail);
void script_obtain(enum status, const char *detail);
/* The credentials above, with or without a role's ARN. */
void script_credentials(enum fake_act, const char *arn);

/* How often a helper was started. */
int script_starts(const char *helper);

/* The i-th message a helper got, from 1; false: none or not one.  Borrows
 * from a static buffer. */
bool script_got(struct message *, const char *helper, int i);
/* One field of it as text, "" when it has none; static buffer. */
const char *script_field(const char *helper, int i, enum tag);

/* A fact of the state a helper was started in: "umask" gives "077". */
const char *script_state(const char *helper, const char *what);

/* Wait until a helper has got its i-th message; false after ten seconds. */
bool script_wait(const char *helper, int i);

/* Wait until no helper runs any more; false after ten seconds. */
bool script_gone(void);

#endif
