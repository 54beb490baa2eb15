/* Module arguments; runs as root in the host. */

#include <string.h>
#include <syslog.h>

#include "common/field.h"
#include "pam_sts/journal.h"
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

void
options_init(struct options *o)
{
	*o = (struct options){
	    .conf = HOME "/pam_sts.conf", .includes = HOME "/conf.d"};
}

void
options_set_conf(struct options *o, const char *path)
{
	o->conf = path;
	o->includes = NULL;
}

int
options_parse(
    struct options *o, pam_handle_t *pamh, int argc, const char **argv)
{
	options_init(o);
	for (int i = 0; i < argc; i++) {
		const char *conf = value_of(argv[i], CONF);
		const char *user = value_of(argv[i], RUNAS_DEFAULT);

		if (strcmp(argv[i], "nullok") == 0)
			o->nullok = true;
		else if (conf != NULL && *conf == '/' &&
		    field_valid(TAG_CONF, span_of(conf)))
			options_set_conf(o, conf);
		else if (user != NULL && *user != '\0')
			o->runas_default = user;
		else {
			journal(pamh, LOG_ERR,
			    "step=options: unknown argument \"%s\"", argv[i]);
			return PAM_SERVICE_ERR;
		}
	}
	return PAM_SUCCESS;
}
