/*
 * Words that one zone says and another tells of: what explain announces is what
 * the module will say.
 */

#ifndef COMMON_WORDS_H
#define COMMON_WORDS_H

#include "common/status.h"

/* The module's one question. */
#define WORDS_PROMPT "One-time code: "
/* To who typed a wrong code, and to who is denied. */
#define WORDS_NOT_ACCEPTED \
	"The code was not accepted. Wait for the next one and try again."

/* Variables of the session's environment. */
#define WORDS_SESSION_VARIABLE "PAM_STS_SESSION"
#define WORDS_NONE_VARIABLE "PAM_STS_NONE"

/* The sentence that a user is told; NULL for STATUS_OK, and for a number out
 * of range. */
const char *words_of_status(enum status);

#endif
