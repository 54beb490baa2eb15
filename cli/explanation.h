/* What a login would do, as text for people or as one JSON object. */

#ifndef CLI_EXPLANATION_H
#define CLI_EXPLANATION_H

#include "cli/calls.h"

struct explanation {
	struct subject subject;
	struct decision decision;
	struct calls calls; /* when the outcome is profiles */
};

/* "the key of alice", "the login session of alice", "call 1". */
#define SIGNER_SIZE (NAME_MAX_BYTES + 32)
void explanation_signer(char text[static SIGNER_SIZE],
    const struct explanation *, const struct plan_step *);

/* Seconds that the profile asks for; 0: it leaves them to AWS. */
unsigned explanation_asked(const struct plan_step *);

/* In which file its credentials stand: "process", where they are asked of
 * pam-sts, or "static". */
const char *explanation_form(const struct plan_step *);

void explanation_print_text(const struct explanation *);
void explanation_print_json(const struct explanation *);

#endif
