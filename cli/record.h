/* What is kept of a user: the state files, understood. */

#ifndef CLI_RECORD_H
#define CLI_RECORD_H

#include "cli/account.h"
#include "cli/state_file.h"

#define KEY_ID_SIZE 129

struct record {
	bool secret, key, counter; /* is it there? */
	bool damaged; /* a file does not say what it must */
	char user[NAME_MAX_BYTES + 1]; /* whose the files are; "": nobody's */
	char key_id[KEY_ID_SIZE]; /* "": no key */
};

/* 0, or -1, said.  No secret is in a record. */
int record_read(struct record *, const struct state *);

/* May the account's files be added to?  False, said, when they are damaged,
 * or of somebody who had the uid before. */
bool record_usable(const struct record *, const struct account *);

struct record_line {
	const char *key;
	struct span value;
};

/*
 * Write a state file of these lines, once they read back as they are.  0, or
 * -1, said.
 */
int record_write(const struct state *, const char *name,
    const struct record_line *, size_t count);

/*
 * Make the counter if there is none; one that is there is never reset, lest
 * a code be used twice.  1: made, 0: it was there, -1: said.
 */
int record_counter(const struct state *, const struct record *);

#endif
