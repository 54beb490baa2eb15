/* Collecting the facts of a login; runs as root in the host. */

#include <security/pam_ext.h>
#include <string.h>
#include <syslog.h>

#include "common/field.h"
#include "pam_sts/login.h"

int
login_open(struct login *l, pam_handle_t *pamh, int argc, const char **argv)
{
	const void *service = NULL;
	const char *name = NULL;
	int r;

	memset(l, 0, sizeof(*l));
	l->pamh = pamh;
	l->policy.fd = -1;
	if ((r = options_parse(&l->opt, pamh, argc, argv)) != PAM_SUCCESS)
		return r;
	if (pam_get_item(pamh, PAM_SERVICE, &service) != PAM_SUCCESS ||
	    !field_valid(TAG_SERVICE, span_of(service))) {
		pam_syslog(pamh, LOG_ERR, "step=service: no usable name");
		return PAM_SERVICE_ERR;
	}
	l->service = service;
	if ((r = pam_get_user(pamh, &name, NULL)) != PAM_SUCCESS) {
		pam_syslog(pamh, LOG_NOTICE, "step=user: no name was given");
		return r;
	}
	account_find(&l->user, pamh, name);
	return PAM_SUCCESS;
}

/*
 * sudo authenticates the caller and names the target only when it opens the
 * session: until then PAM_USER and PAM_RUSER are the same.
 */
static bool
target_is_known(const struct login *l)
{
	const void *ruser = NULL;

	return pam_get_item(l->pamh, PAM_RUSER, &ruser) != PAM_SUCCESS ||
	    !span_is(span_of(ruser), l->user.name);
}

int
login_policy(struct login *l, bool owner)
{
	return policy_open(&l->policy, l->pamh, l->opt.conf, l->service,
	    &l->user, owner || target_is_known(l) ? &l->user : NULL);
}

void
login_close(struct login *l)
{
	policy_close(&l->policy);
}
