/* Collecting the facts of a login; runs as root in the host. */

#include <security/pam_ext.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

#include "common/field.h"
#include "pam_sts/login.h"
#include "pam_sts/random.h"
#include "pam_sts/target.h"

static int
open_login(struct login *l, pam_handle_t *pamh, int argc, const char **argv,
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
	if ((r = pam_get_user(pamh, &name, NULL)) != PAM_SUCCESS) {
		pam_syslog(pamh, LOG_NOTICE, "step=user: no name was given");
		return r;
	}
	account_find(who, pamh, name);
	return PAM_SUCCESS;
}

int
login_for_auth(struct login *l, pam_handle_t *pamh, int argc, const char **argv)
{
	int r = open_login(l, pamh, argc, argv, &l->user);

	if (r == PAM_SUCCESS)
		target_foretell(l);
	return r;
}

int
login_for_session(
    struct login *l, pam_handle_t *pamh, int argc, const char **argv)
{
	int r = open_login(l, pamh, argc, argv, &l->target);

	if (r == PAM_SUCCESS)
		target_find_caller(l);
	return r;
}

bool
login_is_of_sudo(const struct login *l)
{
	return span_starts(span_of(l->service), "sudo");
}

int
login_policy(struct login *l)
{
	const struct asked a = {.service = l->service,
	    .user = &l->user,
	    .target = l->target.known ? &l->target : NULL};

	return policy_open(&l->policy, l->pamh, &l->opt, &a);
}

uint64_t
login_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (uint64_t)t.tv_sec;
}

int
login_name_session(struct login *l)
{
	return random_hex(l->session, SESSION_HEX / 2);
}

void
login_close(struct login *l)
{
	policy_close(&l->policy);
}
