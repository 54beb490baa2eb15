/*
 * The fake helper's script: FAKE_DIR/<name of the helper>.script is a row of
 * steps, each followed by the bytes of its message.  When it has none left it
 * waits for the end of the conversation.
 */

#ifndef TESTS_MODULE_FAKE_H
#define TESTS_MODULE_FAKE_H

#include <stdint.h>

/* Nine of the longest messages. */
#define FAKE_SCRIPT_MAX (9 * 32768 + 4096)
/* Its reading end is the test's; it ends when the last helper has. */
#define FAKE_ALIVE FAKE_DIR "/alive"

enum fake_act {
	FAKE_ANSWER, /* take a message, send these bytes */
	FAKE_SLOW, /* the same, after a while */
	FAKE_SEND, /* send these bytes, unasked */
	FAKE_HANG, /* take a message, say nothing for ever */
	FAKE_EXIT, /* take a message and leave */
	FAKE_EXIT_AT_ONCE,
	FAKE_CRASH /* take a message and die of a signal */
};

struct fake_step {
	uint32_t act; /* enum fake_act */
	uint32_t n; /* bytes that follow */
};

#endif
