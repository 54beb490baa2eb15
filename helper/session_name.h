/*
 * Names that AWS accepts as RoleSessionName and SourceIdentity (2 to 64 bytes
 * of [A-Za-z0-9_+=,.@-]), from what expand_name() made.  Deterministic, and no
 * two names share a result:
 *
 *   - over 64 bytes: the first 47, '-', and the first 16 hex digits of
 *     SHA-256 over the whole.  A name of exactly 64 bytes that looks so by
 *     itself is cut too: else it could pose as a longer one;
 *   - under 2 bytes: filled up with '=', which ends no expanded name.
 */

#ifndef HELPER_SESSION_NAME_H
#define HELPER_SESSION_NAME_H

#include "common/text.h"

#define SESSION_NAME_MIN 2
#define SESSION_NAME_MAX 64

/* 0, or -1 when the digest cannot be had. */
int session_name(char out[static SESSION_NAME_MAX + 1], struct span name);

#endif
