/* Module arguments; runs as root in the host. */

#include <security/pam_ext.h>
#include <string.h>
#include <syslog.h>

#include "pam_sts/options.h"

int
options_parse(
    struct options *o, pam_handle_t *pamh, int argc, const char **argv)
{
	*o = (struct options){SYSCONFDIR "/pam_sts/pam_sts.conf", false};
	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "nullok") == 0)
			o->nullok = true;
		else if (strncmp(argv[i], "conf=/", 6) == 0)
			o->conf = argv[i] + 5;
		else {
			pam_syslog(pamh, LOG_ERR,
			    "step=options: unknown argument \"%s\"", argv[i]);
			return PAM_SERVICE_ERR;
		}
	}
	return PAM_SUCCESS;
}
