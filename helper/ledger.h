/*
 * The counter file: which codes were used and how often somebody guessed.
 * Pure: times come in as seconds since 1970, bytes go out for the caller to
 * write.  All decisions about replay and throttle are here.
 */

#ifndef HELPER_LEDGER_H
#define HELPER_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "common/limits.h"

#define SALT_SIZE 20

struct ledger {
	uint64_t last_step; /* highest TOTP step accepted; 0: none */
	uint64_t last_failure; /* when; 0: never */
	uint32_t failures; /* wrong codes since the last right one */
	uint8_t salt[SALT_SIZE];
	struct {
		uint64_t when;
		uint32_t mark; /* salted hash of the code */
	} taken[TAKEN_BUDGET]; /* codes sent to STS, in no order */
};

/* 0, or -EBADMSG when the bytes are no ledger; all zero is a fresh one. */
int ledger_decode(struct ledger *, const uint8_t bytes[static LEDGER_SIZE]);
void ledger_encode(const struct ledger *, uint8_t bytes[static LEDGER_SIZE]);

/* Must this try wait?  A clock set back makes it wait THROTTLE_SECONDS at
 * the most; the ledger is adjusted for that. */
bool ledger_throttled(struct ledger *, uint64_t now);

void ledger_failed(struct ledger *, uint64_t now);

/* Was this step, or a later one, accepted before? */
bool ledger_used(const struct ledger *, uint64_t step);
void ledger_accept(struct ledger *, uint64_t step);

/* Were as many codes taken as STS may be sent for now? */
bool ledger_spent(const struct ledger *, uint64_t now);
/* Was the code of this mark taken in the last TAKEN_SECONDS? */
bool ledger_taken(const struct ledger *, uint32_t mark, uint64_t now);
void ledger_take(struct ledger *, uint32_t mark, uint64_t now);

#endif
