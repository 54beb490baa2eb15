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

/* What the fake pam-sts-obtain gives: each profile its own, and the base too,
 * by the name BASE. */
#define BASE "base"
#define KEY_ID_OF(profile) "ASIAEXAMPLE0000_" profile
#define SECRET_KEY_OF(profile) "fake+secret/access/key/of/" profile "=="
#define TOKEN_OF(profile) "FwoGZXIvYXdzEXAMPLETOKEN/////////" profile "=="
/* When nothing else is said: those of the profile "test". */
#define KEY_ID KEY_ID_OF("test")
#define SECRET_KEY SECRET_KEY_OF("test")
#define TOKEN TOKEN_OF("test")
#define REGION "eu-west-1"
#define EXPIRATION "2031-02-03T04:05:06Z"
#define ARN "arn:aws:sts::123456789012:assumed-role/Operator/alice"

/* Once: look-ups by files only, and /dev/log. */
void world_up(void);

/* Hand the log over to a program to be executed: its descriptor; and take it
 * there. */
int world_hand_over(void);
void world_take_over(int log);

/*
 * Before each case: the accounts; nothing in RUN_DIR; alice is enrolled with
 * secret, counter and key; both helpers say yes; the configuration is
 * world_profile("local", "") and no other file.
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
 * lines of our module, with 16 random hex digits behind "session=" as ID; and
 * the same of the keepers.
 */
const char *world_log(void);
const char *world_keeper_log(void);

#endif
