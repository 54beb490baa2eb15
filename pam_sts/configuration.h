/*
 * The configuration: pam_sts.conf and the files of conf.d as one text, which
 * the module reads itself and pam-sts-obtain gets by descriptor, so that both
 * decide by the same bytes.
 */

#ifndef PAM_STS_CONFIGURATION_H
#define PAM_STS_CONFIGURATION_H

#include <security/pam_modules.h>

#include "common/text.h"

struct options;

struct configuration {
	char *text; /* as config_next() reads it */
	size_t n;
};

/*
 * PAM_SUCCESS, or PAM_SERVICE_ERR with one line logged that names the file.
 * End with configuration_close(), also after an error.
 */
int configuration_open(
    struct configuration *, pam_handle_t *, const struct options *);
void configuration_close(struct configuration *);

/* A descriptor that reads the text, and that nobody can write; or -errno. */
int configuration_descriptor(const struct configuration *);

#endif
