/* The conversation with the user; runs as root in the host. */

#include <security/pam_ext.h>
#include <stdlib.h>
#include <string.h>

#include "common/words.h"
#include "pam_sts/converse.h"

static bool
is_password(pam_handle_t *pamh, const struct secret *code)
{
	const void *typed = NULL;

	return pam_get_item(pamh, PAM_AUTHTOK, &typed) == PAM_SUCCESS &&
	    typed != NULL && secret_equal(secret_span(code), span_of(typed));
}

int
converse_code(struct secret *code, pam_handle_t *pamh)
{
	char *answer = NULL;
	int r =
	    pam_prompt(pamh, PAM_PROMPT_ECHO_ON, &answer, "%s", WORDS_PROMPT);

	secret_wipe(code);
	if (r == PAM_SUCCESS && answer == NULL)
		r = PAM_CONV_ERR;
	if (r == PAM_SUCCESS &&
	    (secret_move(code, answer, strlen(answer)) != 0 ||
		is_password(pamh, code)))
		secret_wipe(code);
	free(answer);
	return r;
}

void
converse_error(pam_handle_t *pamh, const char *text)
{
	(void)pam_error(pamh, "%s", text);
}

void
converse_info(pam_handle_t *pamh, const char *text)
{
	(void)pam_info(pamh, "%s", text);
}
