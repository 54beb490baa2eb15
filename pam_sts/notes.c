/* Data of the PAM handle; runs as root in the host. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "pam_sts/notes.h"

static void
forget(pam_handle_t *pamh, void *data, int status)
{
	(void)pamh;
	(void)status;
	free(data);
}

int
notes_leave(pam_handle_t *pamh, const char *name, const void *bytes, size_t n)
{
	void *copy = malloc(n);

	if (copy == NULL)
		return -ENOMEM;
	memcpy(copy, bytes, n);
	if (pam_set_data(pamh, name, copy, forget) == PAM_SUCCESS)
		return 0;
	free(copy);
	return -ENOMEM;
}

const void *
notes_find(const pam_handle_t *pamh, const char *name)
{
	const void *data = NULL;

	return pam_get_data(pamh, name, &data) == PAM_SUCCESS ? data : NULL;
}
