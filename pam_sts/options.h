/* The module's arguments in a PAM stack. */

#ifndef PAM_STS_OPTIONS_H
#define PAM_STS_OPTIONS_H

#include <security/pam_modules.h>
#include <stdbool.h>

struct options {
	const char *conf; /* conf=FILE: the configuration; borrowed */
	const char *includes; /* its directory of further files; or NULL */
	bool nullok; /* nullok: users who are not enrolled: PAM_IGNORE */
	/* runas_default=USER: as in sudoers(5), if it is set there; or NULL */
	const char *runas_default;
};

/* Those of a stack that gives none; and with a configuration of its own. */
void options_init(struct options *);
void options_set_conf(struct options *, const char *path);

/* PAM_SUCCESS, or PAM_SERVICE_ERR, logged, for an argument unknown here: a
 * typing mistake must not become a weaker set-up. */
int options_parse(
    struct options *, pam_handle_t *, int argc, const char **argv);

#endif
