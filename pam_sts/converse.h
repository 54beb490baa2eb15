/* What is asked of the user, and what he is told. */

#ifndef PAM_STS_CONVERSE_H
#define PAM_STS_CONVERSE_H

#include <security/pam_modules.h>

#include "common/secret.h"

/*
 * Ask for the code, once.  PAM_SUCCESS with what was typed, or with nothing
 * where that is too long or is the password typed before, which is no code
 * even if it is six digits; or the conversation's own failure.  The caller
 * wipes *code.
 *
 * The prompt echoes: sshd's password method then refuses (PAM_CONV_ERR)
 * instead of handing us the Unix password.
 */
int converse_code(struct secret *code, pam_handle_t *);

/* One line; never in open_session: sudo mixes it into the command's output,
 * pkexec aborts. */
void converse_error(pam_handle_t *, const char *text);
void converse_info(pam_handle_t *, const char *text);

#endif
