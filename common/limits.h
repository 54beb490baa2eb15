/*
 * Every number the zones agree on.  AWS's own bounds are those of the STS
 * service model, API version 2011-06-15.
 */

#ifndef COMMON_LIMITS_H
#define COMMON_LIMITS_H

/* Wire and files, bytes. */
#define MESSAGE_MAX 32768
#define CONFIG_MAX (256 * 1024)
#define SECTIONS_MAX 1024
#define STANZA_MAX 4096
#define DETAIL_MAX 200
#define NAME_MAX_BYTES 255
#define URL_MAX 2048
#define PROFILE_NAME_MAX 64
/* Profiles of one login, and the calls that obtain them. */
#define PROFILES_MAX 8
#define PROFILES_TEXT_MAX (PROFILES_MAX * (PROFILE_NAME_MAX + 1) - 1)
#define PLAN_MAX 24
#define INCLUDES_MAX 256
#define USER_MESSAGE_MAX 200
/* The counter file: so long, always; all zero is a fresh one. */
#define LEDGER_SIZE 512

/* Codes: what AWS's virtual MFA devices use (RFC 6238, SHA-1). */
#define CODE_DIGITS 6
#define STEP_SECONDS 30
#define WINDOW_STEPS 1
#define SKEW_SEARCH_STEPS 30

/* Throttle: after so many failures in a row, one try each so many seconds. */
#define FAILURES_FREE 5
#define THROTTLE_SECONDS 30
/* STS verifies nine codes a device in three minutes; stay below. */
#define TAKEN_BUDGET 8
#define TAKEN_SECONDS 180
/* So long, too, a code that was good or sent to STS is refused elsewhere. */

/* Identifiers, in hex digits. */
#define SESSION_HEX 16
#define TICKET_HEX 32
#define TICKET_SECONDS 120

/* STS session durations, seconds. */
#define DURATION_MIN 900
#define DURATION_ROLE_MAX 43200
#define DURATION_CHAINED_MAX 3600
#define DURATION_SESSION_MAX 129600
#define CHAIN_MAX 5
/* The longest that a code may be good for in one login session. */
#define REUSE_MAX 43200
/* How long before their end the user can be told. */
#define NOTICE_MAX 86400

/* Network, seconds. */
#define TIMEOUT_DEFAULT 10
#define CONNECT_TIMEOUT_DEFAULT 5
#define TIMEOUT_MAX 60

/* How long the module waits for an answer that needs no network. */
#define HELPER_DEADLINE_MS 10000

#endif
