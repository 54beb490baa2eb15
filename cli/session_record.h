/* Root's records of the sessions of this host: what may be told of them. */

#ifndef CLI_SESSION_RECORD_H
#define CLI_SESSION_RECORD_H

#include "cli/root_dir.h"
#include "common/bundle.h"

struct session_records {
	struct root_dir dir;
	char (*id)[SESSION_HEX + 1]; /* in order */
	size_t n;
};

/* List them.  0, or -1, said.  End with session_records_close() either way. */
int session_records_open(struct session_records *);
void session_records_close(struct session_records *);

/* No secret is in it, nor any more in its room.  Borrows from itself. */
struct session_record {
	struct message header;
	uint64_t uid; /* who owns the session */
	uint64_t leader;
	uint64_t stamp, obtained; /* seconds of CLOCK_BOOTTIME */
	bool kept; /* by a keeper that lives */
	unsigned count;
	struct message given[PROFILES_MAX + 1];
	uint8_t room[BUNDLE_MAX];
};

/* Read one.  1; 0 when it is not there any more; -1, said. */
int session_record_read(
    struct session_record *, const struct session_records *, const char *id);

/* What was given of that profile; NULL: nothing. */
const struct message *session_record_profile(
    const struct session_record *, struct span profile);

/*
 * Remove it, and the one that is to take its place: its keeper ends the
 * session.  0, or -1, said.
 */
int session_record_remove(const struct session_records *, const char *id);

#endif
