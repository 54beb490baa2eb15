/*
 * The files of the private host: accounts, configuration, state, log socket,
 * and the fake helpers' scripts.  All functions abort when they cannot do
 * what they say: there is nothing to test then.
 */

#ifndef TESTS_MODULE_WORLD_H
#define TESTS_MODULE_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "common/wire.h"
#include "tests/module/fake.h"
#include "tests/module/places.h"

#define VERIFY "pam-sts-verify"
#define OBTAIN "pam-sts-obtain"

/* What the fake pam-sts-obtain gives when nothing else is said. */
#define KEY_ID "ASIAEXAMPLE000000001"
#define SECRET_KEY "fake+secret/access/key0123456789abcdef=="
#define TOKEN "FwoGZXIvYXdzEXAMPLETOKEN//////////example=="
#define EXPIRATION "2031-02-03T04:05:06Z"
#define ARN "arn:aws:sts::123456789012:assumed-role/Operator/alice"

/* Once: look-ups by files only, and /dev/log. */
void world_up(void);

/*
 * Before each case: the accounts; no tickets and sessions; alice is enrolled
 * with secret, counter and key; both helpers say yes; the configuration is
 * world_profile("local", "").
 */
void world_reset(void);

/* Write a file whole, whatever the umask, owned by root. */
void world_file(const char *path, const char *text, mode_t mode);

void world_conf(const char *text);
/* One profile, "test", for everybody; more lines for it may follow. */
void world_profile(const char *mfa, const char *more);

/* The contents of a file, NUL-terminated, in a static buffer; "" if none. */
const char *world_read(const char *path);

/* How many names are in a directory; 0 also when there is none. */
int world_entries(const char *path);
/* The first name in a directory, in a static buffer; "" if there is none. */
const char *world_first(const char *path);

/*
 * What the log has got since the last call: "notice user=... step=...\n"
 * lines of our module, with 16 random hex digits behind "session=" as ID.
 */
const char *world_log(void);

#endif
