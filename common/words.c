/* What a user is told of an outcome; pure. */

#include <stddef.h>

#include "common/words.h"

static const char *const sentences[STATUS_COUNT] = {
    [STATUS_WRONG] = WORDS_NOT_ACCEPTED,
    [STATUS_REPLAY] =
	"This code was used already. Wait for the next one and try again.",
    [STATUS_THROTTLED] =
	"Too many codes in a short time. Wait three minutes and try again.",
    /* The words of a wrong code: who is enrolled is nobody's business. */
    [STATUS_NOT_ENROLLED] = WORDS_NOT_ACCEPTED,
    [STATUS_DENIED] =
	"AWS refuses these credentials to you. Ask your administrator.",
    [STATUS_UNAVAILABLE] =
	"AWS did not answer in time. Try again with a new code.",
    [STATUS_CONFIG] =
	"Login is not set up right on this host. Tell your administrator.",
    [STATUS_NO_SESSION] =
	"This needs the AWS credentials of your login, and there are none. "
	"Log in again with a code.",
};

const char *
words_of_status(enum status s)
{
	return (size_t)s < STATUS_COUNT ? sentences[s] : NULL;
}
