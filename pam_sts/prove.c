/* The proof of a login; runs as root in the host. */

#include <security/pam_ext.h>
#include <string.h>
#include <syslog.h>

#include "pam_sts/converse.h"
#include "pam_sts/keys.h"
#include "pam_sts/prove.h"
#include "pam_sts/result.h"
#include "pam_sts/ticket.h"

static int
obtain_ticket(struct login *l, const struct child *c, const struct secret *code)
{
	uint8_t buf[MESSAGE_MAX];
	struct answer a;
	struct message m;
	int r;

	dialogue_commit(&a, c, l, code, &m, buf);
	if (a.status == STATUS_OK) {
		ticket_fill(l, &m);
		if ((r = ticket_store(l, &m)) < 0)
			answer_fail(&a, "the ticket cannot be written", r);
	}
	explicit_bzero(buf, sizeof(buf));
	return result_authenticate(l, "obtain", &a, l->policy.mfa != MFA_STS);
}

/* Judge what was typed: can it be a code, can it be used, is it right? */
static void
judge(struct answer *a, const struct login *l, const struct secret *code,
    const struct keys *k, const struct child *c)
{
	if (!field_valid(TAG_CODE, secret_span(code))) {
		answer_set(a, STATUS_WRONG, "not six digits");
		return;
	}
	if (a->status == STATUS_OK)
		dialogue_prepared(a, c);
	if (a->status == STATUS_OK)
		dialogue_verify(a, l, code, k->secret, k->counter);
}

/* The helper connects to STS while the user types. */
static int
prove(struct login *l, const struct keys *k, struct child *c)
{
	bool to_sts = l->policy.mfa != MFA_LOCAL;
	struct secret code = {0};
	struct answer a;
	int r;

	if (!keys_refused(k, &a))
		dialogue_prepare(&a, c, l, k->key);
	r = converse_code(&code, l->pamh);
	if (r == PAM_SUCCESS) {
		judge(&a, l, &code, k, c);
		r = a.status == STATUS_OK ?
		    obtain_ticket(l, c, to_sts ? &code : NULL) :
		    result_authenticate(l, "verify", &a, false);
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
		pam_syslog(l->pamh, LOG_NOTICE,
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
