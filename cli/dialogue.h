/* Question and answer between pam-sts and pam-sts-obtain. */

#ifndef CLI_DIALOGUE_H
#define CLI_DIALOGUE_H

#include "cli/spawn.h"
#include "common/limits.h"
#include "common/wire.h"

/*
 * Ask; what is composed of the message is wiped.  False when it does not fit
 * the protocol.  A helper that is not there shows when it is to answer.
 */
bool dialogue_ask(const struct child *, const struct message *);

/*
 * Wait so long for the next message of that kind.  DONE, *m borrowing from
 * room; or REFUSED, said.
 */
int dialogue_hear(struct message *m, const struct child *, enum kind,
    unsigned milliseconds, uint8_t room[static MESSAGE_MAX]);

/* Say that what was heard is no answer to what was asked.  REFUSED. */
int dialogue_garbled(void);

#endif
