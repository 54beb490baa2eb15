/* Collecting the facts of a login; runs as root in the host. */

#include <security/pam_ext.h>
#include <string.h>
#include <syslog.h>

#include "common/field.h"
#include "pam_sts/arrival.h"
#include "pam_sts/target.h"

/* "" is login's way to say that there is none. */
static struct span
item(pam_handle_t *pamh, int which)
{
	const void *value = NULL;
	struct span s = {NULL, 0};

	if (pam_get_item(pamh, which, &value) == PAM_SUCCESS && value != NULL &&
	    *(const char *)value != '\0')
		s = span_of(value);
	return s;
}

static int
collect(struct login *l, pam_handle_t *pamh, int argc, const char **argv,
    struct account *who)
{
	const void *service = NULL;
	const char *name = NULL;
	int r;

	memset(l, 0, sizeof(*l));
	l->pamh = pamh;
	policy_init(&l->policy);
	if ((r = options_parse(&l->opt, pamh, argc, argv)) != PAM_SUCCESS)
		return r;
	if (pam_get_item(pamh, PAM_SERVICE, &service) != PAM_SUCCESS ||
	    !field_valid(TAG_SERVICE, span_of(service))) {
		pam_syslog(pamh, LOG_ERR, "step=service: no usable name");
		return PAM_SERVICE_ERR;
	}
	l->service = service;
	l->rhost = item(pamh, PAM_RHOST);
	l->tty = item(pamh, PAM_TTY);
	if ((r = pam_get_user(pamh, &name, NULL)) != PAM_SUCCESS) {
		pam_syslog(pamh, LOG_NOTICE, "step=user: no name was given");
		return r;
	}
	account_find(who, name);
	return PAM_SUCCESS;
}

int
arrival_for_auth(
    struct login *l, pam_handle_t *pamh, int argc, const char **argv)
{
	int r = collect(l, pamh, argc, argv, &l->user);

	if (r == PAM_SUCCESS)
		target_foretell(l);
	return r;
}

int
arrival_for_session(
    struct login *l, pam_handle_t *pamh, int argc, const char **argv)
{
	int r = collect(l, pamh, argc, argv, &l->target);

	if (r == PAM_SUCCESS)
		target_find_caller(l);
	return r;
}
