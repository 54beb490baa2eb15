/* Module arguments; runs as root in the host. */

#include <security/pam_ext.h>
#include <string.h>
#include <syslog.h>

#include "pam_sts/options.h"

#define HOME SYSCONFDIR "/pam_sts"
#define CONF "conf="
#define RUNAS_DEFAULT "runas_default="

/* What stands behind the prefix, or NULL. */
static const char *
value_of(const char *argument, const char *prefix)
{
	size_t n = strlen(prefix);

	return strncmp(argument, prefix, n) == 0 ? argument + n : NULL;
}

int
options_parse(
    struct options *o, pam_handle_t *pamh, int argc, const char **argv)
{
	*o = (struct options){
	    .conf = HOME "/pam_sts.conf", .includes = HOME "/conf.d"};
	for (int i = 0; i < argc; i++) {
		const char *conf = value_of(argv[i], CONF);
		const char *user = value_of(argv[i], RUNAS_DEFAULT);

		if (strcmp(argv[i], "nullok") == 0)
			o->nullok = true;
		else if (conf != NULL && *conf == '/') {
			o->conf = conf;
			o->includes = NULL;
		} else if (user != NULL && *user != '\0')
			o->runas_default = user;
		else {
			pam_syslog(pamh, LOG_ERR,
			    "step=options: unknown argument \"%s\"", argv[i]);
			return PAM_SERVICE_ERR;
		}
	}
	return PAM_SUCCESS;
}
