/* The proof of a login; runs as root in the host. */

#include <security/pam_ext.h>
#include <string.h>
#include <syslog.h>

#include "pam_sts/converse.h"
#include "pam_sts/grant.h"
#include "pam_sts/judgement.h"
#include "pam_sts/kept.h"
#include "pam_sts/keys.h"
#include "pam_sts/prove.h"
#include "pam_sts/result.h"
#include "pam_sts/ticket.h"

/* A convenience that fails is no reason to refuse. */
static void
keep(const struct login *l, const struct bundle *grant)
{
	int r = kept_store(l, grant);

	if (r < 0)
		pam_syslog(l->pamh, LOG_ERR,
		    "user=%s step=obtain: cannot be kept for reuse: %s",
		    l->user.name, strerrordesc_np(-r));
}

static int
obtain_ticket(struct login *l, const struct child *c, const struct secret *code)
{
	struct bundle grant;
	struct answer a;
	int r = grant_open(&grant);

	if (r == 0)
		r = grant_begin(&grant, l);
	if (r == 0) {
		dialogue_commit(&a, c, l, code, &grant);
		if (a.status == STATUS_OK)
			r = ticket_store(l, &grant);
		if (a.status == STATUS_OK && r == 0)
			keep(l, &grant);
	}
	if (r < 0)
		answer_fail(&a, "the ticket cannot be written", r);
	grant_close(&grant);
	return result_authenticate(l, "obtain", &a, l->policy.mfa != MFA_STS);
}

/* The helper connects to STS while the user types. */
static int
prove(struct login *l, const struct keys *k, struct child *c)
{
	bool to_sts = l->policy.mfa != MFA_LOCAL, right;
	struct secret code = {0};
	struct answer a;
	int r;

	if (!l->target.known)
		answer_set(&a, STATUS_CONFIG, "sudo's target cannot be told");
	else if (!keys_refused(k, &a))
		dialogue_prepare(&a, c, l, k->key);
	r = converse_code(&code, l->pamh);
	if (r == PAM_SUCCESS) {
		right = judgement(&a, l, &code, k, c);
		r = a.status == STATUS_OK ?
		    obtain_ticket(l, c, to_sts ? &code : NULL) :
		    result_authenticate(l, "verify", &a, right && !to_sts);
	}
	secret_wipe(&code);
	return r;
}

int
prove_user(struct login *l)
{
	struct child obtain = NO_CHILD;
	struct keys keys;
	int r;

	if (l->opt.nullok && !keys_enrolled(l)) {
		pam_syslog(l->pamh, l->policy.alert ? LOG_ALERT : LOG_NOTICE,
		    "user=%s step=verify: not enrolled, and nullok",
		    l->user.name);
		return PAM_IGNORE;
	}
	keys_open(&keys, l);
	r = prove(l, &keys, &obtain);
	spawn_end(&obtain);
	keys_close(&keys);
	return r;
}

int
prove_nothing(struct login *l)
{
	struct secret code = {0};
	int r = converse_code(&code, l->pamh);

	secret_wipe(&code);
	return r;
}
