/* Is a file or directory root's, and nobody else's to change? */

#ifndef CLI_TRUST_H
#define CLI_TRUST_H

#include <stdbool.h>
#include <stddef.h>

struct stat;

#define TRUST_TEXT_SIZE 96

enum trust_check { TRUST_TYPE, TRUST_OWNER, TRUST_MODE, TRUST_CHECKS };

/* What must be. */
struct trust {
	unsigned type; /* S_IFREG or S_IFDIR */
	unsigned forbidden; /* bits of the mode */
};

/*
 * Does it fail this check?  Then text says "must be ..., is ...".  Walk all
 * checks to learn all that is wrong.
 */
bool trust_fault(char text[static TRUST_TEXT_SIZE], enum trust_check,
    const struct stat *, struct trust);

#endif
